-- Telephone exchanges, their calls, and the cards that calls made.

alter table employees add column extension text;
create unique index employees_extension on employees (extension) where extension is not null;
comment on column employees.extension is 'the number under which the exchange rings this person';

create table exchanges (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('webhook', 'ami')),
  -- Secrets in it are sealed.
  settings jsonb not null,
  -- Whose calls those are that no extension names.
  department_id uuid references departments (id),
  -- Working time within which a missed call is to be called back.
  call_back_within text not null,
  active boolean not null default true,
  trouble text,
  trouble_detail text,
  trouble_since timestamptz,
  heard_at timestamptz,
  -- One node listens at a time.
  listener text,
  listened_until timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
comment on column exchanges.heard_at is 'when it last said anything, by the machine''s clock';

create table calls (
  id uuid primary key,
  exchange_id uuid not null references exchanges (id),
  external_id text not null,
  direction text not null check (direction in ('in', 'out')),
  -- E.164; null: withheld, or nothing that can be called.
  number text,
  extension text,
  employee_id uuid references employees (id),
  -- Whose telephones rang.
  rung uuid[] not null default '{}',
  department_id uuid references departments (id),
  state text not null check (state in ('ringing', 'answered', 'missed', 'ended')),
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  seconds integer,
  -- Its end was not told: Tok closed it.
  end_unheard boolean not null default false,
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  lead_id uuid references leads (id),
  deal_id uuid references deals (id),
  note text not null default '',
  recording_digest text,
  recording_type text,
  recording_size bigint,
  call_back_due_at timestamptz,
  called_back_at timestamptz,
  called_back_by uuid references employees (id),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (exchange_id, external_id)
);
create index calls_started on calls (started_at desc, id desc);
create index calls_department on calls (department_id, started_at desc);
create index calls_employee on calls (employee_id, started_at desc);
create index calls_number on calls (number, started_at desc);
create index calls_digits on calls using gin (number gin_trgm_ops);
create index calls_contact on calls (contact_id, started_at desc) where contact_id is not null;
create index calls_company on calls (company_id, started_at desc) where company_id is not null;
create index calls_lead on calls (lead_id, started_at desc) where lead_id is not null;
create index calls_deal on calls (deal_id, started_at desc) where deal_id is not null;
create index calls_to_call_back on calls (call_back_due_at, id) where call_back_due_at is not null and called_back_at is null;
create index calls_open on calls (exchange_id, started_at) where state in ('ringing', 'answered');

-- Cards that were made of a call, with the number they were named by.
create table call_cards (
  contact_id uuid primary key references contacts (id),
  call_id uuid not null references calls (id),
  number text not null,
  owner_id uuid references employees (id),
  -- Its owner was chosen; nobody had answered.
  chosen boolean not null,
  made_at timestamptz not null
);
create index call_cards_made on call_cards (made_at desc);

-- Messages of an exchange that were taken, so that none is taken twice.
create table exchange_messages (
  exchange_id uuid not null references exchanges (id),
  digest bytea not null,
  sent_at timestamptz not null,
  primary key (exchange_id, digest)
);
create index exchange_messages_sent on exchange_messages (sent_at);
