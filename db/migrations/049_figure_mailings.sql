-- Reports that go out by mail, as PDF, day by day, week by week or month by month (docs/decisions/039-figures.md).
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
