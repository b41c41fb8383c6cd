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

-- Meetings and calls ("event" means something else here).
create table appointments (
  id uuid primary key,
  kind text not null check (kind in ('meeting', 'call')),
  status text not null default 'planned' check (status in ('planned', 'cancelled')),
  title text not null,
  body text not null default '',
  place text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  subject_kind text,
  subject_id uuid,
  remind_before text[],
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column appointments.owner_id is 'who arranged it; always one of those who take part';
create index appointments_owner on appointments (owner_id, starts_at);
create index appointments_time on appointments (starts_at);
create index appointments_subject on appointments (subject_kind, subject_id, starts_at) where subject_id is not null;

-- Who takes part: an employee or a contact.
create table appointment_people (
  appointment_id uuid not null references appointments (id),
  person_kind text not null check (person_kind in ('employee', 'contact')),
  person_id uuid not null,
  primary key (appointment_id, person_kind, person_id)
);
create index appointment_people_person on appointment_people (person_kind, person_id, appointment_id);

-- The secret address under which a person's calendar is read by other programs; one a person.
create table calendar_feeds (
  id uuid primary key,
  employee_id uuid not null unique references employees (id),
  token_digest bytea not null unique,
  created_at timestamptz not null
);
