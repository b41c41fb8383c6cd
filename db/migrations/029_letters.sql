-- What people write messages with: templates, files sent in, drafts.

create table message_templates (
  id uuid primary key,
  name text not null,
  -- 'letter': a subject and rich text; 'text': plain words for an SMS or a messenger.
  form text not null check (form in ('letter', 'text')),
  -- The kind of record whose fields it may name; null: it goes with any.
  kind text,
  subject jsonb not null,
  body jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index message_templates_name on message_templates (name collate "pl-x-icu", id) where archived_at is null;

-- Files for a message that is not sent yet, each its sender's own.
create table message_uploads (
  id uuid primary key,
  owner_id uuid not null references employees (id),
  name text not null,
  type text not null,
  digest text not null,
  size bigint not null,
  created_at timestamptz not null
);
create index message_uploads_owner on message_uploads (owner_id);
create index message_uploads_digest on message_uploads (digest);
create index message_uploads_created on message_uploads (created_at);

-- One a person and place: the record or the conversation it is written from.
create table message_drafts (
  owner_id uuid not null references employees (id),
  place_kind text not null,
  place_id uuid not null,
  content jsonb not null,
  updated_at timestamptz not null,
  primary key (owner_id, place_kind, place_id)
);

-- One of a letter to several: its reader may leave such letters with one press.
alter table messages add column to_many boolean not null default false;

-- What became of the last message to an address, whichever account it left by.
create index conversations_anywhere on conversations (address);

-- What waits for one person, counted beside the navigation.
create index conversations_owner_waiting on conversations (owner_id) where waiting_since is not null;

-- Whether a message holds the file of that content, written or still being written: it is kept once, whoever sent it in.
create function file_in_messages(wanted text) returns boolean language sql stable as $$
  select exists (select from message_uploads where digest = wanted) or exists (select from message_files where digest = wanted)
$$;
