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

-- Files are kept once by their content: that of a document stays, whoever took the same content out of a letter.
create or replace function file_in_messages(wanted text) returns boolean language sql stable as $$
  select exists (select from message_uploads where digest = wanted) or exists (select from message_files where digest = wanted)
    or exists (select from document_versions where digest = wanted)
$$;
create index document_versions_digest on document_versions (digest);
