-- Documents that go along with letters, and what customers are asked for.

-- What a message takes along besides files of its sender's own: told of when it has left.
create table message_attachments (
  message_id uuid not null references messages (id),
  kind text not null,
  id uuid not null,
  -- The record it was written from.
  about_kind text not null,
  about_id uuid not null,
  -- As it was called then.
  name text not null,
  digest text not null,
  primary key (message_id, kind, id)
);

-- When its newest sent PDF went to somebody, and which it was.
alter table documents add column sent_at timestamptz;
alter table documents add column sent_no integer;
-- Which step of which case made it: tried again, it makes no second one.
alter table documents add column made_for text unique;

-- Files are kept once by their content: that of a document stays, whoever took the same content out of a letter.
create or replace function file_in_messages(wanted text) returns boolean language sql stable as $$
  select exists (select from message_uploads where digest = wanted) or exists (select from message_files where digest = wanted)
    or exists (select from document_versions where digest = wanted)
$$;
create index document_versions_digest on document_versions (digest);

-- Where a company is paid; an IBAN without spaces.
alter table companies add column bank_account text not null default '';

-- Customers asked by a link to fill in their own details, and what they answered.
create table detail_requests (
  id uuid primary key,
  about_kind text not null check (about_kind in ('deal', 'company', 'contact')),
  about_id uuid not null,
  locale text not null check (locale in ('pl', 'en')),
  token_digest bytea not null unique,
  created_by uuid references employees (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened_at timestamptz,
  answered_at timestamptz,
  answer jsonb,
  decided_at timestamptz,
  decided_by uuid references employees (id)
);
create index detail_requests_about on detail_requests (about_kind, about_id, id);

-- The register of taxpayers that is asked for a company by its NIP; off until somebody sets it on.
create table nip_register (
  one boolean primary key default true check (one),
  active boolean not null default false,
  url text not null default 'https://wl-api.mf.gov.pl',
  version integer not null default 1
);
insert into nip_register default values;
