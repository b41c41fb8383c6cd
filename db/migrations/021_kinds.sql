-- Kinds of record of the company's own: a kind is a row here, its records are rows of one table
-- (docs/decisions/021-own-kinds.md).

create table kinds (
  key text primary key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  -- { pl, en } each: one of them, and all of them.
  name jsonb not null,
  plural jsonb not null,
  -- Of the shipped examples: which one it was made from.
  origin text unique,
  -- Under whose heading it stands; its records are filed there unless their owner says otherwise.
  department_id uuid references departments (id),
  -- Numbers of its records, such as ZAK/{YYYY}/{NNNN}.
  number_pattern text not null,
  -- The name of the field of money whose sums stand over the columns of its board.
  sum_field text,
  position integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);

-- The last number given out, by kind and year; its lock makes numbers run without gaps.
create table kind_numbers (
  kind text not null references kinds (key),
  year integer not null,
  last integer not null,
  primary key (kind, year)
);

-- What a pipeline is for: deals, or the key of a kind.
alter table pipelines add column kind text not null default 'deal';
alter table pipelines alter column kind drop default;
-- What comes here is closed. Deals are closed by being won or lost, so theirs have none.
alter table stages add column final text check (final in ('done', 'dropped'));

create table records (
  id uuid primary key,
  kind text not null references kinds (key),
  number text not null,
  title text not null,
  pipeline_id uuid not null references pipelines (id),
  stage_id uuid not null references stages (id),
  stage_entered_at timestamptz not null,
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  note text not null default '',
  custom jsonb not null default '{}',
  closed_at timestamptz,
  created_by uuid references employees (id),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  unique (kind, number)
);
create index records_created on records (kind, created_at, id) where archived_at is null;
create index records_updated on records (kind, updated_at, id) where archived_at is null;
create index records_stage on records (stage_id, stage_entered_at, id) where archived_at is null;
create index records_owner on records (owner_id) where archived_at is null;
create index records_department on records (department_id, kind) where archived_at is null;

-- Each stay of a record at a stage begins with a row; its id is the id of the event that tells of it.
create table record_moves (
  id uuid primary key,
  record_id uuid not null references records (id),
  from_stage_id uuid references stages (id),
  to_stage_id uuid not null references stages (id),
  moved_by uuid references employees (id),
  moved_at timestamptz not null
);
create index record_moves_record on record_moves (record_id, moved_at);
create index record_moves_to on record_moves (to_stage_id, moved_at);
create index record_moves_from on record_moves (from_stage_id, moved_at) where from_stage_id is not null;

create table record_checks (
  record_id uuid not null references records (id),
  check_id uuid not null,
  checked_by uuid references employees (id),
  checked_at timestamptz not null,
  primary key (record_id, check_id)
);

-- Fields and views are of the shipped kinds or of the company's own; `target` is the kind a field of type record links to.
alter table fields drop constraint fields_kind_check;
alter table fields add column target text references kinds (key);
alter table fields add constraint fields_target_check check ((type = 'record') = (target is not null));
alter table views drop constraint views_kind_check;
