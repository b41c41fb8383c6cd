-- A model as it is being drawn: one draft of a process, whoever draws. What is published becomes its next definition and the
-- draft is gone (docs/decisions/040-designer.md).
create table process_drafts (
  key text primary key,
  name text not null,
  bpmn text not null,
  -- The version it was begun from; null for a process that has none yet.
  base_version int,
  -- Whose process it becomes; of one that is there already the process itself says so.
  department_id uuid references departments (id),
  version int not null default 1,
  created_by uuid not null references employees (id),
  created_at timestamptz not null,
  changed_by uuid not null references employees (id),
  changed_at timestamptz not null
);
alter table process_definitions add column reason text not null default '';
-- What a user task asks of whoever does it, as its model had it when the task was set.
alter table tasks add column form jsonb;
