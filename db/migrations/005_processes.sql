create table process_definitions (
  id uuid primary key,
  key text not null,
  version int not null,
  name text not null,
  bpmn text not null,
  graph jsonb not null,
  origin text not null check (origin in ('shipped', 'own')),
  origin_version int,
  created_by uuid references employees (id),
  created_at timestamptz not null,
  unique (key, version)
);

create table process_settings (
  id uuid primary key,
  process_key text not null,
  version int not null,
  "values" jsonb not null,
  created_by uuid references employees (id),
  created_at timestamptz not null,
  unique (process_key, version)
);

create table processes (
  key text primary key,
  definition_id uuid not null references process_definitions (id),
  settings_id uuid references process_settings (id),
  department_id uuid references departments (id),
  paused_at timestamptz,
  paused_by uuid references employees (id),
  position int not null default 0
);

create table process_instances (
  id uuid primary key,
  definition_id uuid not null references process_definitions (id),
  process_key text not null,
  subject_kind text,
  subject_id uuid,
  started_by_event uuid,
  status text not null check (status in ('active', 'completed', 'terminated', 'failed')),
  state jsonb not null,
  depth smallint not null default 0,
  department_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz,
  moved_at timestamptz not null
) with (fillfactor = 80);
create unique index process_instances_start on process_instances (started_by_event, process_key) where started_by_event is not null;
create index process_instances_subject on process_instances (subject_id) where subject_id is not null;
create index process_instances_active on process_instances (process_key, started_at) where status = 'active';

-- Everything a token at rest waits for. The instance row is always locked before its waits.
create table process_waits (
  instance_id uuid not null references process_instances (id),
  token int not null,
  element text not null,
  kind text not null check (kind in ('user_task', 'timer', 'message', 'step', 'join')),
  due_at timestamptz,
  working_time boolean not null default false,
  message_name text,
  correlation_key text,
  since timestamptz not null,
  primary key (instance_id, token, element, kind)
);
create index process_waits_due on process_waits (due_at) where kind = 'timer';
create index process_waits_message on process_waits (message_name, correlation_key) where kind = 'message';

create table process_incidents (
  id uuid primary key,
  instance_id uuid not null references process_instances (id),
  token int not null,
  element text not null,
  code text not null,
  message text not null,
  attempts jsonb not null default '[]',
  raised_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid references employees (id),
  resolution text
);
create unique index process_incidents_open on process_incidents (instance_id, token) where resolved_at is null;
create index process_incidents_raised on process_incidents (raised_at desc) where resolved_at is null;

create table process_history (
  id bigint generated always as identity,
  instance_id uuid not null,
  definition_id uuid not null,
  element text not null,
  token int not null,
  what text not null,
  event_id uuid,
  at timestamptz not null,
  primary key (id, at)
) partition by range (at);
create table process_history_default partition of process_history default;
create index process_history_instance on process_history (instance_id, id);

create table worker_beats (
  node text primary key,
  roles text not null,
  beat_at timestamptz not null,
  lateness_ms bigint not null default 0
);
