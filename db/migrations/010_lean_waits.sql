-- Rows and entries that nothing reads (docs/decisions/007-intake-in-batches.md).

-- A user task is found by its instance and token in tasks; a second row beside it told nothing.
delete from process_waits where kind = 'user_task';
alter table process_waits drop constraint process_waits_kind_check,
  add constraint process_waits_kind_check check (kind in ('timer', 'message', 'step', 'join'));

-- Asked only for somebody's leads and tasks.
drop index leads_owner, tasks_assignee;
create index leads_owner on leads (owner_id, status) where owner_id is not null;
create index tasks_assignee on tasks (assignee_id, due_at) where status = 'open' and assignee_id is not null;
