-- Contracts: who agrees to them, on which words, and how long they bind.

create table contract_numbers (year integer primary key, last integer not null);

create table contracts (
  id uuid primary key,
  number text not null unique,
  title text not null,
  status text not null default 'draft' check (status in ('draft', 'for_approval', 'for_revision', 'approved', 'sent',
    'signed', 'in_force', 'ended', 'terminated')),
  deal_id uuid references deals (id),
  company_id uuid references companies (id),
  contact_id uuid references contacts (id),
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  -- Minor units of the currency; null: not said.
  value bigint check (value >= 0),
  currency char(3) not null,
  valid_from date,
  valid_until date,
  -- ISO 8601 durations: until when before its end it has to be ended, and for how long it goes on by itself otherwise.
  notice text,
  renewal text,
  note text not null default '',
  document_id uuid unique references documents (id),
  -- Who asked for the approval last.
  initiator_id uuid references employees (id),
  -- The last round of approval, and what was approved in it.
  round integer not null default 0,
  approved_no integer,
  approved_hash text,
  approved_at timestamptz,
  sent_at timestamptz,
  signed_on date,
  -- For which end of its term the owner was reminded.
  reminded_for date,
  ended_on date,
  end_reason text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index contracts_created on contracts (created_at, id);
create index contracts_updated on contracts (updated_at, id);
create index contracts_title on contracts (title collate "pl-x-icu", id);
create index contracts_value on contracts (value, id);
create index contracts_until on contracts (valid_until, id);
create index contracts_status on contracts (status, created_at, id);
create index contracts_owner on contracts (owner_id, created_at, id);
create index contracts_department on contracts (department_id, created_at, id);
create index contracts_deal on contracts (deal_id) where deal_id is not null;
create index contracts_company on contracts (company_id) where company_id is not null;
create index contracts_contact on contracts (contact_id) where contact_id is not null;

-- One asking of all approvers about one version of the document; a new version is a new round.
create table contract_rounds (
  contract_id uuid not null references contracts (id),
  no integer not null,
  document_no integer not null,
  document_hash text not null,
  initiator_id uuid not null references employees (id),
  -- How many have to approve, as the process said when it named them.
  quorum text check (quorum in ('all', 'any', 'majority')),
  -- Whether who asks, or owns the contract, may answer himself.
  own boolean not null default false,
  opened_at timestamptz not null,
  closed_at timestamptz,
  outcome text check (outcome in ('approved', 'sent_back', 'withdrawn', 'overtaken')),
  -- What could not be found: [{rule, kind}].
  missing jsonb not null default '[]',
  primary key (contract_id, no)
);

create table contract_approvals (
  id uuid primary key,
  contract_id uuid not null,
  round integer not null,
  -- Those of one step are asked together, the next step after them.
  step integer not null,
  -- Who is to say, and who has the task in his place.
  approver_id uuid not null references employees (id),
  assignee_id uuid not null references employees (id),
  -- By which rule: {kind, role, amountFrom}.
  reason jsonb not null,
  asked_at timestamptz,
  due_at timestamptz,
  late_at timestamptz,
  answer text check (answer in ('approved', 'approved_with_comments', 'sent_back')),
  comment text not null default '',
  answered_by uuid references employees (id),
  answered_at timestamptz,
  -- The version he answered about.
  document_hash text not null,
  -- Nobody needs his answer any more.
  dropped_at timestamptz,
  foreign key (contract_id, round) references contract_rounds (contract_id, no)
);
create unique index contract_approvals_once on contract_approvals (contract_id, round, approver_id);
create index contract_approvals_approver on contract_approvals (approver_id, contract_id);
create index contract_approvals_assignee on contract_approvals (assignee_id, contract_id);

-- Who has to agree to which contracts; every rule that fits counts.
create table approval_rules (
  id uuid primary key,
  position integer not null,
  approver text not null check (approver in ('person', 'role', 'supervisor', 'owner_supervisor', 'department_head', 'head_of')),
  person_id uuid references employees (id),
  role text check (role in ('owner', 'administrator')),
  head_of uuid references departments (id),
  -- From this amount of the company's currency on, in minor units; null: of whatever value.
  amount_from bigint check (amount_from >= 0),
  -- Only contracts of this department and of those below it; null: of all.
  department_id uuid references departments (id),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index approval_rules_position on approval_rules (position, id);
insert into approval_rules (id, position, approver, created_at, updated_at)
  values (gen_random_uuid(), 1, 'supervisor', now(), now());

-- How the customer agreed: by the page of his link, or on paper, of which a scan is kept.
create table contract_signatures (
  id uuid primary key,
  contract_id uuid not null references contracts (id),
  way text not null check (way in ('link', 'scan')),
  signer text not null,
  at timestamptz not null,
  -- Of a link: from where, with what; of a scan: its file.
  address text,
  agent text,
  link_id uuid references document_links (id),
  file_digest text,
  file_name text,
  file_size bigint,
  by_id uuid references employees (id),
  -- The version he agreed to.
  document_no integer not null,
  document_hash text not null
);
create index contract_signatures_contract on contract_signatures (contract_id, at);

-- A document that waits for a decision leaves the house only in the version that was released.
alter table documents add column held boolean not null default false;
alter table documents add column released integer;
