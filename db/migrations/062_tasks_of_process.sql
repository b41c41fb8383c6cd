-- Whether the tasks a process had done may be read follows from what they are about: the index answers that, too.
drop index tasks_of_process;
create index tasks_of_process on tasks (process_key, completed_at)
  include (instance_id, completed_by, assignee_id, created_at, due_at, subject_kind, subject_id)
  where status = 'done' and instance_id is not null;
