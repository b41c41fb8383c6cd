-- Who gets a request that comes in: rules read from the top (docs/decisions/018-distribution.md).
create table distribution_rules (
  id uuid primary key,
  name text not null,
  -- A filter, as lists have it.
  conditions jsonb not null,
  target jsonb not null,
  -- Only people who work at that very moment.
  working_only boolean not null default false,
  active boolean not null default true,
  position int not null,
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
create index distribution_rules_order on distribution_rules (position) where archived_at is null;

-- Who got the last request by a rule that takes turns.
create table distribution_turns (
  rule_id uuid primary key references distribution_rules (id),
  employee_id uuid not null references employees (id),
  taken_at timestamptz not null
);
