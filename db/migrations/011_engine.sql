-- A simulation on the real shell stands still between the entries of its script; only its throw-away database sets this.
alter table business_clock add column stopped_at timestamptz;
create or replace function business_now() returns timestamptz language sql stable as
  $$ select coalesce(stopped_at, clock_timestamp() + ahead_ms * interval '1 millisecond') from business_clock $$;

-- Kept as it is written, in less room and time than jsonb; who looks into it casts it. Room on the page lets most moves stay there.
alter table process_instances alter column state type json using state::json;
alter table process_instances set (fillfactor = 60);

-- Who called it, who holds it still, and how often it moved (the loop guard looks at that).
alter table process_instances
  add column called_by uuid,
  add column called_by_token int,
  add column suspended_at timestamptz,
  add column suspended_by uuid,
  add column moves int not null default 0;
create index process_instances_called on process_instances (called_by, called_by_token) where called_by is not null;
create index process_instances_suspended on process_instances (suspended_at) where suspended_at is not null;

-- A signal is waited for by its name alone, a suspended instance's timer does not fire ('held').
alter table process_waits drop constraint process_waits_kind_check,
  add constraint process_waits_kind_check check (kind in ('timer', 'held', 'message', 'signal', 'step'));
-- Not by kind: what asks for that is offered the primary key, which ends with it, and reads it all.
drop index process_waits_message;
create index process_waits_message on process_waits (message_name, correlation_key) where correlation_key is not null;
create index process_waits_signal on process_waits (message_name) where kind = 'signal';
-- The instance leads the key already; the steps of a case are few.
comment on column process_waits.message_name is 'of a message or a signal';

-- Messages thrown before anybody waits for them. not_for: the process that threw one without saying how it is correlated.
create table process_messages (
  id uuid primary key,
  name text not null,
  correlation_key text,
  variables jsonb not null,
  not_for text,
  cause uuid,
  depth smallint not null default 0,
  thrown_at timestamptz not null,
  kept_until timestamptz not null
);
create index process_messages_name on process_messages (name, id);
create index process_messages_kept on process_messages (kept_until);

-- Starts by time, armed when a version is switched on.
create table process_start_timers (
  process_key text not null references processes (key),
  element text not null,
  due_at timestamptz not null,
  timer jsonb not null,
  primary key (process_key, element)
);
create index process_start_timers_due on process_start_timers (due_at);

-- The guard against a runaway start: how many cases began in the hour that began then, and how many may.
alter table processes
  add column starts_since timestamptz,
  add column starts int not null default 0,
  add column starts_an_hour int not null default 50000,
  add column held_at timestamptz;

-- What waits for a person (state 'held'): starts of a process that ran away (topic 'start:KEY'), events of a suspended
-- instance (topic 'tell'). `slow`: part of a flood, delivered beside the rest (docs/decisions/009-floods.md).
alter table outbox drop constraint outbox_state_check,
  add constraint outbox_state_check check (state in ('ready', 'sending', 'failed', 'held')),
  add column subject_id uuid,
  add column instance_id uuid,
  add column slow boolean not null default false;
drop index outbox_deliver;
create index outbox_deliver on outbox (id) where kind = 'deliver' and state = 'ready' and not slow;
create index outbox_slow on outbox (id) where kind = 'deliver' and state = 'ready' and slow;
create index outbox_slow_subject on outbox (subject_id, id) where kind = 'deliver' and slow;
create index outbox_held on outbox (topic, id) where state = 'held';
create index outbox_instance on outbox (instance_id) where instance_id is not null;

-- Events of this name are a flood until then: they are put into the slow lane as they come.
alter table heard_events add column flood_until timestamptz;

-- One row a transition, whatever number of elements it passed; the months are partitions.
alter table process_history rename to process_history_lines;
alter table process_history_default rename to process_history_lines_default;
create table process_history (
  id bigint generated always as identity,
  instance_id uuid not null,
  definition_id uuid not null,
  event_id uuid,
  at timestamptz not null,
  elements text[] not null,
  tokens int[] not null,
  whats text[] not null,
  flows text[],
  primary key (instance_id, id, at)
) partition by range (at);
create table process_history_default partition of process_history default;
insert into process_history (instance_id, definition_id, event_id, at, elements, tokens, whats)
  select instance_id, definition_id, event_id, at, array_agg(element order by id), array_agg(token order by id), array_agg(what order by id)
  from process_history_lines group by instance_id, definition_id, event_id, at order by min(id);
drop table process_history_lines;
comment on column process_history.whats is 'entered, completed, cancelled, incident; joined: a token that a join took in; body-*: of what holds the instances of a multi-instance activity together';
comment on column process_history.flows is 'the sequence flow through which each element was entered, empty where by none';

-- A line an element, as the pages and reports read it.
create view process_steps as
  select h.instance_id, h.definition_id, h.id, s.n, s.element, s.token, s.what, nullif(s.flow, '') as flow, h.event_id, h.at
  from process_history h, unnest(h.elements, h.tokens, h.whats, h.flows) with ordinality as s(element, token, what, flow, n);

-- The application's role owns no table: the owner makes the month for it. Rows of it that came early lie in the default partition and move.
create function ensure_history_month(month date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part text := 'process_history_' || to_char(month, 'YYYY_MM');
  first timestamptz := date_trunc('month', month)::timestamp at time zone 'UTC';
  next timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp at time zone 'UTC';
begin
  if to_regclass(part) is not null then return; end if;
  execute format('create table %I (like process_history including defaults)', part);
  execute format('with moved as (delete from process_history_default where at >= %L and at < %L returning *)
    insert into %I (id, instance_id, definition_id, event_id, at, elements, tokens, whats, flows)
    select id, instance_id, definition_id, event_id, at, elements, tokens, whats, flows from moved', first, next, part);
  execute format('alter table process_history attach partition %I for values from (%L) to (%L)', part, first, next);
  if exists (select from pg_roles where rolname = 'tok_app') then
    execute format('grant select, insert, update, delete on %I to tok_app', part);
  end if;
end $$;

-- When people were told of it: of one fault that stops many cases, once an hour.
alter table process_incidents add column told_at timestamptz;
create index process_incidents_told on process_incidents (element, code, told_at) where told_at is not null;

-- What a person asked to be done to many cases; done in portions beside everything else.
create table process_bulks (
  id uuid primary key,
  action jsonb not null,
  filter jsonb not null,
  total int not null,
  done int not null default 0,
  refused int not null default 0,
  last_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  stopped_at timestamptz
);
create index process_bulks_open on process_bulks (created_at) where finished_at is null;

-- Counts up whenever what every batch of the engine stands on has changed: processes as they are switched on, calendars.
-- Whoever knows the count of what he remembers need not read it again.
create table engine_epoch (
  one boolean primary key default true check (one),
  epoch bigint not null default 1
);
insert into engine_epoch default values;
create function next_engine_epoch() returns trigger language plpgsql as
  $$ begin update engine_epoch set epoch = epoch + 1; return null; end $$;
create trigger processes_epoch after insert or delete or update of definition_id, settings_id, department_id, paused_at, held_at, starts_an_hour, position
  on processes for each statement execute function next_engine_epoch();
create trigger company_epoch after insert or update or delete on company for each statement execute function next_engine_epoch();
create trigger company_days_epoch after insert or update or delete on company_days for each statement execute function next_engine_epoch();
create trigger absences_epoch after insert or update or delete on absences for each statement execute function next_engine_epoch();
create trigger employees_epoch after insert or delete or update of work_hours on employees for each statement execute function next_engine_epoch();
create trigger departments_epoch after insert or update or delete on departments for each statement execute function next_engine_epoch();
