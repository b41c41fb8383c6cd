alter table pipelines add column version int not null default 1;
-- What a deal has to hold before it is won, beside what its stage asks for.
alter table pipelines add column win_fields text[] not null default '{}';
alter table pipelines add column win_from_last boolean not null default false;

alter table stages add column version int not null default 1;
alter table stages add column required_fields text[] not null default '{}';
-- By id of the stage gone to: who may. Null: from here a deal may go anywhere.
alter table stages add column transitions jsonb;
-- [{id, name}] in its order; who ticked what stands in deal_checks.
alter table stages add column checklist jsonb not null default '[]';
-- What is set when a deal goes on from here.
alter table stages add column on_leaving jsonb not null default '{}';

create table deal_checks (
  deal_id uuid not null references deals (id),
  check_id uuid not null,
  checked_by uuid references employees (id),
  checked_at timestamptz not null,
  primary key (deal_id, check_id)
);

-- Each stay of a deal at a stage begins with a row; its id is the id of the event that tells of it.
create table deal_moves (
  id uuid primary key,
  deal_id uuid not null references deals (id),
  from_stage_id uuid references stages (id),
  to_stage_id uuid not null references stages (id),
  moved_by uuid references employees (id),
  moved_at timestamptz not null,
  -- Waits to be told with the others of its day.
  kept_for_digest boolean not null default false
);
insert into deal_moves (id, deal_id, to_stage_id, moved_at) select id, id, stage_id, stage_entered_at from deals;
create index deal_moves_deal on deal_moves (deal_id, moved_at);
create index deal_moves_kept on deal_moves (moved_at) where kept_for_digest;

create table deal_people (
  id uuid primary key,
  deal_id uuid not null references deals (id),
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  role text not null check (role in ('decision_maker', 'payer', 'recipient', 'technical', 'influencer', 'other')),
  created_at timestamptz not null,
  check ((contact_id is null) <> (company_id is null)),
  unique nulls not distinct (deal_id, contact_id, company_id, role)
);
create index deal_people_contact on deal_people (contact_id) where contact_id is not null;
create index deal_people_company on deal_people (company_id) where company_id is not null;

create table lost_reasons (
  id uuid primary key,
  key text unique,
  name jsonb not null,
  position int not null,
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
alter table deals add column lost_reason_id uuid references lost_reasons (id);

create index deals_forecast on deals (expected_on, stage_id) include (amount_base, amount, owner_id, department_id) where status = 'open';
