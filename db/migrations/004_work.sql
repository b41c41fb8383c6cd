create table tasks (
  id uuid primary key,
  kind text not null default 'task' check (kind in ('task', 'claim')),
  status text not null default 'open' check (status in ('open', 'done', 'cancelled')),
  title text not null,
  title_params jsonb,
  body text not null default '',
  assignee_id uuid references employees (id),
  candidate_department_ids uuid[] not null default '{}',
  candidate_user_ids uuid[] not null default '{}',
  subject_kind text,
  subject_id uuid,
  department_id uuid references departments (id),
  owner_id uuid references employees (id),
  due_at timestamptz,
  remind_at timestamptz,
  reminders text not null default 'own' check (reminders in ('own', 'process', 'none')),
  completed_by_events text[] not null default '{}',
  outcome text,
  instance_id uuid,
  token int,
  element text,
  process_key text,
  created_by uuid references employees (id),
  claimed_at timestamptz,
  completed_at timestamptz,
  completed_by uuid references employees (id),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column tasks.title is 'a text code when title_params is not null, else words a person wrote';
comment on column tasks.owner_id is 'who set the task; null when a process did';
create unique index tasks_token on tasks (instance_id, token) where instance_id is not null;
create index tasks_assignee on tasks (assignee_id, due_at) where status = 'open';
create index tasks_subject on tasks (subject_kind, subject_id);
create index tasks_claims on tasks (created_at) where status = 'open' and kind = 'claim';
create index tasks_open_created on tasks (created_at desc, id desc) where status = 'open';

-- One notice a thing, one row a recipient: unique on (recipient, subject, reason, occurrence).
create table notices (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  reason text not null,
  occurrence text not null,
  code text not null,
  params jsonb not null default '{}',
  urgent boolean not null default false,
  task_id uuid,
  cause jsonb,
  created_at timestamptz not null,
  unique (subject_kind, subject_id, reason, occurrence)
);

create table notifications (
  notice_id uuid not null references notices (id),
  recipient_id uuid not null references employees (id),
  created_at timestamptz not null,
  read_at timestamptz,
  mail_state text not null default 'none' check (mail_state in ('none', 'pending', 'mailed', 'skipped')),
  mail_id uuid,
  primary key (notice_id, recipient_id)
);
create index notifications_recipient on notifications (recipient_id, created_at desc, notice_id desc);
create index notifications_unread on notifications (recipient_id) where read_at is null;
create index notifications_mail on notifications (recipient_id, created_at) where mail_state = 'pending';

create table outgoing_mails (
  id uuid primary key,
  message_id text not null unique,
  recipient_id uuid references employees (id),
  to_address text not null,
  to_name text not null default '',
  locale text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  confidential boolean not null default false,
  state text not null check (state in ('kept', 'queued', 'sending', 'sent', 'failed')),
  attempts int not null default 0,
  last_error text,
  server_answer text,
  subject_kind text,
  subject_id uuid,
  cause jsonb,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index outgoing_mails_created on outgoing_mails (created_at desc, id desc);
create index outgoing_mails_recipient on outgoing_mails (recipient_id, created_at desc);
comment on column outgoing_mails.confidential is 'holds a link that lets its reader in: shown to nobody, its bodies emptied once sent';
