alter table tasks
  add column remind_before text[],
  add column priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
  add column acknowledged_at timestamptz,
  add column delegated_by uuid references employees (id),
  add column checklist_required boolean not null default false,
  add column repeat jsonb,
  add column series_id uuid,
  add column series_index int,
  add column series_start timestamptz;
comment on column tasks.remind_before is 'reminders before its date, ISO 8601 durations; null: as the process of reminders says';
comment on column tasks.acknowledged_at is 'when the assignee said that he knows of the task somebody gave him';
comment on column tasks.delegated_by is 'who gave it on last';
comment on column tasks.repeat is 'how it comes again (pure/recurrence.ts); the next one is made when this one is done';
comment on column tasks.series_index is 'which occurrence of its series, counted from series_start as 0';
create unique index tasks_series on tasks (series_id, series_index) where series_id is not null;
create index tasks_set_by on tasks (owner_id, due_at) where status = 'open' and owner_id is not null;
create index tasks_delegated on tasks (delegated_by, due_at) where status = 'open' and delegated_by is not null;

create table task_watchers (
  task_id uuid not null references tasks (id),
  employee_id uuid not null references employees (id),
  added_by uuid references employees (id),
  added_at timestamptz not null,
  primary key (task_id, employee_id)
);
create index task_watchers_employee on task_watchers (employee_id);

create table task_checklist_items (
  id uuid primary key,
  task_id uuid not null references tasks (id),
  position int not null,
  text text not null,
  done_at timestamptz,
  done_by uuid references employees (id)
);
create index task_checklist_items_task on task_checklist_items (task_id, position);
