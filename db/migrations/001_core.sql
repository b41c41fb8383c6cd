-- Two clocks (decisions.md): business time = machine time + this offset; only the demo and the tests move it, forward only.
-- Below zero only while the demo company is being told: its story begins two weeks ago and ends at machine time.
create table business_clock (
  one boolean primary key default true check (one),
  ahead_ms bigint not null default 0
);
insert into business_clock default values;

create function business_now() returns timestamptz language sql stable as
  $$ select clock_timestamp() + ahead_ms * interval '1 millisecond' from business_clock $$;

-- Append-only record of everything that happened. xid8 lets consumers read only what no open transaction can still precede.
create table event_log (
  id uuid primary key,
  xid8 xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  name text not null,
  schema_version smallint not null default 1,
  actor_kind text not null,
  actor_id text,
  on_behalf_of uuid,
  department_id uuid,
  subject_kind text,
  subject_id uuid,
  changes jsonb,
  payload jsonb not null default '{}',
  personal_digest bytea,
  cause jsonb,
  depth smallint not null default 0
);
create index event_log_subject on event_log (subject_kind, subject_id, id);
create index event_log_tail on event_log (xid8, id);

create table event_subjects (
  event_id uuid not null references event_log (id),
  kind text not null,
  id uuid not null,
  primary key (kind, id, event_id)
);

-- Personal values of an event apart, so that erasing them leaves the log (and its hash chain) whole.
create table event_personal (
  event_id uuid primary key references event_log (id),
  salt bytea not null,
  personal jsonb not null
);

create table event_seals (
  seq bigint primary key,
  sealed_at timestamptz not null,
  up_to_xid8 xid8 not null,
  events int not null,
  hash bytea not null
);

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'the event log is append-only' using errcode = 'insufficient_privilege'; end $$;
create trigger event_log_append_only before update or delete on event_log for each row execute function refuse_change();
create trigger event_subjects_append_only before update or delete on event_subjects for each row execute function refuse_change();

-- What has to happen after the commit: 'deliver' brings an event to processes and reactions, 'effect' leaves for the outer world.
create table outbox (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('deliver', 'effect')),
  event_id uuid,
  topic text,
  key text unique,
  payload jsonb,
  cause jsonb,
  state text not null default 'ready' check (state in ('ready', 'sending', 'failed')),
  attempts int not null default 0,
  not_before timestamptz,
  leased_until timestamptz,
  lease_owner text,
  last_error text
);
create index outbox_deliver on outbox (id) where kind = 'deliver';
create index outbox_effect on outbox (not_before nulls first, id) where kind = 'effect' and state <> 'failed';

create table idempotency_keys (
  actor text not null,
  key text not null,
  request_digest bytea not null,
  status int,
  answer jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (actor, key)
);

-- Settings of the installation, one row a key; values that are secret are encrypted before they come here.
create table settings (
  key text primary key,
  value jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null
);

-- Search over every kind of record; access columns let one predicate filter it.
create table search_entries (
  kind text not null,
  id uuid not null,
  title text not null,
  detail text not null default '',
  folded text not null,
  digits text not null default '',
  owner_id uuid,
  department_id uuid,
  at timestamptz not null,
  primary key (kind, id)
);
