create table contacts (
  id uuid primary key,
  first_name text not null default '',
  last_name text not null default '',
  name text generated always as (case when first_name = '' then last_name when last_name = '' then first_name else first_name || ' ' || last_name end) stored,
  position text not null default '',
  company_id uuid,
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  locale text,
  note text not null default '',
  custom jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index contacts_company on contacts (company_id);
create index contacts_owner on contacts (owner_id);
create index contacts_name on contacts (name collate "pl-x-icu", id) where archived_at is null;
create index contacts_updated on contacts (updated_at desc, id desc) where archived_at is null;

create table companies (
  id uuid primary key,
  name text not null,
  nip text,
  regon text,
  address text not null default '',
  website text not null default '',
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  note text not null default '',
  custom jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index companies_nip on companies (nip) where nip is not null;
create index companies_name on companies (name collate "pl-x-icu", id) where archived_at is null;
create index companies_updated on companies (updated_at desc, id desc) where archived_at is null;
alter table contacts add foreign key (company_id) references companies (id);

-- Addresses of contacts and companies, normalised (E.164, lower case): what matching looks at.
create table contact_points (
  id uuid primary key,
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  kind text not null check (kind in ('email', 'phone')),
  value text not null,
  label text not null default '',
  position int not null default 0,
  created_at timestamptz not null,
  check ((contact_id is null) <> (company_id is null))
);
create index contact_points_value on contact_points (kind, value);
create index contact_points_contact on contact_points (contact_id);
create index contact_points_company on contact_points (company_id);

create table forms (
  id uuid primary key,
  key text not null unique,
  name text not null,
  active boolean not null default true,
  department_id uuid references departments (id),
  owner_id uuid references employees (id),
  definition jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);

create table form_consents (
  id uuid primary key,
  form_id uuid not null references forms (id),
  key text not null,
  version int not null,
  text jsonb not null,
  required boolean not null,
  created_at timestamptz not null,
  unique (form_id, key, version)
);

create table leads (
  id uuid primary key,
  number bigint generated always as identity unique,
  title text not null,
  status text not null check (status in ('new', 'processing', 'waiting', 'converted', 'rejected')),
  source text not null,
  form_id uuid references forms (id),
  department_id uuid references departments (id),
  owner_id uuid references employees (id),
  person_name text not null default '',
  company_name text not null default '',
  email text,
  phone text,
  nip text,
  message text not null default '',
  product text not null default '',
  amount bigint,
  currency char(3) not null default 'PLN',
  utm jsonb,
  page_url text,
  referrer text,
  custom jsonb not null default '{}',
  accepted_at timestamptz,
  waiting_until timestamptz,
  waiting_times int not null default 0,
  rejected_reason text,
  rejected_note text,
  closed_at timestamptz,
  closed_by uuid references employees (id),
  deal_id uuid,
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index leads_status on leads (status, created_at desc, id desc);
create index leads_created on leads (created_at desc, id desc);
create index leads_owner on leads (owner_id, status);
create index leads_department on leads (department_id, created_at desc);
create index leads_email on leads (email) where email is not null;
create index leads_phone on leads (phone) where phone is not null;

create table submissions (
  id uuid primary key,
  form_id uuid not null references forms (id),
  form_version int not null,
  lead_id uuid not null references leads (id),
  answers jsonb not null,
  consents jsonb not null default '[]',
  origin text,
  address_digest bytea,
  received_at timestamptz not null
);
create index submissions_form on submissions (form_id, received_at desc);
create index submissions_lead on submissions (lead_id);

-- One row per (form, content): a double press within the window finds the first submission instead of making a lead.
create table submission_digests (
  form_id uuid not null references forms (id),
  digest bytea not null,
  submission_id uuid not null,
  received_at timestamptz not null,
  primary key (form_id, digest)
);

create table used_proofs (
  digest bytea primary key,
  expires_at timestamptz not null
);

create table pipelines (
  id uuid primary key,
  key text unique,
  name jsonb not null,
  position int not null default 0,
  created_at timestamptz not null,
  archived_at timestamptz
);

create table stages (
  id uuid primary key,
  pipeline_id uuid not null references pipelines (id),
  key text,
  name jsonb not null,
  position int not null,
  probability smallint not null check (probability between 0 and 100),
  rotting_days int,
  created_at timestamptz not null,
  archived_at timestamptz
);
create index stages_pipeline on stages (pipeline_id, position);

create table deals (
  id uuid primary key,
  number bigint generated always as identity unique,
  title text not null,
  status text not null default 'open' check (status in ('open', 'won', 'lost')),
  pipeline_id uuid not null references pipelines (id),
  stage_id uuid not null references stages (id),
  stage_entered_at timestamptz not null,
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  lead_id uuid references leads (id),
  source text not null default '',
  amount bigint,
  currency char(3) not null default 'PLN',
  -- Units of the base currency for one of this; null while nobody has given it, and then the deal stands in no sum.
  rate numeric(22, 8) default 1 check (rate > 0),
  rate_on date,
  amount_base bigint,
  expected_on date,
  lost_reason text,
  closed_at timestamptz,
  closed_by uuid references employees (id),
  note text not null default '',
  custom jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index deals_stage on deals (stage_id, stage_entered_at desc) where status = 'open';
create index deals_created on deals (created_at desc, id desc);
create index deals_updated on deals (updated_at desc, id desc);
create index deals_title on deals (title collate "pl-x-icu", id);
-- What was won this month, by the board.
create index deals_closed on deals (pipeline_id, closed_at desc) where status <> 'open';
create index deals_owner on deals (owner_id, status);
create index deals_contact on deals (contact_id);
create index deals_company on deals (company_id);
alter table leads add foreign key (deal_id) references deals (id);

create table notes (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  author_id uuid not null references employees (id),
  body text not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index notes_subject on notes (subject_kind, subject_id, created_at desc);
