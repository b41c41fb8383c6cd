-- Fields of the company's own, the views saved over lists, and what a person asks for many records at once
-- (docs/decisions/016-own-fields.md).

create table fields (
  id uuid primary key,
  kind text not null check (kind in ('lead', 'deal', 'contact', 'company')),
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  type text not null,
  label jsonb not null,
  options jsonb not null default '[]',
  required boolean not null default false,
  personal boolean not null default false,
  -- Filtered and sorted by: its index is made by the worker, outside any transaction.
  indexed boolean not null default false,
  index_ready_at timestamptz,
  -- { roles, departments }; null: everybody.
  seen_by jsonb,
  edited_by jsonb,
  position integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  -- Its values stay until they are purged.
  deleted_at timestamptz,
  purge_asked_at timestamptz,
  unique (kind, key)
);

create table views (
  id uuid primary key,
  kind text not null check (kind in ('lead', 'deal', 'contact', 'company')),
  name text not null,
  owner_id uuid not null references employees (id),
  shared text not null default 'private' check (shared in ('private', 'department', 'company')),
  department_id uuid references departments (id),
  filter jsonb not null,
  sort text,
  columns jsonb,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((shared = 'department') = (department_id is not null))
);
create index views_kind on views (kind, owner_id);

-- What a person's list opens with.
create table default_views (
  employee_id uuid not null references employees (id),
  kind text not null,
  view_id uuid not null references views (id) on delete cascade,
  primary key (employee_id, kind)
);
create index default_views_view on default_views (view_id);

create table bulk_edits (
  id uuid primary key,
  kind text not null,
  action jsonb not null,
  total integer not null,
  done integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  created_by uuid not null references employees (id),
  created_at timestamptz not null,
  finished_at timestamptz,
  stopped_at timestamptz
);
create index bulk_edits_open on bulk_edits (created_at) where finished_at is null;
create index bulk_edits_by on bulk_edits (created_by, created_at desc);

-- Chosen when it was asked for: what is set may itself take a record out of the filter.
create table bulk_edit_records (
  bulk_id uuid not null references bulk_edits (id) on delete cascade,
  n integer not null,
  record_id uuid not null,
  result text check (result in ('changed', 'unchanged', 'refused')),
  code text,
  params jsonb,
  primary key (bulk_id, n)
);
create index bulk_edit_records_refused on bulk_edit_records (bulk_id, n) where result = 'refused';

-- What lists are ordered by.
create index deals_expected on deals (expected_on, id);
create index deals_amount on deals (amount_base, id);
create index leads_updated on leads (updated_at, id);
create index contacts_created on contacts (created_at, id) where archived_at is null;
create index companies_created on companies (created_at, id) where archived_at is null;
