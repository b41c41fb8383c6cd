-- Figures (docs/decisions/039-figures.md): reports that go out by mail, and what came of each case worked out once.
-- A report goes out as PDF, every day, week or month.
create table figure_mailings (
  id uuid primary key,
  owner_id uuid not null references employees (id),
  -- The key of a report; 'processes' where it is that of one process.
  report text not null,
  process_key text references processes (key),
  check ((report = 'processes') = (process_key is not null)),
  -- What its rows are, of whom, of which department and pipeline, and what it is compared with.
  query jsonb not null,
  -- Which days it counts, relative to the day it goes out on.
  period text not null,
  every text not null check (every in ('day', 'week', 'month')),
  -- Of a week from Monday (1), of a month (31: its last).
  day smallint check (case every when 'day' then day is null when 'week' then day between 1 and 7 else day between 1 and 31 end),
  -- On the wall of the company's zone, whichever that is by then.
  at time not null,
  next_on date not null,
  recipients uuid[] not null check (cardinality(recipients) > 0),
  paused_at timestamptz,
  sent_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null
);
create index figure_mailings_owner on figure_mailings (owner_id);
create index figure_mailings_next on figure_mailings (next_on) where paused_at is null;

-- What is attached: [{"name", "type", "digest", "size"}], the bytes in the folder of files.
alter table outgoing_mails add column files jsonb not null default '[]';

-- What came of each case that has ended, worked out once: reports on processes read these rows, not its tasks and its history.
create table figure_cases (
  instance_id uuid primary key,
  process_key text not null,
  definition_ids uuid[] not null,
  subject_kind text,
  subject_id uuid,
  -- Of the record it is about, as that stands now; null of kinds whose rights say more than these two columns.
  owner_id uuid,
  department_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- Seconds in which a task was open, and in which one was past its date.
  work double precision not null,
  late double precision not null,
  -- Whether a task had a date, and whether one was done or withdrawn after it.
  dated boolean not null,
  past boolean not null,
  -- Every stay on a step: where, and for how many seconds.
  stays text[] not null,
  stay_seconds double precision[] not null,
  -- Every step that was done, in order.
  way text[] not null
);
create index figure_cases_ended on figure_cases (process_key, ended_at desc, instance_id desc)
  include (started_at, subject_kind, subject_id, owner_id, department_id);
create index figure_cases_subject on figure_cases (subject_id) where subject_id is not null;

-- Cases that have ended and are not worked out yet. Its row is committed with the end of its case: none is passed over, however late it
-- is committed, and none is taken twice.
create table figure_cases_due (instance_id uuid not null);
create function figure_case_due() returns trigger language plpgsql as
  $$ begin insert into figure_cases_due (instance_id) values (new.id); return null; end $$;
create trigger process_instances_ended after update on process_instances for each row
  when (old.ended_at is null and new.ended_at is not null) execute function figure_case_due();
create trigger process_instances_ended_at_once after insert on process_instances for each row
  when (new.ended_at is not null) execute function figure_case_due();
insert into figure_cases_due (instance_id) select id from process_instances where ended_at is not null;

create view figure_cases_now as
select i.id as instance_id, i.process_key, h.definition_ids, i.subject_kind, i.subject_id,
  coalesce(l.owner_id, d.owner_id, t.owner_id) as owner_id, coalesce(l.department_id, d.department_id, t.department_id) as department_id,
  i.started_at, i.ended_at, k.work, k.late, k.dated, k.past, h.stays, h.stay_seconds, h.way
from process_instances i
left join leads l on i.subject_kind = 'lead' and l.id = i.subject_id
left join deals d on i.subject_kind = 'deal' and d.id = i.subject_id
left join tickets t on i.subject_kind = 'ticket' and t.id = i.subject_id
-- Tasks that were open together count once.
cross join lateral (
  select coalesce((select sum(extract(epoch from upper(r) - lower(r))) from unnest(x.open) r), 0)::double precision as work,
    coalesce((select sum(extract(epoch from upper(r) - lower(r))) from unnest(x.over) r), 0)::double precision as late, x.dated, x.past
  from (select range_agg(tstzrange(z.created_at, greatest(z.created_at, z.done_at))) as open,
      range_agg(tstzrange(greatest(z.created_at, z.due_at), greatest(z.created_at, z.due_at, z.done_at))) filter (where z.due_at is not null) as over,
      coalesce(bool_or(z.due_at is not null), false) as dated, coalesce(bool_or(z.done_at > z.due_at), false) as past
    from (select created_at, due_at, least(completed_at, i.ended_at) as done_at from tasks where instance_id = i.id) z) x) k
cross join lateral (
  with told as materialized (select s.* from process_steps s
    where s.instance_id = i.id and s.at between i.started_at and i.ended_at),
  stayed as materialized (select s.token, min(s.element) as element,
      extract(epoch from max(s.at) filter (where s.what <> 'entered') - min(s.at) filter (where s.what = 'entered'))::double precision as seconds
    from told s where s.what in ('entered', 'completed', 'cancelled', 'joined') group by s.token)
  select coalesce((select array_agg(distinct definition_id) from told), array[i.definition_id]) as definition_ids,
    coalesce((select array_agg(y.element order by y.token) from stayed y), '{}') as stays,
    coalesce((select array_agg(y.seconds order by y.token) from stayed y), '{}') as stay_seconds,
    coalesce((select array_agg(s.element order by s.id, s.n) from told s where s.what = 'completed'), '{}') as way
  from (select 1) one) h
where i.ended_at is not null;

-- Who did which tasks of a process, without looking at the tasks themselves.
drop index tasks_of_process;
create index tasks_of_process on tasks (process_key, completed_at) include (instance_id, completed_by, assignee_id, created_at, due_at)
  where status = 'done' and instance_id is not null;
