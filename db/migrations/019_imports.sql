-- Files of records that people bring in, what became of each row, and what is needed to take it back
-- (docs/decisions/019-imports.md).

create table imports (
  id uuid primary key,
  kind text not null check (kind in ('lead', 'deal', 'contact', 'company')),
  file_name text not null,
  digest text not null,
  size bigint not null,
  encoding text not null,
  delimiter text not null,
  headers jsonb not null,
  -- Of the headers: what a person chose for them once is proposed again.
  signature text not null,
  total integer not null,
  -- Key of a field for each column, null for a column left out; null: not chosen yet.
  mapping jsonb,
  options jsonb,
  phase text not null check (phase in ('draft', 'checking', 'checked', 'running', 'finished', 'undoing', 'undone')),
  -- Where the first row behind the headers begins, in bytes; where the next one does, and its number.
  begins_at bigint not null,
  position bigint not null default 0,
  done integer not null default 0,
  made integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  refused integer not null default 0,
  -- The undoing: taken back, and left because somebody has worked on them since.
  undone integer not null default 0,
  kept integer not null default 0,
  created_by uuid not null references employees (id),
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  stopped_at timestamptz,
  -- When its file was let go.
  dropped_at timestamptz
);
create index imports_open on imports (created_at) where phase in ('checking', 'running', 'undoing');
create index imports_by on imports (created_by, created_at desc);
create index imports_alike on imports (created_by, kind, signature, created_at desc) where mapping is not null;
create index imports_file on imports (digest) where dropped_at is null;

-- What an import made or changed, with what it changed.
create table import_records (
  import_id uuid not null references imports (id) on delete cascade,
  n integer not null,
  record_id uuid not null,
  version integer not null,
  -- null: made by the import; else the values before, as an edit would set them.
  before jsonb,
  result text check (result in ('undone', 'kept')),
  primary key (import_id, n)
);
create unique index import_records_record on import_records (import_id, record_id);
create index import_records_kept on import_records (import_id, n) where result = 'kept';

create table import_errors (
  import_id uuid not null references imports (id) on delete cascade,
  n integer not null,
  cells jsonb not null,
  field text,
  code text not null,
  params jsonb,
  primary key (import_id, n)
);

-- Duplicates are looked for by it, as by the e-mail address and the telephone number.
create index leads_nip on leads (nip) where nip is not null;
