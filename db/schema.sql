-- Generated from the migrated database (npm run generate).

create table absences (
  id uuid not null,
  employee_id uuid not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  substitute_id uuid,
  note text default ''::text not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint absences_pkey PRIMARY KEY (id),
  constraint absences_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint absences_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES employees(id),
  constraint absences_check CHECK ((to_at > from_at)),
  constraint absences_check1 CHECK ((substitute_id IS DISTINCT FROM employee_id))
);
CREATE INDEX absences_employee ON public.absences USING btree (employee_id, to_at);
CREATE INDEX absences_substitute ON public.absences USING btree (substitute_id, to_at) WHERE (substitute_id IS NOT NULL);

create table api_tokens (
  id uuid not null,
  employee_id uuid not null,
  name text not null,
  token_digest bytea not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_tokens_token_digest_key UNIQUE (token_digest),
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id)
);

create table appointment_people (
  appointment_id uuid not null,
  person_kind text not null,
  person_id uuid not null,
  constraint appointment_people_pkey PRIMARY KEY (appointment_id, person_kind, person_id),
  constraint appointment_people_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointments(id),
  constraint appointment_people_person_kind_check CHECK ((person_kind = ANY (ARRAY['employee'::text, 'contact'::text])))
);
CREATE INDEX appointment_people_person ON public.appointment_people USING btree (person_kind, person_id, appointment_id);

create table appointments (
  id uuid not null,
  kind text not null,
  status text default 'planned'::text not null,
  title text not null,
  body text default ''::text not null,
  place text default ''::text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  owner_id uuid,
  department_id uuid,
  subject_kind text,
  subject_id uuid,
  remind_before text[],
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint appointments_pkey PRIMARY KEY (id),
  constraint appointments_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint appointments_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint appointments_check CHECK ((ends_at > starts_at)),
  constraint appointments_kind_check CHECK ((kind = ANY (ARRAY['meeting'::text, 'call'::text]))),
  constraint appointments_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'cancelled'::text])))
);
CREATE INDEX appointments_owner ON public.appointments USING btree (owner_id, starts_at);
CREATE INDEX appointments_subject ON public.appointments USING btree (subject_kind, subject_id, starts_at) WHERE (subject_id IS NOT NULL);
CREATE INDEX appointments_time ON public.appointments USING btree (starts_at);

create table approval_rules (
  id uuid not null,
  position integer not null,
  approver text not null,
  person_id uuid,
  role text,
  head_of uuid,
  amount_from bigint,
  department_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint approval_rules_pkey PRIMARY KEY (id),
  constraint approval_rules_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint approval_rules_head_of_fkey FOREIGN KEY (head_of) REFERENCES departments(id),
  constraint approval_rules_person_id_fkey FOREIGN KEY (person_id) REFERENCES employees(id),
  constraint approval_rules_amount_from_check CHECK ((amount_from >= 0)),
  constraint approval_rules_approver_check CHECK ((approver = ANY (ARRAY['person'::text, 'role'::text, 'supervisor'::text, 'owner_supervisor'::text, 'department_head'::text, 'head_of'::text]))),
  constraint approval_rules_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'administrator'::text])))
);
CREATE INDEX approval_rules_position ON public.approval_rules USING btree ("position", id);

create table auth_accounts (
  id uuid not null,
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint auth_accounts_pkey PRIMARY KEY (id),
  constraint auth_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX auth_accounts_user ON public.auth_accounts USING btree (user_id);

create table auth_rate_limits (
  id uuid not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  constraint auth_rate_limits_key_key UNIQUE (key),
  constraint auth_rate_limits_pkey PRIMARY KEY (id)
);

create table auth_sessions (
  id uuid not null,
  user_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint auth_sessions_token_key UNIQUE (token),
  constraint auth_sessions_pkey PRIMARY KEY (id),
  constraint auth_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX auth_sessions_user ON public.auth_sessions USING btree (user_id);

create table auth_users (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint auth_users_email_key UNIQUE (email),
  constraint auth_users_pkey PRIMARY KEY (id)
);

create table auth_verifications (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint auth_verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_verifications_identifier ON public.auth_verifications USING btree (identifier);

create table bank_accounts (
  id uuid not null,
  iban text not null,
  bank text default ''::text not null,
  currency character(3) not null,
  usual boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint bank_accounts_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX bank_accounts_iban ON public.bank_accounts USING btree (iban) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX bank_accounts_usual ON public.bank_accounts USING btree (currency) WHERE (usual AND (archived_at IS NULL));

create table bank_layouts (
  signature text not null,
  columns jsonb not null,
  chosen_by uuid,
  chosen_at timestamp with time zone not null,
  constraint bank_layouts_pkey PRIMARY KEY (signature),
  constraint bank_layouts_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES employees(id)
);

create table bank_lines (
  id uuid not null,
  statement_id uuid not null,
  position integer not null,
  booked_on date not null,
  amount bigint not null,
  currency character(3) not null,
  payer text not null,
  account text,
  title text not null,
  digest text not null,
  constraint bank_lines_digest_key UNIQUE (digest),
  constraint bank_lines_pkey PRIMARY KEY (id),
  constraint bank_lines_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES bank_statements(id),
  constraint bank_lines_amount_check CHECK ((amount > 0))
);
CREATE INDEX bank_lines_account ON public.bank_lines USING btree (account) WHERE (account IS NOT NULL);
CREATE UNIQUE INDEX bank_lines_statement ON public.bank_lines USING btree (statement_id, "position");

create table bank_statements (
  id uuid not null,
  file_name text not null,
  known integer default 0 not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint bank_statements_pkey PRIMARY KEY (id),
  constraint bank_statements_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id)
);
CREATE INDEX bank_statements_created ON public.bank_statements USING btree (created_at DESC, id DESC);

create table bulk_edit_records (
  bulk_id uuid not null,
  n integer not null,
  record_id uuid not null,
  result text,
  code text,
  params jsonb,
  constraint bulk_edit_records_pkey PRIMARY KEY (bulk_id, n),
  constraint bulk_edit_records_bulk_id_fkey FOREIGN KEY (bulk_id) REFERENCES bulk_edits(id) ON DELETE CASCADE,
  constraint bulk_edit_records_result_check CHECK ((result = ANY (ARRAY['changed'::text, 'unchanged'::text, 'refused'::text])))
);
CREATE INDEX bulk_edit_records_refused ON public.bulk_edit_records USING btree (bulk_id, n) WHERE (result = 'refused'::text);

create table bulk_edits (
  id uuid not null,
  kind text not null,
  action jsonb not null,
  total integer not null,
  done integer default 0 not null,
  unchanged integer default 0 not null,
  refused integer default 0 not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  stopped_at timestamp with time zone,
  constraint bulk_edits_pkey PRIMARY KEY (id),
  constraint bulk_edits_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id)
);
CREATE INDEX bulk_edits_by ON public.bulk_edits USING btree (created_by, created_at DESC);
CREATE INDEX bulk_edits_open ON public.bulk_edits USING btree (created_at) WHERE (finished_at IS NULL);

create table business_clock (
  one boolean default true not null,
  ahead_ms bigint default 0 not null,
  stopped_at timestamp with time zone,
  constraint business_clock_pkey PRIMARY KEY (one),
  constraint business_clock_one_check CHECK (one)
);

create table calendar_feeds (
  id uuid not null,
  employee_id uuid not null,
  token_digest bytea not null,
  created_at timestamp with time zone not null,
  constraint calendar_feeds_employee_id_key UNIQUE (employee_id),
  constraint calendar_feeds_token_digest_key UNIQUE (token_digest),
  constraint calendar_feeds_pkey PRIMARY KEY (id),
  constraint calendar_feeds_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id)
);

create table call_cards (
  contact_id uuid not null,
  call_id uuid not null,
  number text not null,
  owner_id uuid,
  chosen boolean not null,
  made_at timestamp with time zone not null,
  constraint call_cards_pkey PRIMARY KEY (contact_id),
  constraint call_cards_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint call_cards_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint call_cards_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);
CREATE INDEX call_cards_made ON public.call_cards USING btree (made_at DESC);

create table calls (
  id uuid not null,
  exchange_id uuid not null,
  external_id text not null,
  direction text not null,
  number text,
  extension text,
  employee_id uuid,
  rung uuid[] default '{}'::uuid[] not null,
  department_id uuid,
  state text not null,
  started_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  seconds integer,
  end_unheard boolean default false not null,
  contact_id uuid,
  company_id uuid,
  lead_id uuid,
  deal_id uuid,
  note text default ''::text not null,
  recording_digest text,
  recording_type text,
  recording_size bigint,
  call_back_due_at timestamp with time zone,
  called_back_at timestamp with time zone,
  called_back_by uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint calls_exchange_id_external_id_key UNIQUE (exchange_id, external_id),
  constraint calls_pkey PRIMARY KEY (id),
  constraint calls_called_back_by_fkey FOREIGN KEY (called_back_by) REFERENCES employees(id),
  constraint calls_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint calls_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint calls_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint calls_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint calls_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint calls_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(id),
  constraint calls_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES leads(id),
  constraint calls_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint calls_state_check CHECK ((state = ANY (ARRAY['ringing'::text, 'answered'::text, 'missed'::text, 'ended'::text])))
);
CREATE INDEX calls_company ON public.calls USING btree (company_id, started_at DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX calls_contact ON public.calls USING btree (contact_id, started_at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX calls_deal ON public.calls USING btree (deal_id, started_at DESC) WHERE (deal_id IS NOT NULL);
CREATE INDEX calls_department ON public.calls USING btree (department_id, started_at DESC);
CREATE INDEX calls_digits ON public.calls USING gin (number gin_trgm_ops);
CREATE INDEX calls_employee ON public.calls USING btree (employee_id, started_at DESC);
CREATE INDEX calls_lead ON public.calls USING btree (lead_id, started_at DESC) WHERE (lead_id IS NOT NULL);
CREATE INDEX calls_number ON public.calls USING btree (number, started_at DESC);
CREATE INDEX calls_open ON public.calls USING btree (exchange_id, started_at) WHERE (state = ANY (ARRAY['ringing'::text, 'answered'::text]));
CREATE INDEX calls_started ON public.calls USING btree (started_at DESC, id DESC);
CREATE INDEX calls_to_call_back ON public.calls USING btree (call_back_due_at, id) WHERE ((call_back_due_at IS NOT NULL) AND (called_back_at IS NULL));

create table channel_accounts (
  id uuid not null,
  channel text not null,
  name text not null,
  address text not null,
  settings jsonb not null,
  department_id uuid,
  owner_id uuid,
  unknown_becomes text default 'lead'::text not null,
  active boolean default true not null,
  cursor jsonb default '{}'::jsonb not null,
  trouble text,
  trouble_detail text,
  trouble_since timestamp with time zone,
  listener text,
  listened_until timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint channel_accounts_pkey PRIMARY KEY (id),
  constraint channel_accounts_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint channel_accounts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint channel_accounts_check CHECK (((owner_id IS NULL) OR (department_id IS NULL))),
  constraint channel_accounts_unknown_becomes_check CHECK ((unknown_becomes = ANY (ARRAY['lead'::text, 'ticket'::text, 'nothing'::text])))
);
CREATE UNIQUE INDEX channel_accounts_address ON public.channel_accounts USING btree (channel, lower(address)) WHERE (archived_at IS NULL);

create table companies (
  id uuid not null,
  name text not null,
  nip text,
  regon text,
  address text default ''::text not null,
  website text default ''::text not null,
  owner_id uuid,
  department_id uuid,
  note text default ''::text not null,
  custom jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  bank_account text default ''::text not null,
  constraint companies_pkey PRIMARY KEY (id),
  constraint companies_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint companies_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);
CREATE INDEX companies_created ON public.companies USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX companies_department ON public.companies USING btree (department_id);
CREATE INDEX companies_name ON public.companies USING btree (name COLLATE "pl-x-icu", id) WHERE (archived_at IS NULL);
CREATE INDEX companies_nip ON public.companies USING btree (nip) WHERE (nip IS NOT NULL);
CREATE INDEX companies_owner ON public.companies USING btree (owner_id);
CREATE INDEX companies_updated ON public.companies USING btree (updated_at DESC, id DESC) WHERE (archived_at IS NULL);

create table company (
  one boolean default true not null,
  name text not null,
  nip text,
  zone text default 'Europe/Warsaw'::text not null,
  currency character(3) default 'PLN'::bpchar not null,
  locale text default 'pl'::text not null,
  work_hours jsonb not null,
  demo boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  units jsonb default '["szt.", "kpl.", "opak.", "godz.", "dzień", "usł.", "kg", "t", "m", "m²", "m³", "l", "km"]'::jsonb not null,
  deal_amount text default 'net'::text not null,
  constraint company_pkey PRIMARY KEY (one),
  constraint company_deal_amount_check CHECK ((deal_amount = ANY (ARRAY['net'::text, 'gross'::text]))),
  constraint company_locale_check CHECK ((locale = ANY (ARRAY['pl'::text, 'en'::text]))),
  constraint company_one_check CHECK (one)
);

create table company_days (
  day date not null,
  name text not null,
  working boolean not null,
  hours jsonb,
  constraint company_days_pkey PRIMARY KEY (day)
);

create table contact_points (
  id uuid not null,
  contact_id uuid,
  company_id uuid,
  kind text not null,
  value text not null,
  label text default ''::text not null,
  position integer default 0 not null,
  created_at timestamp with time zone not null,
  constraint contact_points_pkey PRIMARY KEY (id),
  constraint contact_points_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint contact_points_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint contact_points_check CHECK (((contact_id IS NULL) <> (company_id IS NULL))),
  constraint contact_points_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text])))
);
CREATE INDEX contact_points_company ON public.contact_points USING btree (company_id);
CREATE INDEX contact_points_contact ON public.contact_points USING btree (contact_id);
CREATE INDEX contact_points_value ON public.contact_points USING btree (kind, value);

create table contacts (
  id uuid not null,
  first_name text default ''::text not null,
  last_name text default ''::text not null,
  name text generated always as (
CASE
    WHEN (first_name = ''::text) THEN last_name
    WHEN (last_name = ''::text) THEN first_name
    ELSE ((first_name || ' '::text) || last_name)
END) stored,
  position text default ''::text not null,
  company_id uuid,
  owner_id uuid,
  department_id uuid,
  locale text,
  note text default ''::text not null,
  custom jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  preferred_channel text,
  constraint contacts_pkey PRIMARY KEY (id),
  constraint contacts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint contacts_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint contacts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);
CREATE INDEX contacts_company ON public.contacts USING btree (company_id);
CREATE INDEX contacts_created ON public.contacts USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX contacts_department ON public.contacts USING btree (department_id);
CREATE INDEX contacts_name ON public.contacts USING btree (name COLLATE "pl-x-icu", id) WHERE (archived_at IS NULL);
CREATE INDEX contacts_owner ON public.contacts USING btree (owner_id);
CREATE INDEX contacts_updated ON public.contacts USING btree (updated_at DESC, id DESC) WHERE (archived_at IS NULL);

create table contract_approvals (
  id uuid not null,
  contract_id uuid not null,
  round integer not null,
  step integer not null,
  approver_id uuid not null,
  assignee_id uuid not null,
  reason jsonb not null,
  asked_at timestamp with time zone,
  due_at timestamp with time zone,
  late_at timestamp with time zone,
  answer text,
  comment text default ''::text not null,
  answered_by uuid,
  answered_at timestamp with time zone,
  document_hash text not null,
  dropped_at timestamp with time zone,
  constraint contract_approvals_pkey PRIMARY KEY (id),
  constraint contract_approvals_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES employees(id),
  constraint contract_approvals_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES employees(id),
  constraint contract_approvals_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES employees(id),
  constraint contract_approvals_contract_id_round_fkey FOREIGN KEY (contract_id, round) REFERENCES contract_rounds(contract_id, no),
  constraint contract_approvals_answer_check CHECK ((answer = ANY (ARRAY['approved'::text, 'approved_with_comments'::text, 'sent_back'::text])))
);
CREATE INDEX contract_approvals_approver ON public.contract_approvals USING btree (approver_id, contract_id);
CREATE INDEX contract_approvals_assignee ON public.contract_approvals USING btree (assignee_id, contract_id);
CREATE UNIQUE INDEX contract_approvals_once ON public.contract_approvals USING btree (contract_id, round, approver_id);

create table contract_numbers (
  year integer not null,
  last integer not null,
  constraint contract_numbers_pkey PRIMARY KEY (year)
);

create table contract_rounds (
  contract_id uuid not null,
  no integer not null,
  document_no integer not null,
  document_hash text not null,
  initiator_id uuid not null,
  quorum text,
  own boolean default false not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  outcome text,
  missing jsonb default '[]'::jsonb not null,
  constraint contract_rounds_pkey PRIMARY KEY (contract_id, no),
  constraint contract_rounds_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_rounds_initiator_id_fkey FOREIGN KEY (initiator_id) REFERENCES employees(id),
  constraint contract_rounds_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'sent_back'::text, 'withdrawn'::text, 'overtaken'::text]))),
  constraint contract_rounds_quorum_check CHECK ((quorum = ANY (ARRAY['all'::text, 'any'::text, 'majority'::text])))
);

create table contract_signatures (
  id uuid not null,
  contract_id uuid not null,
  way text not null,
  signer text not null,
  at timestamp with time zone not null,
  address text,
  agent text,
  link_id uuid,
  file_digest text,
  file_name text,
  file_size bigint,
  by_id uuid,
  document_no integer not null,
  document_hash text not null,
  constraint contract_signatures_pkey PRIMARY KEY (id),
  constraint contract_signatures_by_id_fkey FOREIGN KEY (by_id) REFERENCES employees(id),
  constraint contract_signatures_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_signatures_link_id_fkey FOREIGN KEY (link_id) REFERENCES document_links(id),
  constraint contract_signatures_way_check CHECK ((way = ANY (ARRAY['link'::text, 'scan'::text])))
);
CREATE INDEX contract_signatures_contract ON public.contract_signatures USING btree (contract_id, at);

create table contracts (
  id uuid not null,
  number text not null,
  title text not null,
  status text default 'draft'::text not null,
  deal_id uuid,
  company_id uuid,
  contact_id uuid,
  owner_id uuid,
  department_id uuid,
  value bigint,
  currency character(3) not null,
  valid_from date,
  valid_until date,
  notice text,
  renewal text,
  note text default ''::text not null,
  document_id uuid,
  initiator_id uuid,
  round integer default 0 not null,
  approved_no integer,
  approved_hash text,
  approved_at timestamp with time zone,
  sent_at timestamp with time zone,
  signed_on date,
  reminded_for date,
  ended_on date,
  end_reason text default ''::text not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  custom jsonb default '{}'::jsonb not null,
  constraint contracts_document_id_key UNIQUE (document_id),
  constraint contracts_number_key UNIQUE (number),
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint contracts_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint contracts_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint contracts_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint contracts_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id),
  constraint contracts_initiator_id_fkey FOREIGN KEY (initiator_id) REFERENCES employees(id),
  constraint contracts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint contracts_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'for_approval'::text, 'for_revision'::text, 'approved'::text, 'sent'::text, 'signed'::text, 'in_force'::text, 'ended'::text, 'terminated'::text]))),
  constraint contracts_value_check CHECK ((value >= 0))
);
CREATE INDEX contracts_company ON public.contracts USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX contracts_contact ON public.contracts USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX contracts_created ON public.contracts USING btree (created_at, id);
CREATE INDEX contracts_deal ON public.contracts USING btree (deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX contracts_department ON public.contracts USING btree (department_id, created_at, id);
CREATE INDEX contracts_owner ON public.contracts USING btree (owner_id, created_at, id);
CREATE INDEX contracts_status ON public.contracts USING btree (status, created_at, id);
CREATE INDEX contracts_title ON public.contracts USING btree (title COLLATE "pl-x-icu", id);
CREATE INDEX contracts_until ON public.contracts USING btree (valid_until, id);
CREATE INDEX contracts_updated ON public.contracts USING btree (updated_at, id);
CREATE INDEX contracts_value ON public.contracts USING btree (value, id);

create table conversation_links (
  kind text not null,
  id uuid not null,
  conversation_id uuid not null,
  constraint conversation_links_pkey PRIMARY KEY (kind, id, conversation_id),
  constraint conversation_links_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id)
);
CREATE INDEX conversation_links_conversation ON public.conversation_links USING btree (conversation_id);

create table conversations (
  id uuid not null,
  number bigint generated always as identity not null,
  channel text not null,
  account_id uuid,
  subject text default ''::text not null,
  address text not null,
  name text default ''::text not null,
  department_id uuid,
  owner_id uuid,
  private_to uuid,
  waiting_since timestamp with time zone,
  last_at timestamp with time zone not null,
  last_text text default ''::text not null,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint conversations_number_key UNIQUE (number),
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id),
  constraint conversations_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint conversations_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint conversations_private_to_fkey FOREIGN KEY (private_to) REFERENCES employees(id)
);
CREATE INDEX conversations_address ON public.conversations USING btree (account_id, address, last_at);
CREATE INDEX conversations_anywhere ON public.conversations USING btree (address);
CREATE INDEX conversations_last ON public.conversations USING btree (last_at, id);
CREATE INDEX conversations_owner ON public.conversations USING btree (owner_id, last_at) WHERE (closed_at IS NULL);
CREATE INDEX conversations_owner_waiting ON public.conversations USING btree (owner_id) WHERE (waiting_since IS NOT NULL);
CREATE INDEX conversations_waiting ON public.conversations USING btree (department_id, waiting_since, id) WHERE (waiting_since IS NOT NULL);

create table deal_checks (
  deal_id uuid not null,
  check_id uuid not null,
  checked_by uuid,
  checked_at timestamp with time zone not null,
  constraint deal_checks_pkey PRIMARY KEY (deal_id, check_id),
  constraint deal_checks_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES employees(id),
  constraint deal_checks_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id)
);

create table deal_lines (
  id uuid not null,
  deal_id uuid not null,
  position integer not null,
  product_id uuid,
  name text not null,
  kind text not null,
  quantity numeric(22,6) not null,
  unit text not null,
  unit_price numeric(22,8) not null,
  discount_percent numeric(5,2),
  discount_amount bigint,
  vat text not null,
  constraint deal_lines_pkey PRIMARY KEY (id),
  constraint deal_lines_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint deal_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint deal_lines_check CHECK (((discount_percent IS NULL) OR (discount_amount IS NULL))),
  constraint deal_lines_discount_amount_check CHECK ((discount_amount > 0)),
  constraint deal_lines_discount_percent_check CHECK (((discount_percent > (0)::numeric) AND (discount_percent <= (100)::numeric))),
  constraint deal_lines_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text]))),
  constraint deal_lines_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint deal_lines_unit_price_check CHECK ((unit_price >= (0)::numeric)),
  constraint deal_lines_vat_check CHECK ((vat = ANY (ARRAY['23'::text, '8'::text, '5'::text, '0'::text, 'zw'::text, 'oo'::text, 'np'::text])))
);
CREATE UNIQUE INDEX deal_lines_deal ON public.deal_lines USING btree (deal_id, "position");
CREATE INDEX deal_lines_product ON public.deal_lines USING btree (product_id) WHERE (product_id IS NOT NULL);

create table deal_moves (
  id uuid not null,
  deal_id uuid not null,
  from_stage_id uuid,
  to_stage_id uuid not null,
  moved_by uuid,
  moved_at timestamp with time zone not null,
  kept_for_digest boolean default false not null,
  constraint deal_moves_pkey PRIMARY KEY (id),
  constraint deal_moves_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint deal_moves_from_stage_id_fkey FOREIGN KEY (from_stage_id) REFERENCES stages(id),
  constraint deal_moves_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES employees(id),
  constraint deal_moves_to_stage_id_fkey FOREIGN KEY (to_stage_id) REFERENCES stages(id)
);
CREATE INDEX deal_moves_deal ON public.deal_moves USING btree (deal_id, moved_at);
CREATE INDEX deal_moves_from ON public.deal_moves USING btree (from_stage_id, moved_at) WHERE (from_stage_id IS NOT NULL);
CREATE INDEX deal_moves_kept ON public.deal_moves USING btree (moved_at) WHERE kept_for_digest;
CREATE INDEX deal_moves_to ON public.deal_moves USING btree (to_stage_id, moved_at);

create table deal_people (
  id uuid not null,
  deal_id uuid not null,
  contact_id uuid,
  company_id uuid,
  role text not null,
  created_at timestamp with time zone not null,
  constraint deal_people_deal_id_contact_id_company_id_role_key UNIQUE NULLS NOT DISTINCT (deal_id, contact_id, company_id, role),
  constraint deal_people_pkey PRIMARY KEY (id),
  constraint deal_people_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint deal_people_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint deal_people_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint deal_people_check CHECK (((contact_id IS NULL) <> (company_id IS NULL))),
  constraint deal_people_role_check CHECK ((role = ANY (ARRAY['decision_maker'::text, 'payer'::text, 'recipient'::text, 'technical'::text, 'influencer'::text, 'other'::text])))
);
CREATE INDEX deal_people_company ON public.deal_people USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX deal_people_contact ON public.deal_people USING btree (contact_id) WHERE (contact_id IS NOT NULL);

create table deals (
  id uuid not null,
  number bigint generated always as identity not null,
  title text not null,
  status text default 'open'::text not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  stage_entered_at timestamp with time zone not null,
  owner_id uuid,
  department_id uuid,
  contact_id uuid,
  company_id uuid,
  lead_id uuid,
  source text default ''::text not null,
  amount bigint,
  currency character(3) default 'PLN'::bpchar not null,
  rate numeric(22,8) default 1,
  rate_on date,
  amount_base bigint,
  expected_on date,
  lost_reason text,
  closed_at timestamp with time zone,
  closed_by uuid,
  note text default ''::text not null,
  custom jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  lost_reason_id uuid,
  price_mode text default 'net'::text not null,
  sells text,
  amount_from text,
  constraint deals_number_key UNIQUE (number),
  constraint deals_pkey PRIMARY KEY (id),
  constraint deals_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES employees(id),
  constraint deals_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint deals_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint deals_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint deals_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES leads(id),
  constraint deals_lost_reason_id_fkey FOREIGN KEY (lost_reason_id) REFERENCES lost_reasons(id),
  constraint deals_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint deals_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id),
  constraint deals_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id),
  constraint deals_amount_from_check CHECK ((amount_from = ANY (ARRAY['net'::text, 'gross'::text]))),
  constraint deals_price_mode_check CHECK ((price_mode = ANY (ARRAY['net'::text, 'gross'::text]))),
  constraint deals_rate_check CHECK ((rate > (0)::numeric)),
  constraint deals_sells_check CHECK ((sells = ANY (ARRAY['goods'::text, 'services'::text, 'mixed'::text]))),
  constraint deals_status_check CHECK ((status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);
CREATE INDEX deals_amount ON public.deals USING btree (amount_base, id);
CREATE INDEX deals_board ON public.deals USING btree (stage_id, stage_entered_at DESC, id DESC) INCLUDE (pipeline_id, owner_id, department_id, currency, amount, amount_base, expected_on) WHERE (status = 'open'::text);
CREATE INDEX deals_closed ON public.deals USING btree (pipeline_id, closed_at DESC) WHERE (status <> 'open'::text);
CREATE INDEX deals_company ON public.deals USING btree (company_id);
CREATE INDEX deals_contact ON public.deals USING btree (contact_id);
CREATE INDEX deals_created ON public.deals USING btree (created_at DESC, id DESC);
CREATE INDEX deals_department ON public.deals USING btree (department_id);
CREATE INDEX deals_expected ON public.deals USING btree (expected_on, id);
CREATE INDEX deals_owner ON public.deals USING btree (owner_id, status);
CREATE INDEX deals_title ON public.deals USING btree (title COLLATE "pl-x-icu", id);
CREATE INDEX deals_updated ON public.deals USING btree (updated_at DESC, id DESC);

create table default_views (
  employee_id uuid not null,
  kind text not null,
  view_id uuid not null,
  constraint default_views_pkey PRIMARY KEY (employee_id, kind),
  constraint default_views_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint default_views_view_id_fkey FOREIGN KEY (view_id) REFERENCES views(id) ON DELETE CASCADE
);
CREATE INDEX default_views_view ON public.default_views USING btree (view_id);

create table department_grants (
  department_id uuid not null,
  kind text not null,
  action text not null,
  constraint department_grants_pkey PRIMARY KEY (department_id, kind, action),
  constraint department_grants_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id)
);

create table departments (
  id uuid not null,
  parent_id uuid,
  key text,
  name text not null,
  head_id uuid,
  position integer default 0 not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint departments_key_key UNIQUE (key),
  constraint departments_pkey PRIMARY KEY (id),
  constraint departments_head FOREIGN KEY (head_id) REFERENCES employees(id),
  constraint departments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES departments(id)
);

create table detail_requests (
  id uuid not null,
  about_kind text not null,
  about_id uuid not null,
  locale text not null,
  token_digest bytea not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  opened_at timestamp with time zone,
  answered_at timestamp with time zone,
  answer jsonb,
  decided_at timestamp with time zone,
  decided_by uuid,
  constraint detail_requests_token_digest_key UNIQUE (token_digest),
  constraint detail_requests_pkey PRIMARY KEY (id),
  constraint detail_requests_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint detail_requests_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES employees(id),
  constraint detail_requests_about_kind_check CHECK ((about_kind = ANY (ARRAY['deal'::text, 'company'::text, 'contact'::text]))),
  constraint detail_requests_locale_check CHECK ((locale = ANY (ARRAY['pl'::text, 'en'::text])))
);
CREATE INDEX detail_requests_about ON public.detail_requests USING btree (about_kind, about_id, id);

create table distribution_rules (
  id uuid not null,
  name text not null,
  conditions jsonb not null,
  target jsonb not null,
  working_only boolean default false not null,
  active boolean default true not null,
  position integer not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint distribution_rules_pkey PRIMARY KEY (id)
);
CREATE INDEX distribution_rules_order ON public.distribution_rules USING btree ("position") WHERE (archived_at IS NULL);

create table distribution_turns (
  rule_id uuid not null,
  employee_id uuid not null,
  taken_at timestamp with time zone not null,
  constraint distribution_turns_pkey PRIMARY KEY (rule_id),
  constraint distribution_turns_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint distribution_turns_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES distribution_rules(id)
);

create table document_letterhead (
  one boolean default true not null,
  address text default ''::text not null,
  email text default ''::text not null,
  phone text default ''::text not null,
  bank_account text default ''::text not null,
  representative text default ''::text not null,
  logo_digest text,
  logo_type text,
  version integer default 1 not null,
  stamp_digest text,
  stamp_type text,
  constraint document_letterhead_pkey PRIMARY KEY (one),
  constraint document_letterhead_one_check CHECK (one)
);

create table document_links (
  id uuid not null,
  document_id uuid not null,
  no integer not null,
  token_digest bytea not null,
  created_by jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  opened_at timestamp with time zone,
  last_opened_at timestamp with time zone,
  opens integer default 0 not null,
  constraint document_links_token_digest_key UNIQUE (token_digest),
  constraint document_links_pkey PRIMARY KEY (id),
  constraint document_links_document_id_no_fkey FOREIGN KEY (document_id, no) REFERENCES document_versions(document_id, no)
);
CREATE INDEX document_links_document ON public.document_links USING btree (document_id, id);

create table document_series (
  series text not null,
  year integer not null,
  last integer not null,
  constraint document_series_pkey PRIMARY KEY (series, year)
);

create table document_template_versions (
  template_id uuid not null,
  version integer not null,
  name text not null,
  body jsonb not null,
  saved_by jsonb not null,
  saved_at timestamp with time zone not null,
  file jsonb,
  constraint document_template_versions_pkey PRIMARY KEY (template_id, version),
  constraint document_template_versions_template_id_fkey FOREIGN KEY (template_id) REFERENCES document_templates(id)
);
CREATE INDEX document_template_versions_file ON public.document_template_versions USING btree (((file ->> 'digest'::text))) WHERE (file IS NOT NULL);

create table document_templates (
  id uuid not null,
  name text not null,
  kind text not null,
  section text not null,
  sells text,
  locale text not null,
  series text default ''::text not null,
  body jsonb not null,
  origin text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  file jsonb,
  constraint document_templates_origin_key UNIQUE (origin),
  constraint document_templates_pkey PRIMARY KEY (id),
  constraint document_templates_locale_check CHECK ((locale = ANY (ARRAY['pl'::text, 'en'::text]))),
  constraint document_templates_sells_check CHECK ((sells = ANY (ARRAY['goods'::text, 'services'::text])))
);
CREATE INDEX document_templates_name ON public.document_templates USING btree (name COLLATE "pl-x-icu", id);

create table document_uploads (
  id uuid not null,
  owner_id uuid not null,
  file jsonb not null,
  created_at timestamp with time zone not null,
  constraint document_uploads_pkey PRIMARY KEY (id),
  constraint document_uploads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);
CREATE INDEX document_uploads_created ON public.document_uploads USING btree (created_at);

create table document_versions (
  document_id uuid not null,
  no integer not null,
  digest text not null,
  size bigint not null,
  pages integer,
  of_version integer not null,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  format text default 'pdf'::text not null,
  docx_digest text,
  docx_size bigint,
  constraint document_versions_pkey PRIMARY KEY (document_id, no),
  constraint document_versions_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id),
  constraint document_versions_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'docx'::text])))
);
CREATE INDEX document_versions_digest ON public.document_versions USING btree (digest);
CREATE INDEX document_versions_docx ON public.document_versions USING btree (docx_digest) WHERE (docx_digest IS NOT NULL);

create table documents (
  id uuid not null,
  name text not null,
  kind text not null,
  number text,
  template_id uuid,
  template_version integer not null,
  series text not null,
  body jsonb not null,
  subject_kind text not null,
  subject_id uuid not null,
  locale text not null,
  values jsonb not null,
  by_hand jsonb default '[]'::jsonb not null,
  made integer default 0 not null,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  held boolean default false not null,
  released integer,
  sent_at timestamp with time zone,
  sent_no integer,
  made_for text,
  file jsonb,
  constraint documents_made_for_key UNIQUE (made_for),
  constraint documents_pkey PRIMARY KEY (id),
  constraint documents_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint documents_template_id_fkey FOREIGN KEY (template_id) REFERENCES document_templates(id),
  constraint documents_locale_check CHECK ((locale = ANY (ARRAY['pl'::text, 'en'::text])))
);
CREATE UNIQUE INDEX documents_drawn ON public.documents USING btree (subject_kind, subject_id, locale) WHERE (template_id IS NULL);
CREATE INDEX documents_subject ON public.documents USING btree (subject_kind, subject_id, id);

create table early_reports (
  account_id uuid not null,
  external_id text not null,
  state text not null,
  trouble text,
  trouble_detail text,
  created_at timestamp with time zone not null,
  constraint early_reports_pkey PRIMARY KEY (account_id, external_id, state),
  constraint early_reports_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id)
);

create table employees (
  id uuid not null,
  name text not null,
  email text not null,
  role text not null,
  department_id uuid,
  supervisor_id uuid,
  position text default ''::text not null,
  phone text,
  skills text[] default '{}'::text[] not null,
  work_hours jsonb,
  locale text default 'pl'::text not null,
  preferences jsonb default '{}'::jsonb not null,
  active boolean default true not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  extension text,
  constraint employees_pkey PRIMARY KEY (id),
  constraint employees_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint employees_supervisor_id_fkey FOREIGN KEY (supervisor_id) REFERENCES employees(id),
  constraint employees_locale_check CHECK ((locale = ANY (ARRAY['pl'::text, 'en'::text]))),
  constraint employees_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'administrator'::text, 'head'::text, 'employee'::text])))
);
CREATE INDEX employees_department ON public.employees USING btree (department_id) WHERE active;
CREATE UNIQUE INDEX employees_email ON public.employees USING btree (lower(email));
CREATE UNIQUE INDEX employees_extension ON public.employees USING btree (extension) WHERE (extension IS NOT NULL);

create table engine_epoch (
  one boolean default true not null,
  epoch bigint default 1 not null,
  constraint engine_epoch_pkey PRIMARY KEY (one),
  constraint engine_epoch_one_check CHECK (one)
);

create table event_log (
  id uuid not null,
  xid8 xid8 default pg_current_xact_id() not null,
  at timestamp with time zone not null,
  name text not null,
  schema_version smallint default 1 not null,
  actor_kind text not null,
  actor_id text,
  on_behalf_of uuid,
  department_id uuid,
  subject_kind text,
  subject_id uuid,
  changes jsonb,
  payload jsonb default '{}'::jsonb not null,
  personal_digest bytea,
  cause jsonb,
  depth smallint default 0 not null,
  era smallint default 1 not null,
  constraint event_log_pkey PRIMARY KEY (id)
);
CREATE INDEX event_log_at ON public.event_log USING brin (at);
CREATE INDEX event_log_lead_status ON public.event_log USING btree (at) WHERE ((subject_kind = 'lead'::text) AND (payload ? 'status'::text));
CREATE INDEX event_log_subject ON public.event_log USING btree (subject_kind, subject_id, id);
CREATE INDEX event_log_tail ON public.event_log USING btree (era, xid8, id);

create table event_personal (
  event_id uuid not null,
  salt bytea not null,
  personal json not null,
  constraint event_personal_pkey PRIMARY KEY (event_id),
  constraint event_personal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event_log(id)
);

create table event_seals (
  seq bigint not null,
  sealed_at timestamp with time zone not null,
  era smallint not null,
  from_xid8 xid8 not null,
  up_to_xid8 xid8 not null,
  events integer not null,
  entries bytea not null,
  hash bytea not null,
  constraint event_seals_pkey PRIMARY KEY (seq)
);

create table event_subjects (
  event_id uuid not null,
  kind text not null,
  id uuid not null,
  constraint event_subjects_pkey PRIMARY KEY (kind, id, event_id)
);
CREATE INDEX event_subjects_event ON public.event_subjects USING btree (event_id);

create table exchange_messages (
  exchange_id uuid not null,
  digest bytea not null,
  sent_at timestamp with time zone not null,
  constraint exchange_messages_pkey PRIMARY KEY (exchange_id, digest),
  constraint exchange_messages_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(id)
);
CREATE INDEX exchange_messages_sent ON public.exchange_messages USING btree (sent_at);

create table exchange_rates (
  base character(3) not null,
  currency character(3) not null,
  rate_on date not null,
  rate numeric(22,8) not null,
  source text not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint exchange_rates_pkey PRIMARY KEY (base, currency, rate_on),
  constraint exchange_rates_set_by_fkey FOREIGN KEY (set_by) REFERENCES employees(id),
  constraint exchange_rates_rate_check CHECK ((rate > (0)::numeric)),
  constraint exchange_rates_source_check CHECK ((source = ANY (ARRAY['manual'::text, 'import'::text])))
);
CREATE INDEX exchange_rates_latest ON public.exchange_rates USING btree (base, rate_on DESC, currency);

create table exchanges (
  id uuid not null,
  name text not null,
  kind text not null,
  settings jsonb not null,
  department_id uuid,
  call_back_within text not null,
  active boolean default true not null,
  trouble text,
  trouble_detail text,
  trouble_since timestamp with time zone,
  heard_at timestamp with time zone,
  listener text,
  listened_until timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint exchanges_pkey PRIMARY KEY (id),
  constraint exchanges_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint exchanges_kind_check CHECK ((kind = ANY (ARRAY['webhook'::text, 'ami'::text])))
);

create table fields (
  id uuid not null,
  kind text not null,
  key text not null,
  type text not null,
  label jsonb not null,
  options jsonb default '[]'::jsonb not null,
  required boolean default false not null,
  personal boolean default false not null,
  indexed boolean default false not null,
  index_ready_at timestamp with time zone,
  seen_by jsonb,
  edited_by jsonb,
  position integer not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  deleted_at timestamp with time zone,
  purge_asked_at timestamp with time zone,
  target text,
  constraint fields_kind_key_key UNIQUE (kind, key),
  constraint fields_pkey PRIMARY KEY (id),
  constraint fields_target_fkey FOREIGN KEY (target) REFERENCES kinds(key),
  constraint fields_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint fields_target_check CHECK (((type = 'record'::text) = (target IS NOT NULL)))
);

create table figure_cases (
  instance_id uuid not null,
  process_key text not null,
  definition_ids uuid[] not null,
  subject_kind text,
  subject_id uuid,
  owner_id uuid,
  department_id uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  work double precision not null,
  late double precision not null,
  dated boolean not null,
  past boolean not null,
  stays text[] not null,
  stay_seconds double precision[] not null,
  way text[] not null,
  constraint figure_cases_pkey PRIMARY KEY (instance_id)
);
CREATE INDEX figure_cases_ended ON public.figure_cases USING btree (process_key, ended_at DESC, instance_id DESC) INCLUDE (started_at, subject_kind, subject_id, owner_id, department_id);
CREATE INDEX figure_cases_subject ON public.figure_cases USING btree (subject_id) WHERE (subject_id IS NOT NULL);

create table figure_cases_due (
  instance_id uuid not null
);

create table figure_days (
  what text not null,
  on_day date not null,
  person_id uuid,
  department_id uuid,
  dim text not null,
  count integer not null,
  amount bigint not null
);
CREATE INDEX figure_days_empty ON public.figure_days USING btree (what) WHERE (count = 0);
CREATE UNIQUE INDEX figure_days_key ON public.figure_days USING btree (what, on_day, person_id, department_id, dim) INCLUDE (count, amount) NULLS NOT DISTINCT;

create table figure_durations (
  what text not null,
  on_day date not null,
  dim text not null,
  minutes integer not null,
  count integer not null
);
CREATE INDEX figure_durations_empty ON public.figure_durations USING btree (what) WHERE (count = 0);
CREATE UNIQUE INDEX figure_durations_key ON public.figure_durations USING btree (what, on_day, dim, minutes) INCLUDE (count);

create table figure_facts (
  record_id uuid not null,
  what text not null,
  dim text not null,
  on_day date not null,
  person_id uuid,
  department_id uuid,
  amount bigint not null,
  minutes integer,
  constraint figure_facts_pkey PRIMARY KEY (record_id, what, dim)
);
CREATE INDEX figure_facts_day ON public.figure_facts USING btree (what, on_day) INCLUDE (dim, person_id, department_id, minutes);

create table figure_mailings (
  id uuid not null,
  owner_id uuid not null,
  report text not null,
  process_key text,
  query jsonb not null,
  period text not null,
  every text not null,
  day smallint,
  at time without time zone not null,
  next_on date not null,
  recipients uuid[] not null,
  paused_at timestamp with time zone,
  sent_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  failed_at timestamp with time zone,
  failed_why text,
  constraint figure_mailings_pkey PRIMARY KEY (id),
  constraint figure_mailings_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint figure_mailings_process_key_fkey FOREIGN KEY (process_key) REFERENCES processes(key),
  constraint figure_mailings_check CHECK (((report = 'processes'::text) = (process_key IS NOT NULL))),
  constraint figure_mailings_check1 CHECK (
CASE every
    WHEN 'day'::text THEN (day IS NULL)
    WHEN 'week'::text THEN ((day >= 1) AND (day <= 7))
    ELSE ((day >= 1) AND (day <= 31))
END),
  constraint figure_mailings_every_check CHECK ((every = ANY (ARRAY['day'::text, 'week'::text, 'month'::text]))),
  constraint figure_mailings_recipients_check CHECK ((cardinality(recipients) > 0))
);
CREATE INDEX figure_mailings_next ON public.figure_mailings USING btree (next_on) WHERE (paused_at IS NULL);
CREATE INDEX figure_mailings_owner ON public.figure_mailings USING btree (owner_id);

create table figure_periods (
  grain text not null,
  what text not null,
  on_day date not null,
  person_id uuid,
  department_id uuid,
  dim text not null,
  count integer not null,
  amount bigint not null,
  constraint figure_periods_grain_check CHECK ((grain = ANY (ARRAY['week'::text, 'month'::text])))
);
CREATE INDEX figure_periods_empty ON public.figure_periods USING btree (grain) WHERE (count = 0);
CREATE UNIQUE INDEX figure_periods_key ON public.figure_periods USING btree (grain, what, on_day, person_id, department_id, dim) INCLUDE (count, amount) NULLS NOT DISTINCT;

create table figure_position (
  one boolean default true not null,
  era smallint not null,
  up_to_xid8 xid8 not null,
  periods_up_to_xid8 xid8,
  constraint figure_position_pkey PRIMARY KEY (one),
  constraint figure_position_one_check CHECK (one)
);

create table form_consents (
  id uuid not null,
  form_id uuid not null,
  key text not null,
  version integer not null,
  text jsonb not null,
  required boolean not null,
  created_at timestamp with time zone not null,
  constraint form_consents_form_id_key_version_key UNIQUE (form_id, key, version),
  constraint form_consents_pkey PRIMARY KEY (id),
  constraint form_consents_form_id_fkey FOREIGN KEY (form_id) REFERENCES forms(id)
);

create table forms (
  id uuid not null,
  key text not null,
  name text not null,
  active boolean default true not null,
  department_id uuid,
  owner_id uuid,
  definition jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  kind text not null,
  public boolean default true not null,
  constraint forms_key_key UNIQUE (key),
  constraint forms_pkey PRIMARY KEY (id),
  constraint forms_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint forms_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);
CREATE INDEX forms_kind ON public.forms USING btree (kind) WHERE (archived_at IS NULL);

create table grants (
  role text not null,
  kind text not null,
  action text not null,
  scope text not null,
  constraint grants_pkey PRIMARY KEY (role, kind, action),
  constraint grants_scope_check CHECK ((scope = ANY (ARRAY['none'::text, 'own'::text, 'department'::text, 'all'::text])))
);

create table heard_events (
  name text not null,
  flood_until timestamp with time zone,
  constraint heard_events_pkey PRIMARY KEY (name)
);

create table idempotency_keys (
  actor text not null,
  key text not null,
  request_digest bytea not null,
  status integer,
  answer jsonb,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (actor, key)
);

create table import_errors (
  import_id uuid not null,
  n integer not null,
  cells jsonb not null,
  field text,
  code text not null,
  params jsonb,
  constraint import_errors_pkey PRIMARY KEY (import_id, n),
  constraint import_errors_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE
);

create table import_records (
  import_id uuid not null,
  n integer not null,
  record_id uuid not null,
  version integer not null,
  before jsonb,
  result text,
  constraint import_records_pkey PRIMARY KEY (import_id, n),
  constraint import_records_result_check CHECK ((result = ANY (ARRAY['undone'::text, 'kept'::text])))
);
CREATE INDEX import_records_kept ON public.import_records USING btree (import_id, n) WHERE (result = 'kept'::text);
CREATE UNIQUE INDEX import_records_record ON public.import_records USING btree (import_id, record_id);

create table imports (
  id uuid not null,
  kind text not null,
  file_name text not null,
  digest text not null,
  size bigint not null,
  encoding text not null,
  delimiter text not null,
  headers jsonb not null,
  signature text not null,
  total integer not null,
  mapping jsonb,
  options jsonb,
  phase text not null,
  begins_at bigint not null,
  position bigint default 0 not null,
  done integer default 0 not null,
  made integer default 0 not null,
  updated integer default 0 not null,
  skipped integer default 0 not null,
  refused integer default 0 not null,
  undone integer default 0 not null,
  kept integer default 0 not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  stopped_at timestamp with time zone,
  dropped_at timestamp with time zone,
  sheets text[],
  sheets_left_out text[],
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint imports_phase_check CHECK ((phase = ANY (ARRAY['draft'::text, 'checking'::text, 'checked'::text, 'running'::text, 'finished'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX imports_alike ON public.imports USING btree (created_by, kind, signature, created_at DESC) WHERE (mapping IS NOT NULL);
CREATE INDEX imports_by ON public.imports USING btree (created_by, created_at DESC);
CREATE INDEX imports_file ON public.imports USING btree (digest) WHERE (dropped_at IS NULL);
CREATE INDEX imports_open ON public.imports USING btree (created_at) WHERE (phase = ANY (ARRAY['checking'::text, 'running'::text, 'undoing'::text]));

create table invitations (
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  department_id uuid,
  token_digest bytea not null,
  invited_by uuid,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint invitations_token_digest_key UNIQUE (token_digest),
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES employees(id)
);

create table invoice_advances (
  invoice_id uuid not null,
  advance_id uuid not null,
  ksef text,
  constraint invoice_advances_advance_id_key UNIQUE (advance_id),
  constraint invoice_advances_pkey PRIMARY KEY (invoice_id, advance_id),
  constraint invoice_advances_advance_id_fkey FOREIGN KEY (advance_id) REFERENCES invoices(id),
  constraint invoice_advances_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id) ON DELETE CASCADE
);

create table invoice_codes (
  invoice_id uuid not null,
  serial text not null,
  address text not null,
  constraint invoice_codes_pkey PRIMARY KEY (invoice_id),
  constraint invoice_codes_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id)
);

create table invoice_lines (
  id uuid not null,
  invoice_id uuid not null,
  position integer not null,
  product_id uuid,
  name text not null,
  code text,
  pkwiu text,
  gtu text,
  quantity numeric(22,6) not null,
  unit text not null,
  unit_price numeric(22,8) not null,
  discount_percent numeric(5,2),
  discount_amount bigint,
  vat text not null,
  constraint invoice_lines_pkey PRIMARY KEY (id),
  constraint invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id) ON DELETE CASCADE,
  constraint invoice_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint invoice_lines_check CHECK (((discount_percent IS NULL) OR (discount_amount IS NULL))),
  constraint invoice_lines_discount_amount_check CHECK ((discount_amount > 0)),
  constraint invoice_lines_discount_percent_check CHECK (((discount_percent > (0)::numeric) AND (discount_percent <= (100)::numeric))),
  constraint invoice_lines_quantity_check CHECK ((quantity >= (0)::numeric)),
  constraint invoice_lines_unit_price_check CHECK ((unit_price >= (0)::numeric))
);
CREATE UNIQUE INDEX invoice_lines_invoice ON public.invoice_lines USING btree (invoice_id, "position");
CREATE INDEX invoice_lines_product ON public.invoice_lines USING btree (product_id) WHERE (product_id IS NOT NULL);

create table invoice_numbers (
  series_id uuid not null,
  period text not null,
  last integer not null,
  constraint invoice_numbers_pkey PRIMARY KEY (series_id, period),
  constraint invoice_numbers_series_id_fkey FOREIGN KEY (series_id) REFERENCES invoice_series(id)
);

create table invoice_payments (
  id uuid not null,
  invoice_id uuid not null,
  paid_on date not null,
  amount bigint not null,
  note text default ''::text not null,
  by_id uuid,
  at timestamp with time zone not null,
  bank_line_id uuid,
  constraint invoice_payments_pkey PRIMARY KEY (id),
  constraint invoice_payments_bank_line_id_fkey FOREIGN KEY (bank_line_id) REFERENCES bank_lines(id),
  constraint invoice_payments_by_id_fkey FOREIGN KEY (by_id) REFERENCES employees(id),
  constraint invoice_payments_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id),
  constraint invoice_payments_amount_check CHECK ((amount > 0))
);
CREATE INDEX invoice_payments_bank_line ON public.invoice_payments USING btree (bank_line_id) WHERE (bank_line_id IS NOT NULL);
CREATE INDEX invoice_payments_invoice ON public.invoice_payments USING btree (invoice_id, paid_on);

create table invoice_series (
  id uuid not null,
  name text not null,
  used_for text not null,
  pattern text not null,
  department_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint invoice_series_pkey PRIMARY KEY (id),
  constraint invoice_series_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint invoice_series_used_for_check CHECK ((used_for = ANY (ARRAY['vat'::text, 'advance'::text, 'correction'::text, 'proforma'::text])))
);
CREATE UNIQUE INDEX invoice_series_pattern ON public.invoice_series USING btree (lower(pattern));
CREATE UNIQUE INDEX invoice_series_used ON public.invoice_series USING btree (used_for, department_id) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

create table invoices (
  id uuid not null,
  kind text not null,
  status text default 'draft'::text not null,
  number text,
  series_id uuid,
  series_n integer,
  deal_id uuid,
  company_id uuid,
  contact_id uuid,
  owner_id uuid,
  department_id uuid,
  issued_on date,
  supplied_on date,
  place text default ''::text not null,
  currency character(3) not null,
  rate numeric(22,8),
  rate_on date,
  mode text not null,
  rounded_by text not null,
  seller jsonb,
  buyer jsonb not null,
  buyer_name text generated always as (COALESCE((buyer ->> 'name'::text), ''::text)) stored not null,
  buyer_nip text generated always as ((buyer ->> 'nip'::text)) stored,
  title text generated always as (COALESCE(number, (buyer ->> 'name'::text), ''::text)) stored not null,
  exemption jsonb,
  split_payment boolean default false not null,
  cash_method boolean default false not null,
  payment_method text not null,
  due_on date,
  account_id uuid,
  account text,
  bank text,
  paid_on date,
  advance bigint,
  corrects_id uuid,
  reason text default ''::text not null,
  effect text,
  net bigint default 0 not null,
  tax bigint default 0 not null,
  gross bigint default 0 not null,
  gross_base bigint,
  rates jsonb default '[]'::jsonb not null,
  corrected bigint default 0 not null,
  paid bigint default 0 not null,
  payment text generated always as (
CASE
    WHEN ((status <> 'issued'::text) OR (kind = ANY (ARRAY['proforma'::text, 'correction'::text])) OR ((gross + corrected) <= 0)) THEN NULL::text
    WHEN (paid <= 0) THEN 'unpaid'::text
    WHEN (paid < (gross + corrected)) THEN 'part'::text
    ELSE 'paid'::text
END) stored,
  note text default ''::text not null,
  custom jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  issued_at timestamp with time zone,
  issued_by uuid,
  sent_at timestamp with time zone,
  sent_by uuid,
  cancelled_at timestamp with time zone,
  cancelled_by uuid,
  cancel_reason text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  contract_id uuid,
  ksef_number text,
  ksef_on date,
  corrects_ksef text,
  constraint invoices_pkey PRIMARY KEY (id),
  constraint invoices_account_id_fkey FOREIGN KEY (account_id) REFERENCES bank_accounts(id),
  constraint invoices_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES employees(id),
  constraint invoices_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint invoices_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint invoices_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint invoices_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES invoices(id),
  constraint invoices_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint invoices_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint invoices_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES employees(id),
  constraint invoices_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint invoices_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES employees(id),
  constraint invoices_series_id_fkey FOREIGN KEY (series_id) REFERENCES invoice_series(id),
  constraint invoices_advance_check CHECK ((advance >= 0)),
  constraint invoices_check CHECK (((status = 'draft'::text) OR ((number IS NOT NULL) AND (seller IS NOT NULL) AND (issued_on IS NOT NULL)))),
  constraint invoices_effect_check CHECK ((effect = ANY (ARRAY['as_corrected'::text, 'now'::text, 'other'::text]))),
  constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['vat'::text, 'advance'::text, 'final'::text, 'correction'::text, 'proforma'::text]))),
  constraint invoices_mode_check CHECK ((mode = ANY (ARRAY['net'::text, 'gross'::text]))),
  constraint invoices_rate_check CHECK ((rate > (0)::numeric)),
  constraint invoices_rounded_by_check CHECK ((rounded_by = ANY (ARRAY['document'::text, 'line'::text]))),
  constraint invoices_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'issued'::text, 'cancelled'::text])))
);
CREATE INDEX invoices_company ON public.invoices USING btree (company_id, created_at DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX invoices_contact ON public.invoices USING btree (contact_id, created_at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX invoices_contract ON public.invoices USING btree (contract_id) WHERE (contract_id IS NOT NULL);
CREATE INDEX invoices_corrects ON public.invoices USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);
CREATE INDEX invoices_created ON public.invoices USING btree (created_at DESC, id DESC);
CREATE INDEX invoices_deal ON public.invoices USING btree (deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX invoices_department ON public.invoices USING btree (department_id, created_at DESC);
CREATE INDEX invoices_due ON public.invoices USING btree (due_on, id);
CREATE INDEX invoices_gross_base ON public.invoices USING btree (gross_base, id);
CREATE INDEX invoices_issued ON public.invoices USING btree (issued_on, id);
CREATE UNIQUE INDEX invoices_ksef ON public.invoices USING btree (ksef_number) WHERE (ksef_number IS NOT NULL);
CREATE UNIQUE INDEX invoices_number ON public.invoices USING btree (number) WHERE (number IS NOT NULL);
CREATE INDEX invoices_owner ON public.invoices USING btree (owner_id, created_at DESC);
CREATE UNIQUE INDEX invoices_series ON public.invoices USING btree (series_id, series_n, issued_on) WHERE (number IS NOT NULL);
CREATE INDEX invoices_title ON public.invoices USING btree (title COLLATE "pl-x-icu", id);
CREATE INDEX invoices_unpaid ON public.invoices USING btree (due_on, id) WHERE (payment = ANY (ARRAY['unpaid'::text, 'part'::text]));
CREATE INDEX invoices_updated ON public.invoices USING btree (updated_at DESC, id DESC);

create table invoicing (
  one boolean default true not null,
  nip text default ''::text not null,
  name text default ''::text not null,
  country text default 'PL'::text not null,
  line1 text default ''::text not null,
  line2 text default ''::text not null,
  email text default ''::text not null,
  phone text default ''::text not null,
  place text default ''::text not null,
  payment_method text default 'transfer'::text not null,
  due_days integer default 14 not null,
  rounded_by text default 'document'::text not null,
  cash_method boolean default false not null,
  exemption jsonb,
  note text default ''::text not null,
  version integer default 1 not null,
  updated_at timestamp with time zone,
  accounting_id uuid,
  constraint invoicing_pkey PRIMARY KEY (one),
  constraint invoicing_accounting_id_fkey FOREIGN KEY (accounting_id) REFERENCES departments(id),
  constraint invoicing_due_days_check CHECK (((due_days >= 0) AND (due_days <= 365))),
  constraint invoicing_one_check CHECK (one),
  constraint invoicing_rounded_by_check CHECK ((rounded_by = ANY (ARRAY['document'::text, 'line'::text])))
);

create table invoicing_certificate (
  one boolean default true not null,
  serial text not null,
  subject text not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  certificate text not null,
  key text not null,
  set_at timestamp with time zone not null,
  set_by uuid,
  constraint invoicing_certificate_pkey PRIMARY KEY (one),
  constraint invoicing_certificate_set_by_fkey FOREIGN KEY (set_by) REFERENCES employees(id),
  constraint invoicing_certificate_one_check CHECK (one)
);

create table kind_numbers (
  kind text not null,
  year integer not null,
  last integer not null,
  constraint kind_numbers_pkey PRIMARY KEY (kind, year),
  constraint kind_numbers_kind_fkey FOREIGN KEY (kind) REFERENCES kinds(key)
);

create table kinds (
  key text not null,
  name jsonb not null,
  plural jsonb not null,
  origin text,
  department_id uuid,
  number_pattern text not null,
  sum_field text,
  position integer not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint kinds_origin_key UNIQUE (origin),
  constraint kinds_pkey PRIMARY KEY (key),
  constraint kinds_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint kinds_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text))
);

create table leads (
  id uuid not null,
  number bigint generated always as identity not null,
  title text not null,
  status text not null,
  source text not null,
  form_id uuid,
  department_id uuid,
  owner_id uuid,
  person_name text default ''::text not null,
  company_name text default ''::text not null,
  email text,
  phone text,
  nip text,
  message text default ''::text not null,
  product text default ''::text not null,
  amount bigint,
  currency character(3) default 'PLN'::bpchar not null,
  utm jsonb,
  page_url text,
  referrer text,
  custom jsonb default '{}'::jsonb not null,
  accepted_at timestamp with time zone,
  waiting_until timestamp with time zone,
  waiting_times integer default 0 not null,
  rejected_reason text,
  rejected_note text,
  closed_at timestamp with time zone,
  closed_by uuid,
  deal_id uuid,
  contact_id uuid,
  company_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint leads_number_key UNIQUE (number),
  constraint leads_pkey PRIMARY KEY (id),
  constraint leads_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES employees(id),
  constraint leads_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint leads_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint leads_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint leads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint leads_status_check CHECK ((status = ANY (ARRAY['new'::text, 'processing'::text, 'waiting'::text, 'converted'::text, 'rejected'::text])))
);
CREATE INDEX leads_created ON public.leads USING btree (created_at DESC, id DESC);
CREATE INDEX leads_department ON public.leads USING btree (department_id, created_at DESC);
CREATE INDEX leads_email ON public.leads USING btree (email) WHERE (email IS NOT NULL);
CREATE INDEX leads_nip ON public.leads USING btree (nip) WHERE (nip IS NOT NULL);
CREATE INDEX leads_owner ON public.leads USING btree (owner_id, status) WHERE (owner_id IS NOT NULL);
CREATE INDEX leads_phone ON public.leads USING btree (phone) WHERE (phone IS NOT NULL);
CREATE INDEX leads_status ON public.leads USING btree (status, created_at DESC, id DESC) INCLUDE (owner_id, department_id, currency, amount);
CREATE INDEX leads_updated ON public.leads USING btree (updated_at, id);

create table lost_reasons (
  id uuid not null,
  key text,
  name jsonb not null,
  position integer not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint lost_reasons_key_key UNIQUE (key),
  constraint lost_reasons_pkey PRIMARY KEY (id)
);

create table message_attachments (
  message_id uuid not null,
  kind text not null,
  id uuid not null,
  about_kind text not null,
  about_id uuid not null,
  name text not null,
  digest text not null,
  constraint message_attachments_pkey PRIMARY KEY (message_id, kind, id),
  constraint message_attachments_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id)
);

create table message_drafts (
  owner_id uuid not null,
  place_kind text not null,
  place_id uuid not null,
  content jsonb not null,
  updated_at timestamp with time zone not null,
  constraint message_drafts_pkey PRIMARY KEY (owner_id, place_kind, place_id),
  constraint message_drafts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);

create table message_files (
  message_id uuid not null,
  position integer not null,
  name text not null,
  type text not null,
  digest text not null,
  size bigint not null,
  content_id text,
  constraint message_files_pkey PRIMARY KEY (message_id, "position"),
  constraint message_files_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id)
);
CREATE INDEX message_files_digest ON public.message_files USING btree (digest);

create table message_templates (
  id uuid not null,
  name text not null,
  form text not null,
  kind text,
  subject jsonb not null,
  body jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint message_templates_pkey PRIMARY KEY (id),
  constraint message_templates_form_check CHECK ((form = ANY (ARRAY['letter'::text, 'text'::text])))
);
CREATE INDEX message_templates_name ON public.message_templates USING btree (name COLLATE "pl-x-icu", id) WHERE (archived_at IS NULL);

create table message_uploads (
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  type text not null,
  digest text not null,
  size bigint not null,
  created_at timestamp with time zone not null,
  constraint message_uploads_pkey PRIMARY KEY (id),
  constraint message_uploads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id)
);
CREATE INDEX message_uploads_created ON public.message_uploads USING btree (created_at);
CREATE INDEX message_uploads_digest ON public.message_uploads USING btree (digest);
CREATE INDEX message_uploads_owner ON public.message_uploads USING btree (owner_id);

create table messages (
  id uuid not null,
  conversation_id uuid not null,
  account_id uuid,
  channel text not null,
  direction text not null,
  external_id text,
  sender jsonb not null,
  recipients jsonb not null,
  subject text default ''::text not null,
  body_text text not null,
  body_html text,
  automatic boolean default false not null,
  state text not null,
  trouble text,
  trouble_detail text,
  attempts integer default 0 not null,
  author_id uuid,
  cause jsonb,
  send_at timestamp with time zone,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null,
  to_many boolean default false not null,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id),
  constraint messages_author_id_fkey FOREIGN KEY (author_id) REFERENCES employees(id),
  constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  constraint messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['received'::text, 'scheduled'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX messages_conversation ON public.messages USING btree (conversation_id, created_at, id);
CREATE UNIQUE INDEX messages_external ON public.messages USING btree (external_id, account_id) WHERE (external_id IS NOT NULL);
CREATE INDEX messages_scheduled ON public.messages USING btree (send_at) WHERE (state = 'scheduled'::text);

create table nip_register (
  one boolean default true not null,
  active boolean default false not null,
  url text default 'https://wl-api.mf.gov.pl'::text not null,
  version integer default 1 not null,
  constraint nip_register_pkey PRIMARY KEY (one),
  constraint nip_register_one_check CHECK (one)
);

create table notes (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  author_id uuid not null,
  body text not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint notes_pkey PRIMARY KEY (id),
  constraint notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES employees(id)
);
CREATE INDEX notes_subject ON public.notes USING btree (subject_kind, subject_id, created_at DESC);

create table notices (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  reason text not null,
  occurrence text not null,
  code text not null,
  params jsonb default '{}'::jsonb not null,
  urgent boolean default false not null,
  task_id uuid,
  cause jsonb,
  created_at timestamp with time zone not null,
  constraint notices_subject_kind_subject_id_reason_occurrence_key UNIQUE (subject_kind, subject_id, reason, occurrence),
  constraint notices_pkey PRIMARY KEY (id)
);

create table notifications (
  notice_id uuid not null,
  recipient_id uuid not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  mail_state text default 'none'::text not null,
  mail_id uuid,
  constraint notifications_pkey PRIMARY KEY (recipient_id, notice_id),
  constraint notifications_mail_state_check CHECK ((mail_state = ANY (ARRAY['none'::text, 'pending'::text, 'mailed'::text, 'skipped'::text])))
);
CREATE INDEX notifications_unread ON public.notifications USING btree (recipient_id, mail_state, notice_id) WHERE (read_at IS NULL);

create table opt_outs (
  channel text not null,
  address text not null,
  at timestamp with time zone not null,
  message_id uuid,
  employee_id uuid,
  constraint opt_outs_pkey PRIMARY KEY (channel, address),
  constraint opt_outs_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint opt_outs_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id)
);

create table outbox (
  id bigint generated always as identity not null,
  kind text not null,
  event_id uuid,
  topic text,
  key text,
  payload jsonb,
  cause jsonb,
  state text default 'ready'::text not null,
  attempts integer default 0 not null,
  not_before timestamp with time zone,
  leased_until timestamp with time zone,
  lease_owner text,
  last_error text,
  subject_id uuid,
  instance_id uuid,
  slow boolean default false not null,
  trace text,
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_deliver ON public.outbox USING btree (id) WHERE ((kind = 'deliver'::text) AND (state = 'ready'::text) AND (NOT slow));
CREATE INDEX outbox_effect ON public.outbox USING btree (not_before NULLS FIRST, id) WHERE ((kind = 'effect'::text) AND (state <> 'failed'::text));
CREATE INDEX outbox_held ON public.outbox USING btree (topic, id) WHERE (state = 'held'::text);
CREATE INDEX outbox_instance ON public.outbox USING btree (instance_id) WHERE (instance_id IS NOT NULL);
CREATE UNIQUE INDEX outbox_key ON public.outbox USING btree (key) WHERE (key IS NOT NULL);
CREATE INDEX outbox_slow ON public.outbox USING btree (id) WHERE ((kind = 'deliver'::text) AND (state = 'ready'::text) AND slow);
CREATE INDEX outbox_slow_subject ON public.outbox USING btree (subject_id, id) WHERE ((kind = 'deliver'::text) AND slow);

create table outgoing_mails (
  id uuid not null,
  message_id text not null,
  recipient_id uuid,
  to_address text not null,
  to_name text default ''::text not null,
  locale text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  confidential boolean default false not null,
  state text not null,
  attempts integer default 0 not null,
  last_error text,
  server_answer text,
  subject_kind text,
  subject_id uuid,
  cause jsonb,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  files jsonb default '[]'::jsonb not null,
  constraint outgoing_mails_message_id_key UNIQUE (message_id),
  constraint outgoing_mails_pkey PRIMARY KEY (id),
  constraint outgoing_mails_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES employees(id),
  constraint outgoing_mails_state_check CHECK ((state = ANY (ARRAY['kept'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX outgoing_mails_created ON public.outgoing_mails USING btree (created_at DESC, id DESC);
CREATE INDEX outgoing_mails_recipient ON public.outgoing_mails USING btree (recipient_id, created_at DESC);

create table outreaches (
  id uuid not null,
  key text not null,
  subject_kind text not null,
  subject_id uuid not null,
  customer_kind text not null,
  customer_id uuid not null,
  locale text not null,
  heading text not null,
  body text not null,
  ways jsonb not null,
  message_id uuid,
  fall_back_until timestamp with time zone not null,
  failed_at timestamp with time zone,
  confirm_digest bytea,
  confirm_until timestamp with time zone,
  confirmed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint outreaches_confirm_digest_key UNIQUE (confirm_digest),
  constraint outreaches_key_key UNIQUE (key),
  constraint outreaches_pkey PRIMARY KEY (id),
  constraint outreaches_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id)
);
CREATE INDEX outreaches_customer ON public.outreaches USING btree (customer_id, created_at);
CREATE INDEX outreaches_message ON public.outreaches USING btree (message_id);

create table pipelines (
  id uuid not null,
  key text,
  name jsonb not null,
  position integer default 0 not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  win_fields text[] default '{}'::text[] not null,
  win_from_last boolean default false not null,
  kind text not null,
  constraint pipelines_key_key UNIQUE (key),
  constraint pipelines_pkey PRIMARY KEY (id)
);

create table plans (
  id uuid not null,
  measure text not null,
  period text not null,
  begins_on date not null,
  ends_on date not null,
  person_id uuid,
  department_id uuid,
  product_id uuid,
  target bigint not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint plans_pkey PRIMARY KEY (id),
  constraint plans_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint plans_person_id_fkey FOREIGN KEY (person_id) REFERENCES employees(id),
  constraint plans_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint plans_check CHECK ((ends_on > begins_on)),
  constraint plans_measure_check CHECK ((measure = ANY (ARRAY['dealsWon'::text, 'revenue'::text, 'requestsHandled'::text, 'callsMade'::text]))),
  constraint plans_period_check CHECK ((period = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text]))),
  constraint plans_target_check CHECK ((target > 0))
);
CREATE INDEX plans_ends ON public.plans USING btree (ends_on, begins_on);
CREATE UNIQUE INDEX plans_one ON public.plans USING btree (measure, period, begins_on, person_id, department_id, product_id) NULLS NOT DISTINCT;

create table process_bulk_refusals (
  bulk_id uuid not null,
  instance_id uuid not null,
  element text not null,
  code text not null,
  message text,
  constraint process_bulk_refusals_pkey PRIMARY KEY (bulk_id, instance_id, element, code),
  constraint process_bulk_refusals_bulk_id_fkey FOREIGN KEY (bulk_id) REFERENCES process_bulks(id) ON DELETE CASCADE
);

create table process_bulks (
  id uuid not null,
  action jsonb not null,
  filter jsonb not null,
  total integer not null,
  done integer default 0 not null,
  refused integer default 0 not null,
  last_id uuid,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  stopped_at timestamp with time zone,
  constraint process_bulks_pkey PRIMARY KEY (id)
);
CREATE INDEX process_bulks_open ON public.process_bulks USING btree (created_at) WHERE (finished_at IS NULL);

create table process_definitions (
  id uuid not null,
  key text not null,
  version integer not null,
  name text not null,
  bpmn text not null,
  graph jsonb not null,
  origin text not null,
  origin_version integer,
  created_by uuid,
  created_at timestamp with time zone not null,
  reason text default ''::text not null,
  department_id uuid,
  constraint process_definitions_key_version_key UNIQUE (key, version),
  constraint process_definitions_pkey PRIMARY KEY (id),
  constraint process_definitions_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint process_definitions_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint process_definitions_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'own'::text, 'rule'::text])))
);

create table process_drafts (
  key text not null,
  name text not null,
  bpmn text not null,
  base_version integer,
  department_id uuid,
  version integer default 1 not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint process_drafts_pkey PRIMARY KEY (key),
  constraint process_drafts_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES employees(id),
  constraint process_drafts_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint process_drafts_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id)
);

create table process_history (
  id bigint generated always as identity not null,
  instance_id uuid not null,
  definition_id uuid not null,
  event_id uuid,
  at timestamp with time zone not null,
  elements text[] not null,
  tokens integer[] not null,
  whats text[] not null,
  flows text[],
  constraint process_history_pkey1 PRIMARY KEY (instance_id, id, at)
);

create table process_history_default (
  id bigint generated always as identity not null,
  instance_id uuid not null,
  definition_id uuid not null,
  event_id uuid,
  at timestamp with time zone not null,
  elements text[] not null,
  tokens integer[] not null,
  whats text[] not null,
  flows text[]
);

create table process_incidents (
  id uuid not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  code text not null,
  message text not null,
  attempts jsonb default '[]'::jsonb not null,
  raised_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  resolution text,
  told_at timestamp with time zone,
  constraint process_incidents_pkey PRIMARY KEY (id),
  constraint process_incidents_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id),
  constraint process_incidents_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES employees(id)
);
CREATE UNIQUE INDEX process_incidents_open ON public.process_incidents USING btree (instance_id, token) WHERE (resolved_at IS NULL);
CREATE INDEX process_incidents_raised ON public.process_incidents USING btree (raised_at DESC) WHERE (resolved_at IS NULL);
CREATE INDEX process_incidents_told ON public.process_incidents USING btree (element, code, told_at) WHERE (told_at IS NOT NULL);

create table process_instances (
  id uuid not null,
  definition_id uuid not null,
  process_key text not null,
  subject_kind text,
  subject_id uuid,
  started_by_event uuid,
  status text not null,
  state json not null,
  depth smallint default 0 not null,
  department_id uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  moved_at timestamp with time zone not null,
  called_by uuid,
  called_by_token integer,
  suspended_at timestamp with time zone,
  suspended_by uuid,
  moves integer default 0 not null,
  constraint process_instances_pkey PRIMARY KEY (id)
);
CREATE INDEX process_instances_active ON public.process_instances USING btree (process_key, started_at) WHERE (status = 'active'::text);
CREATE INDEX process_instances_called ON public.process_instances USING btree (called_by, called_by_token) WHERE (called_by IS NOT NULL);
CREATE INDEX process_instances_ended ON public.process_instances USING btree (process_key, ended_at DESC, id DESC) WHERE (ended_at IS NOT NULL);
CREATE INDEX process_instances_of_rules ON public.process_instances USING btree (process_key, started_at) WHERE starts_with(process_key, 'stage_rule_'::text);
CREATE UNIQUE INDEX process_instances_start ON public.process_instances USING btree (started_by_event, process_key) WHERE (started_by_event IS NOT NULL);
CREATE INDEX process_instances_subject ON public.process_instances USING btree (subject_kind, subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX process_instances_suspended ON public.process_instances USING btree (suspended_at) WHERE (suspended_at IS NOT NULL);

create table process_messages (
  id uuid not null,
  name text not null,
  correlation_key text,
  variables jsonb not null,
  not_for text,
  cause uuid,
  depth smallint default 0 not null,
  thrown_at timestamp with time zone not null,
  kept_until timestamp with time zone not null,
  constraint process_messages_pkey PRIMARY KEY (id)
);
CREATE INDEX process_messages_kept ON public.process_messages USING btree (kept_until);
CREATE INDEX process_messages_name ON public.process_messages USING btree (name, id);

create table process_settings (
  id uuid not null,
  process_key text not null,
  version integer not null,
  values jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint process_settings_process_key_version_key UNIQUE (process_key, version),
  constraint process_settings_pkey PRIMARY KEY (id),
  constraint process_settings_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id)
);

create table process_start_timers (
  process_key text not null,
  element text not null,
  due_at timestamp with time zone not null,
  timer jsonb not null,
  constraint process_start_timers_pkey PRIMARY KEY (process_key, element),
  constraint process_start_timers_process_key_fkey FOREIGN KEY (process_key) REFERENCES processes(key)
);
CREATE INDEX process_start_timers_due ON public.process_start_timers USING btree (due_at);

create table process_waits (
  instance_id uuid not null,
  token integer not null,
  element text not null,
  kind text not null,
  due_at timestamp with time zone,
  working_time boolean default false not null,
  message_name text,
  correlation_key text,
  since timestamp with time zone not null,
  constraint process_waits_pkey PRIMARY KEY (instance_id, token, element, kind)
);
CREATE INDEX process_waits_due ON public.process_waits USING btree (due_at) WHERE (kind = 'timer'::text);
CREATE INDEX process_waits_message ON public.process_waits USING btree (message_name, correlation_key) WHERE (correlation_key IS NOT NULL);
CREATE INDEX process_waits_signal ON public.process_waits USING btree (message_name) WHERE (kind = 'signal'::text);

create table processes (
  key text not null,
  definition_id uuid not null,
  settings_id uuid,
  department_id uuid,
  paused_at timestamp with time zone,
  paused_by uuid,
  position integer default 0 not null,
  starts_since timestamp with time zone,
  starts integer default 0 not null,
  starts_an_hour integer default 50000 not null,
  held_at timestamp with time zone,
  archived_at timestamp with time zone,
  constraint processes_pkey PRIMARY KEY (key),
  constraint processes_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES process_definitions(id),
  constraint processes_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint processes_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES employees(id),
  constraint processes_settings_id_fkey FOREIGN KEY (settings_id) REFERENCES process_settings(id)
);

create table products (
  id uuid not null,
  name text not null,
  code text,
  kind text not null,
  unit text not null,
  price numeric(22,8),
  price_mode text not null,
  currency character(3) not null,
  vat text not null,
  pkwiu text default ''::text not null,
  gtu text,
  note text default ''::text not null,
  custom jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint products_pkey PRIMARY KEY (id),
  constraint products_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text]))),
  constraint products_price_check CHECK ((price >= (0)::numeric)),
  constraint products_price_mode_check CHECK ((price_mode = ANY (ARRAY['net'::text, 'gross'::text]))),
  constraint products_vat_check CHECK ((vat = ANY (ARRAY['23'::text, '8'::text, '5'::text, '0'::text, 'zw'::text, 'oo'::text, 'np'::text])))
);
CREATE UNIQUE INDEX products_code ON public.products USING btree (lower(code)) WHERE (code IS NOT NULL);
CREATE INDEX products_name ON public.products USING btree (name COLLATE "pl-x-icu", id);
CREATE INDEX products_sorted_by_code ON public.products USING btree (COALESCE(code, ''::text) COLLATE "pl-x-icu", id);
CREATE INDEX products_updated ON public.products USING btree (updated_at DESC, id DESC);

create table push_subscriptions (
  id uuid not null,
  employee_id uuid not null,
  session_id uuid,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  device text not null,
  created_at timestamp with time zone not null,
  told_at timestamp with time zone,
  taken_at timestamp with time zone,
  trouble text,
  constraint push_subscriptions_endpoint_key UNIQUE (endpoint),
  constraint push_subscriptions_pkey PRIMARY KEY (id),
  constraint push_subscriptions_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint push_subscriptions_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth_sessions(id) ON DELETE CASCADE
);
CREATE INDEX push_subscriptions_employee ON public.push_subscriptions USING btree (employee_id, told_at);
CREATE INDEX push_subscriptions_session ON public.push_subscriptions USING btree (session_id);

create table record_checks (
  record_id uuid not null,
  check_id uuid not null,
  checked_by uuid,
  checked_at timestamp with time zone not null,
  constraint record_checks_pkey PRIMARY KEY (record_id, check_id),
  constraint record_checks_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES employees(id),
  constraint record_checks_record_id_fkey FOREIGN KEY (record_id) REFERENCES records(id)
);

create table record_moves (
  id uuid not null,
  record_id uuid not null,
  from_stage_id uuid,
  to_stage_id uuid not null,
  moved_by uuid,
  moved_at timestamp with time zone not null,
  constraint record_moves_pkey PRIMARY KEY (id),
  constraint record_moves_from_stage_id_fkey FOREIGN KEY (from_stage_id) REFERENCES stages(id),
  constraint record_moves_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES employees(id),
  constraint record_moves_record_id_fkey FOREIGN KEY (record_id) REFERENCES records(id),
  constraint record_moves_to_stage_id_fkey FOREIGN KEY (to_stage_id) REFERENCES stages(id)
);
CREATE INDEX record_moves_from ON public.record_moves USING btree (from_stage_id, moved_at) WHERE (from_stage_id IS NOT NULL);
CREATE INDEX record_moves_record ON public.record_moves USING btree (record_id, moved_at);
CREATE INDEX record_moves_to ON public.record_moves USING btree (to_stage_id, moved_at);

create table records (
  id uuid not null,
  kind text not null,
  number text not null,
  title text not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  stage_entered_at timestamp with time zone not null,
  owner_id uuid,
  department_id uuid,
  note text default ''::text not null,
  custom jsonb default '{}'::jsonb not null,
  closed_at timestamp with time zone,
  created_by uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint records_kind_number_key UNIQUE (kind, number),
  constraint records_pkey PRIMARY KEY (id),
  constraint records_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint records_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint records_kind_fkey FOREIGN KEY (kind) REFERENCES kinds(key),
  constraint records_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint records_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id),
  constraint records_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id)
);
CREATE INDEX records_created ON public.records USING btree (kind, created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX records_department ON public.records USING btree (department_id, kind) WHERE (archived_at IS NULL);
CREATE INDEX records_owner ON public.records USING btree (owner_id) WHERE (archived_at IS NULL);
CREATE INDEX records_stage ON public.records USING btree (stage_id, stage_entered_at, id) WHERE (archived_at IS NULL);
CREATE INDEX records_updated ON public.records USING btree (kind, updated_at, id) WHERE (archived_at IS NULL);

create table schema_migrations (
  name text not null,
  digest text not null,
  applied_at timestamp with time zone default clock_timestamp() not null,
  contracts boolean default false not null,
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table search_entries (
  kind text not null,
  id uuid not null,
  title text not null,
  detail text default ''::text not null,
  folded text not null,
  digits text default ''::text not null,
  owner_id uuid,
  department_id uuid,
  at timestamp with time zone not null,
  constraint search_entries_pkey PRIMARY KEY (kind, id)
);
CREATE INDEX search_entries_found ON public.search_entries USING gin (folded gin_trgm_ops, digits gin_trgm_ops) WITH (gin_pending_list_limit='16384');
CREATE INDEX search_entries_newest ON public.search_entries USING btree (id DESC);

create table settings (
  key text not null,
  value jsonb not null,
  version integer default 1 not null,
  updated_at timestamp with time zone not null,
  constraint settings_pkey PRIMARY KEY (key)
);

create table stage_rules (
  id uuid not null,
  process_key text not null,
  name text not null,
  stage_id uuid,
  trigger text not null,
  stay json,
  condition json,
  actions json not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  kind text not null,
  status text,
  constraint stage_rules_process_key_key UNIQUE (process_key),
  constraint stage_rules_pkey PRIMARY KEY (id),
  constraint stage_rules_process_key_fkey FOREIGN KEY (process_key) REFERENCES processes(key),
  constraint stage_rules_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id),
  constraint stage_rules_check CHECK (((trigger = 'stay'::text) = (stay IS NOT NULL))),
  constraint stage_rules_stage_or_status CHECK ((((kind = 'lead'::text) = (status IS NOT NULL)) AND ((kind = 'lead'::text) = (stage_id IS NULL)))),
  constraint stage_rules_status_check CHECK ((status = ANY (ARRAY['new'::text, 'processing'::text, 'waiting'::text, 'converted'::text, 'rejected'::text]))),
  constraint stage_rules_trigger_check CHECK ((trigger = ANY (ARRAY['enter'::text, 'leave'::text, 'stay'::text])))
);
CREATE INDEX stage_rules_stage ON public.stage_rules USING btree (stage_id) WHERE (archived_at IS NULL);

create table stages (
  id uuid not null,
  pipeline_id uuid not null,
  key text,
  name jsonb not null,
  position integer not null,
  probability smallint not null,
  rotting_days integer,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  required_fields text[] default '{}'::text[] not null,
  transitions jsonb,
  checklist jsonb default '[]'::jsonb not null,
  on_leaving jsonb default '{}'::jsonb not null,
  final text,
  constraint stages_pkey PRIMARY KEY (id),
  constraint stages_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id),
  constraint stages_final_check CHECK ((final = ANY (ARRAY['done'::text, 'dropped'::text]))),
  constraint stages_probability_check CHECK (((probability >= 0) AND (probability <= 100)))
);
CREATE INDEX stages_pipeline ON public.stages USING btree (pipeline_id, "position");

create table submission_digests (
  form_id uuid not null,
  digest bytea not null,
  submission_id uuid not null,
  received_at timestamp with time zone not null,
  constraint submission_digests_pkey PRIMARY KEY (form_id, digest)
);

create table submissions (
  id uuid not null,
  form_id uuid not null,
  form_version integer not null,
  lead_id uuid,
  answers jsonb not null,
  consents jsonb default '[]'::jsonb not null,
  origin text,
  address_digest bytea,
  received_at timestamp with time zone not null,
  held jsonb,
  record_id uuid,
  constraint submissions_pkey PRIMARY KEY (id),
  constraint submissions_record_id_fkey FOREIGN KEY (record_id) REFERENCES records(id),
  constraint submissions_made_or_held CHECK (((num_nonnulls(lead_id, record_id) <= 1) AND ((num_nonnulls(lead_id, record_id) = 1) OR (held IS NOT NULL))))
);
CREATE INDEX submissions_form ON public.submissions USING btree (form_id, received_at DESC);
CREATE INDEX submissions_held ON public.submissions USING btree (received_at) WHERE ((lead_id IS NULL) AND (record_id IS NULL));
CREATE INDEX submissions_lead ON public.submissions USING btree (lead_id);
CREATE INDEX submissions_record ON public.submissions USING btree (record_id) WHERE (record_id IS NOT NULL);

create table task_checklist_items (
  id uuid not null,
  task_id uuid not null,
  position integer not null,
  text text not null,
  done_at timestamp with time zone,
  done_by uuid,
  constraint task_checklist_items_pkey PRIMARY KEY (id),
  constraint task_checklist_items_done_by_fkey FOREIGN KEY (done_by) REFERENCES employees(id),
  constraint task_checklist_items_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id)
);
CREATE INDEX task_checklist_items_task ON public.task_checklist_items USING btree (task_id, "position");

create table task_watchers (
  task_id uuid not null,
  employee_id uuid not null,
  added_by uuid,
  added_at timestamp with time zone not null,
  constraint task_watchers_pkey PRIMARY KEY (task_id, employee_id),
  constraint task_watchers_added_by_fkey FOREIGN KEY (added_by) REFERENCES employees(id),
  constraint task_watchers_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employees(id),
  constraint task_watchers_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id)
);
CREATE INDEX task_watchers_employee ON public.task_watchers USING btree (employee_id);

create table tasks (
  id uuid not null,
  kind text default 'task'::text not null,
  status text default 'open'::text not null,
  title text not null,
  title_params jsonb,
  body text default ''::text not null,
  assignee_id uuid,
  candidate_department_ids uuid[] default '{}'::uuid[] not null,
  candidate_user_ids uuid[] default '{}'::uuid[] not null,
  subject_kind text,
  subject_id uuid,
  department_id uuid,
  owner_id uuid,
  due_at timestamp with time zone,
  remind_at timestamp with time zone,
  reminders text default 'own'::text not null,
  completed_by_events text[] default '{}'::text[] not null,
  outcome text,
  instance_id uuid,
  token integer,
  element text,
  process_key text,
  created_by uuid,
  claimed_at timestamp with time zone,
  completed_at timestamp with time zone,
  completed_by uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  remind_before text[],
  priority text default 'normal'::text not null,
  acknowledged_at timestamp with time zone,
  delegated_by uuid,
  checklist_required boolean default false not null,
  repeat jsonb,
  series_id uuid,
  series_index integer,
  series_start timestamp with time zone,
  form jsonb,
  caused_by uuid,
  constraint tasks_pkey PRIMARY KEY (id),
  constraint tasks_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES employees(id),
  constraint tasks_created_by_fkey FOREIGN KEY (created_by) REFERENCES employees(id),
  constraint tasks_delegated_by_fkey FOREIGN KEY (delegated_by) REFERENCES employees(id),
  constraint tasks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint tasks_kind_check CHECK ((kind = ANY (ARRAY['task'::text, 'claim'::text]))),
  constraint tasks_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text]))),
  constraint tasks_reminders_check CHECK ((reminders = ANY (ARRAY['own'::text, 'process'::text, 'none'::text]))),
  constraint tasks_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX tasks_assignee ON public.tasks USING btree (assignee_id, due_at) WHERE ((status = 'open'::text) AND (assignee_id IS NOT NULL));
CREATE INDEX tasks_case_due ON public.tasks USING btree (due_at, instance_id) WHERE ((status = 'open'::text) AND (instance_id IS NOT NULL));
CREATE INDEX tasks_claims ON public.tasks USING btree (created_at) WHERE ((status = 'open'::text) AND (kind = 'claim'::text));
CREATE INDEX tasks_delegated ON public.tasks USING btree (delegated_by, due_at) WHERE ((status = 'open'::text) AND (delegated_by IS NOT NULL));
CREATE INDEX tasks_done ON public.tasks USING btree (assignee_id, completed_at DESC, id DESC) WHERE ((status = 'done'::text) AND (kind = 'task'::text));
CREATE INDEX tasks_of_process ON public.tasks USING btree (process_key, completed_at) INCLUDE (instance_id, completed_by, assignee_id, created_at, due_at, subject_kind, subject_id) WHERE ((status = 'done'::text) AND (instance_id IS NOT NULL));
CREATE INDEX tasks_offered_to_departments ON public.tasks USING gin (candidate_department_ids) WHERE ((status = 'open'::text) AND (cardinality(candidate_department_ids) > 0));
CREATE INDEX tasks_offered_to_people ON public.tasks USING gin (candidate_user_ids) WHERE ((status = 'open'::text) AND (cardinality(candidate_user_ids) > 0));
CREATE INDEX tasks_open_created ON public.tasks USING btree (created_at DESC, id DESC) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX tasks_series ON public.tasks USING btree (series_id, series_index) WHERE (series_id IS NOT NULL);
CREATE INDEX tasks_set_by ON public.tasks USING btree (owner_id, due_at) WHERE ((status = 'open'::text) AND (owner_id IS NOT NULL));
CREATE INDEX tasks_subject ON public.tasks USING btree (subject_kind, subject_id);
CREATE INDEX tasks_taken ON public.tasks USING btree (completed_at DESC) WHERE ((kind = 'claim'::text) AND (status = 'done'::text));
CREATE UNIQUE INDEX tasks_token ON public.tasks USING btree (instance_id, token) WHERE (instance_id IS NOT NULL);

create table ticket_numbers (
  last integer not null
);

create table tickets (
  id uuid not null,
  number integer not null,
  title text not null,
  status text default 'new'::text not null,
  priority text default 'normal'::text not null,
  category text default ''::text not null,
  owner_id uuid,
  department_id uuid,
  contact_id uuid,
  company_id uuid,
  person_name text default ''::text not null,
  address text default ''::text not null,
  channel text not null,
  message_id uuid,
  locale text default 'pl'::text not null,
  answer_due_at timestamp with time zone,
  answered_at timestamp with time zone,
  solution_due_at timestamp with time zone,
  paused_since timestamp with time zone,
  paused_ms bigint default 0 not null,
  due_at timestamp with time zone generated always as (
CASE
    WHEN (status <> ALL (ARRAY['new'::text, 'open'::text])) THEN NULL::timestamp with time zone
    WHEN (answered_at IS NULL) THEN LEAST(answer_due_at, solution_due_at)
    ELSE solution_due_at
END) stored,
  escalated_at timestamp with time zone,
  solved_at timestamp with time zone,
  solution text default ''::text not null,
  closed_at timestamp with time zone,
  merged_into_id uuid,
  merged_at timestamp with time zone,
  merged_from jsonb,
  asked_at timestamp with time zone,
  rating smallint,
  rating_note text default ''::text not null,
  rated_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint tickets_message_id_key UNIQUE (message_id),
  constraint tickets_number_key UNIQUE (number),
  constraint tickets_pkey PRIMARY KEY (id),
  constraint tickets_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint tickets_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id),
  constraint tickets_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint tickets_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES tickets(id),
  constraint tickets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint tickets_locale_check CHECK ((locale = ANY (ARRAY['pl'::text, 'en'::text]))),
  constraint tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  constraint tickets_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint tickets_status_check CHECK ((status = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'solved'::text, 'closed'::text])))
);
CREATE INDEX tickets_company ON public.tickets USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX tickets_contact ON public.tickets USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX tickets_created ON public.tickets USING btree (created_at, id);
CREATE INDEX tickets_department ON public.tickets USING btree (department_id, status, due_at, id);
CREATE INDEX tickets_due ON public.tickets USING btree (due_at, id);
CREATE INDEX tickets_merged ON public.tickets USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX tickets_owner ON public.tickets USING btree (owner_id, due_at, id);
CREATE INDEX tickets_unowned ON public.tickets USING btree (due_at, id) WHERE ((owner_id IS NULL) AND (status = ANY (ARRAY['new'::text, 'open'::text])));
CREATE INDEX tickets_updated ON public.tickets USING btree (updated_at, id);

create table to_invoice (
  id uuid not null,
  deal_id uuid,
  contract_id uuid,
  because text not null,
  since timestamp with time zone not null,
  issued boolean default false not null,
  constraint to_invoice_pkey PRIMARY KEY (id),
  constraint to_invoice_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint to_invoice_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint to_invoice_because_check CHECK ((because = ANY (ARRAY['deal_won'::text, 'contract_signed'::text]))),
  constraint to_invoice_check CHECK (((deal_id IS NOT NULL) OR (contract_id IS NOT NULL)))
);
CREATE UNIQUE INDEX to_invoice_contract ON public.to_invoice USING btree (contract_id) WHERE (deal_id IS NULL);
CREATE UNIQUE INDEX to_invoice_deal ON public.to_invoice USING btree (deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX to_invoice_since ON public.to_invoice USING btree (since, id) WHERE (NOT issued);

create table used_proofs (
  digest bytea not null,
  expires_at timestamp with time zone not null,
  constraint used_proofs_pkey PRIMARY KEY (digest)
);

create table views (
  id uuid not null,
  kind text not null,
  name text not null,
  owner_id uuid not null,
  shared text default 'private'::text not null,
  department_id uuid,
  filter jsonb not null,
  sort text,
  columns jsonb,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint views_pkey PRIMARY KEY (id),
  constraint views_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint views_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employees(id),
  constraint views_check CHECK (((shared = 'department'::text) = (department_id IS NOT NULL))),
  constraint views_shared_check CHECK ((shared = ANY (ARRAY['private'::text, 'department'::text, 'company'::text])))
);
CREATE INDEX views_kind ON public.views USING btree (kind, owner_id);

create table waiting_pushes (
  recipient_id uuid not null,
  notice_id uuid not null,
  urgent boolean not null,
  constraint waiting_pushes_pkey PRIMARY KEY (recipient_id, notice_id),
  constraint waiting_pushes_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notices(id),
  constraint waiting_pushes_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES employees(id)
);

create table worker_beats (
  node text not null,
  roles text not null,
  beat_at timestamp with time zone not null,
  lateness_ms bigint default 0 not null,
  version text default ''::text not null,
  knows text default ''::text not null,
  secret text default ''::text not null,
  host text default ''::text not null,
  constraint worker_beats_pkey PRIMARY KEY (node)
);

create view figure_cases_now as
SELECT i.id AS instance_id,
    i.process_key,
    h.definition_ids,
    i.subject_kind,
    i.subject_id,
    COALESCE(l.owner_id, d.owner_id, t.owner_id) AS owner_id,
    COALESCE(l.department_id, d.department_id, t.department_id) AS department_id,
    i.started_at,
    i.ended_at,
    k.work,
    k.late,
    k.dated,
    k.past,
    h.stays,
    h.stay_seconds,
    h.way
   FROM (((((process_instances i
     LEFT JOIN leads l ON (((i.subject_kind = 'lead'::text) AND (l.id = i.subject_id))))
     LEFT JOIN deals d ON (((i.subject_kind = 'deal'::text) AND (d.id = i.subject_id))))
     LEFT JOIN tickets t ON (((i.subject_kind = 'ticket'::text) AND (t.id = i.subject_id))))
     CROSS JOIN LATERAL ( SELECT (COALESCE(( SELECT sum(EXTRACT(epoch FROM (upper(r.r) - lower(r.r)))) AS sum
                   FROM unnest(x.open) r(r)), (0)::numeric))::double precision AS work,
            (COALESCE(( SELECT sum(EXTRACT(epoch FROM (upper(r.r) - lower(r.r)))) AS sum
                   FROM unnest(x.over) r(r)), (0)::numeric))::double precision AS late,
            x.dated,
            x.past
           FROM ( SELECT range_agg(tstzrange(z.created_at, GREATEST(z.created_at, z.done_at))) AS open,
                    range_agg(tstzrange(GREATEST(z.created_at, z.due_at), GREATEST(z.created_at, z.due_at, z.done_at))) FILTER (WHERE (z.due_at IS NOT NULL)) AS over,
                    COALESCE(bool_or((z.due_at IS NOT NULL)), false) AS dated,
                    COALESCE(bool_or((z.done_at > z.due_at)), false) AS past
                   FROM ( SELECT tasks.created_at,
                            tasks.due_at,
                            LEAST(tasks.completed_at, i.ended_at) AS done_at
                           FROM tasks
                          WHERE (tasks.instance_id = i.id)) z) x) k)
     CROSS JOIN LATERAL ( WITH told AS MATERIALIZED (
                 SELECT s.instance_id,
                    s.definition_id,
                    s.id,
                    s.n,
                    s.element,
                    s.token,
                    s.what,
                    s.flow,
                    s.event_id,
                    s.at
                   FROM process_steps s
                  WHERE ((s.instance_id = i.id) AND ((s.at >= i.started_at) AND (s.at <= i.ended_at)))
                ), stayed AS MATERIALIZED (
                 SELECT s.token,
                    min(s.element) AS element,
                    (EXTRACT(epoch FROM (max(s.at) FILTER (WHERE (s.what <> 'entered'::text)) - min(s.at) FILTER (WHERE (s.what = 'entered'::text)))))::double precision AS seconds
                   FROM told s
                  WHERE (s.what = ANY (ARRAY['entered'::text, 'completed'::text, 'cancelled'::text, 'joined'::text]))
                  GROUP BY s.token
                )
         SELECT COALESCE(( SELECT array_agg(DISTINCT told.definition_id) AS array_agg
                   FROM told), ARRAY[i.definition_id]) AS definition_ids,
            COALESCE(( SELECT array_agg(y.element ORDER BY y.token) AS array_agg
                   FROM stayed y), '{}'::text[]) AS stays,
            COALESCE(( SELECT array_agg(y.seconds ORDER BY y.token) AS array_agg
                   FROM stayed y), '{}'::double precision[]) AS stay_seconds,
            COALESCE(( SELECT array_agg(s.element ORDER BY s.id, s.n) AS array_agg
                   FROM told s
                  WHERE (s.what = 'completed'::text)), '{}'::text[]) AS way
           FROM ( SELECT 1 AS "?column?") one) h)
  WHERE (i.ended_at IS NOT NULL);

create view figure_facts_now as
SELECT k.id AS record_id,
        CASE
            WHEN (k.direction = 'out'::text) THEN 'call_made'::text
            WHEN (k.answered_at IS NOT NULL) THEN 'call_answered'::text
            ELSE 'call_missed'::text
        END AS what,
    ''::text AS dim,
    ((k.started_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    k.employee_id AS person_id,
    k.department_id,
    (COALESCE(k.seconds, 0))::bigint AS amount,
    NULL::integer AS minutes
   FROM calls k
  WHERE ((k.direction = 'out'::text) OR (k.answered_at IS NOT NULL) OR (k.state = 'missed'::text))
UNION ALL
 SELECT l.id AS record_id,
    'request_received'::text AS what,
    l.source AS dim,
    ((l.created_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    l.owner_id AS person_id,
    l.department_id,
    0 AS amount,
    NULL::integer AS minutes
   FROM leads l
UNION ALL
 SELECT l.id AS record_id,
    'request_handled'::text AS what,
    l.source AS dim,
    ((l.closed_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    l.owner_id AS person_id,
    l.department_id,
    0 AS amount,
    (floor((EXTRACT(epoch FROM (l.closed_at - l.created_at)) / (60)::numeric)))::integer AS minutes
   FROM leads l
  WHERE ((l.status = ANY (ARRAY['converted'::text, 'rejected'::text])) AND (l.closed_at IS NOT NULL))
UNION ALL
 SELECT l.id AS record_id,
    'request_won'::text AS what,
    l.source AS dim,
    ((l.created_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    l.owner_id AS person_id,
    l.department_id,
    COALESCE(d.amount_base, (0)::bigint) AS amount,
    GREATEST((floor((EXTRACT(epoch FROM (d.closed_at - l.created_at)) / (60)::numeric)))::integer, 0) AS minutes
   FROM (leads l
     JOIN deals d ON (((d.id = l.deal_id) AND (d.status = 'won'::text))))
  WHERE (l.status = 'converted'::text)
UNION ALL
 SELECT d.id AS record_id,
    'deal_created'::text AS what,
    d.source AS dim,
    ((d.created_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    d.owner_id AS person_id,
    d.department_id,
    0 AS amount,
    NULL::integer AS minutes
   FROM deals d
UNION ALL
 SELECT d.id AS record_id,
    'deal_won'::text AS what,
    d.source AS dim,
    ((d.closed_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    d.owner_id AS person_id,
    d.department_id,
    COALESCE(d.amount_base, (0)::bigint) AS amount,
    GREATEST((floor((EXTRACT(epoch FROM (d.closed_at - d.created_at)) / (60)::numeric)))::integer, 0) AS minutes
   FROM deals d
  WHERE (d.status = 'won'::text)
UNION ALL
 SELECT d.id AS record_id,
    'deal_lost'::text AS what,
    COALESCE((d.lost_reason_id)::text, ''::text) AS dim,
    ((d.closed_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    d.owner_id AS person_id,
    d.department_id,
    COALESCE(d.amount_base, (0)::bigint) AS amount,
    GREATEST((floor((EXTRACT(epoch FROM (d.closed_at - d.created_at)) / (60)::numeric)))::integer, 0) AS minutes
   FROM deals d
  WHERE (d.status = 'lost'::text)
UNION ALL
 SELECT d.id AS record_id,
    'customer_won'::text AS what,
        CASE
            WHEN (d.company_id IS NOT NULL) THEN ('company/'::text || d.company_id)
            ELSE ('contact/'::text || d.contact_id)
        END AS dim,
    ((d.closed_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    d.owner_id AS person_id,
    d.department_id,
    COALESCE(d.amount_base, (0)::bigint) AS amount,
    NULL::integer AS minutes
   FROM deals d
  WHERE ((d.status = 'won'::text) AND ((d.company_id IS NOT NULL) OR (d.contact_id IS NOT NULL)))
UNION ALL
 SELECT m.deal_id AS record_id,
    'stage_entered'::text AS what,
    (m.to_stage_id)::text AS dim,
    ((min(m.moved_at) AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    d.owner_id AS person_id,
    d.department_id,
    0 AS amount,
    (floor((EXTRACT(epoch FROM sum((m.left_at - m.moved_at))) / (60)::numeric)))::integer AS minutes
   FROM (( SELECT v.deal_id,
            v.to_stage_id,
            v.moved_at,
            lead(v.moved_at) OVER (PARTITION BY v.deal_id ORDER BY v.moved_at, v.id) AS left_at
           FROM deal_moves v) m
     JOIN deals d ON ((d.id = m.deal_id)))
  GROUP BY m.deal_id, m.to_stage_id, d.owner_id, d.department_id
UNION ALL
 SELECT t.id AS record_id,
    'ticket_received'::text AS what,
    t.channel AS dim,
    ((t.created_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    t.owner_id AS person_id,
    t.department_id,
    0 AS amount,
    NULL::integer AS minutes
   FROM tickets t
UNION ALL
 SELECT t.id AS record_id,
    'ticket_answered'::text AS what,
        CASE
            WHEN (t.answered_at > t.answer_due_at) THEN 'late'::text
            ELSE 'in_time'::text
        END AS dim,
    ((t.answered_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    t.owner_id AS person_id,
    t.department_id,
    0 AS amount,
    GREATEST((floor((EXTRACT(epoch FROM (t.answered_at - t.created_at)) / (60)::numeric)))::integer, 0) AS minutes
   FROM tickets t
  WHERE (t.answered_at IS NOT NULL)
UNION ALL
 SELECT t.id AS record_id,
    'ticket_solved'::text AS what,
        CASE
            WHEN (t.solved_at > t.solution_due_at) THEN 'late'::text
            ELSE 'in_time'::text
        END AS dim,
    ((t.solved_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    t.owner_id AS person_id,
    t.department_id,
    0 AS amount,
    GREATEST((floor((EXTRACT(epoch FROM (t.solved_at - t.created_at)) / (60)::numeric)))::integer, 0) AS minutes
   FROM tickets t
  WHERE (t.solved_at IS NOT NULL)
UNION ALL
 SELECT d.id AS record_id,
    'product_won'::text AS what,
    (i.product_id)::text AS dim,
    ((d.closed_at AT TIME ZONE ( SELECT company.zone
           FROM company)))::date AS on_day,
    d.owner_id AS person_id,
    d.department_id,
    (round(((sum(((((i.quantity * i.unit_price) * ((100)::numeric - COALESCE(i.discount_percent, (0)::numeric))) / (100)::numeric) - ((COALESCE(i.discount_amount, (0)::bigint) /
        CASE
            WHEN (d.currency = ANY (ARRAY['JPY'::bpchar, 'KRW'::bpchar, 'ISK'::bpchar, 'CLP'::bpchar, 'VND'::bpchar])) THEN 1
            ELSE 100
        END))::numeric)) * COALESCE(d.rate, (1)::numeric)) * (100)::numeric)))::bigint AS amount,
    NULL::integer AS minutes
   FROM (deal_lines i
     JOIN deals d ON (((d.id = i.deal_id) AND (d.status = 'won'::text))))
  WHERE (i.product_id IS NOT NULL)
  GROUP BY d.id, i.product_id;

create view process_steps as
SELECT h.instance_id,
    h.definition_id,
    h.id,
    s.n,
    s.element,
    s.token,
    s.what,
    NULLIF(s.flow, ''::text) AS flow,
    h.event_id,
    h.at
   FROM process_history h,
    LATERAL UNNEST(h.elements, h.tokens, h.whats, h.flows) WITH ORDINALITY s(element, token, what, flow, n);

CREATE OR REPLACE FUNCTION public.business_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(stopped_at, clock_timestamp() + ahead_ms * interval '1 millisecond') from business_clock $function$;

CREATE OR REPLACE FUNCTION public.drop_empty_history_months()
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '500ms'
AS $function$
declare
  part text;
  held boolean;
begin
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'process_history'::regclass and c.relname ~ '^process_history_\d{4}_\d{2}$'
      and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month')::timestamp at time zone 'UTC' < business_now() - interval '1 day'
    order by 1
  loop
    execute format('select exists (select from %I)', part) into held;
    continue when held;
    begin
      lock table process_history in access exclusive mode;
      -- Another node was first, or a row came in between.
      continue when to_regclass(part) is null;
      execute format('select exists (select from %I)', part) into held;
      continue when held;
      execute format('alter table process_history detach partition %I', part);
      execute format('drop table %I', part);
    exception when lock_not_available then
      return;
    end;
    return next part;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.ensure_history_month(month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.event_digest(e event_log, subjects jsonb)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select sha256(convert_to(jsonb_build_array(e.era, e.xid8::text, extract(epoch from e.at)::text, e.name, e.schema_version, e.actor_kind,
    e.actor_id, e.on_behalf_of, e.department_id, e.subject_kind, e.subject_id, e.changes, e.payload, encode(e.personal_digest, 'hex'),
    e.cause, e.depth, subjects)::text, 'UTF8'))
$function$;

CREATE OR REPLACE FUNCTION public.event_digest(e event_log)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select event_digest(e, (select jsonb_agg(jsonb_build_array(s.kind, s.id) order by s.kind, s.id) from event_subjects s where s.event_id = e.id))
$function$;

CREATE OR REPLACE FUNCTION public.figure_case_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into figure_cases_due (instance_id) values (new.id); return null; end $function$;

CREATE OR REPLACE FUNCTION public.file_in_messages(wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from message_uploads where digest = wanted) or exists (select from message_files where digest = wanted)
    or exists (select from document_versions where digest = wanted)
    or exists (select from document_versions where docx_digest = wanted)
    or exists (select from document_template_versions where file is not null and file ->> 'digest' = wanted)
    or exists (select from document_uploads where file ->> 'digest' = wanted)
$function$;

CREATE OR REPLACE FUNCTION public.invoice_code_stands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the code of an issued invoice stands' using errcode = 'check_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.invoice_lines_stand()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from invoices where id = coalesce(old.invoice_id, new.invoice_id) and status <> 'draft') then
    raise exception 'the lines of an issued invoice stand' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$;

CREATE OR REPLACE FUNCTION public.invoice_stands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  lives constant text[] := array['status', 'title', 'buyer_name', 'buyer_nip', 'payment', 'paid', 'corrected', 'sent_at', 'sent_by', 'cancelled_at',
    'cancelled_by', 'cancel_reason', 'owner_id', 'department_id', 'deal_id', 'contract_id', 'company_id', 'contact_id', 'custom', 'version',
    'updated_at', 'ksef_number', 'ksef_on'];
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or (to_jsonb(new) - lives) <> (to_jsonb(old) - lives)) then
    raise exception 'an issued invoice stands' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$;

CREATE OR REPLACE FUNCTION public.lost_race()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'somebody else came first' using errcode = 'serialization_failure';
end $function$;

CREATE OR REPLACE FUNCTION public.next_engine_epoch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin update engine_epoch set epoch = nextval('engine_epochs'); return null; end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'the event log is append-only' using errcode = 'insufficient_privilege'; end $function$;

CREATE OR REPLACE FUNCTION public.tidy_search()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select gin_clean_pending_list('search_entries_found'::regclass) $function$;

CREATE TRIGGER absences_epoch AFTER INSERT OR DELETE OR UPDATE ON public.absences FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
CREATE TRIGGER company_days_epoch AFTER INSERT OR DELETE OR UPDATE ON public.company_days FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
CREATE TRIGGER company_epoch AFTER INSERT OR DELETE OR UPDATE ON public.company FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
CREATE TRIGGER departments_epoch AFTER INSERT OR DELETE OR UPDATE ON public.departments FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
CREATE TRIGGER employees_epoch AFTER INSERT OR DELETE OR UPDATE OF work_hours ON public.employees FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
CREATE TRIGGER event_log_append_only BEFORE DELETE OR UPDATE ON public.event_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_log_kept BEFORE TRUNCATE ON public.event_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_seals_append_only BEFORE DELETE OR UPDATE ON public.event_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_seals_kept BEFORE TRUNCATE ON public.event_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_subjects_append_only BEFORE DELETE OR UPDATE ON public.event_subjects FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_subjects_kept BEFORE TRUNCATE ON public.event_subjects FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER heard_events_epoch AFTER INSERT OR DELETE ON public.heard_events FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
CREATE TRIGGER invoice_code_stands BEFORE DELETE OR UPDATE ON public.invoice_codes FOR EACH ROW EXECUTE FUNCTION invoice_code_stands();
CREATE TRIGGER invoice_lines_stand BEFORE INSERT OR DELETE OR UPDATE ON public.invoice_lines FOR EACH ROW EXECUTE FUNCTION invoice_lines_stand();
CREATE TRIGGER invoice_stands BEFORE DELETE OR UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION invoice_stands();
CREATE TRIGGER process_instances_ended AFTER UPDATE OF ended_at ON public.process_instances FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION figure_case_due();
CREATE TRIGGER process_instances_ended_at_once AFTER INSERT ON public.process_instances FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION figure_case_due();
CREATE TRIGGER processes_epoch AFTER INSERT OR DELETE OR UPDATE OF definition_id, settings_id, department_id, paused_at, held_at, starts_an_hour, "position" ON public.processes FOR EACH STATEMENT EXECUTE FUNCTION next_engine_epoch();
