-- Templates of documents, documents made by them, and links by which customers open them.

create table document_templates (
  id uuid primary key,
  name text not null,
  kind text not null,
  -- The kind of record whose fields it names.
  section text not null,
  -- Offered first for deals that sell just this.
  sells text check (sells in ('goods', 'services')),
  locale text not null check (locale in ('pl', 'en')),
  -- Letters before the number of a document: UM gives UM/1/2026; empty: its documents have no number.
  series text not null default '',
  body jsonb not null,
  -- Which of those that come with Tok it is.
  origin text unique,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index document_templates_name on document_templates (name collate "pl-x-icu", id);

create table document_template_versions (
  template_id uuid not null references document_templates (id),
  version integer not null,
  name text not null,
  body jsonb not null,
  saved_by jsonb not null,
  saved_at timestamptz not null,
  primary key (template_id, version)
);

-- What documents say of us beyond the name and the NIP.
create table document_letterhead (
  one boolean primary key default true check (one),
  address text not null default '',
  email text not null default '',
  phone text not null default '',
  bank_account text not null default '',
  representative text not null default '',
  logo_digest text,
  logo_type text,
  version integer not null default 1
);
insert into document_letterhead default values;

create table document_series (
  series text not null,
  year integer not null,
  last integer not null,
  primary key (series, year)
);

create table documents (
  id uuid primary key,
  name text not null,
  kind text not null,
  number text,
  template_id uuid not null references document_templates (id),
  template_version integer not null,
  series text not null,
  body jsonb not null,
  subject_kind text not null,
  subject_id uuid not null,
  locale text not null check (locale in ('pl', 'en')),
  -- {fields, lists}: what stands for the variables.
  "values" jsonb not null,
  -- Which of them somebody wrote: they stay when the others are taken from the record anew.
  by_hand jsonb not null default '[]',
  -- The number of its newest PDF; 0: none yet.
  made integer not null default 0,
  version integer not null default 1,
  created_by uuid references employees (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index documents_subject on documents (subject_kind, subject_id, id);

create table document_versions (
  document_id uuid not null references documents (id),
  no integer not null,
  digest text not null,
  size bigint not null,
  pages integer not null,
  -- The document as it was then.
  of_version integer not null,
  made_by jsonb not null,
  made_at timestamptz not null,
  primary key (document_id, no)
);

create table document_links (
  id uuid primary key,
  document_id uuid not null,
  no integer not null,
  token_digest bytea not null unique,
  created_by jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened_at timestamptz,
  last_opened_at timestamptz,
  opens integer not null default 0,
  foreign key (document_id, no) references document_versions (document_id, no)
);
create index document_links_document on document_links (document_id, id);
