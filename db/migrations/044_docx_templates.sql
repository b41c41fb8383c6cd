-- Templates that are Word files of their own, and the documents made of them.

-- {digest, name, size, variables, lists}; null: written in the editor, as `body`.
alter table document_templates add column file jsonb;
alter table document_template_versions add column file jsonb;
alter table documents add column file jsonb;

-- Word files looked through, for a template that somebody is about to save.
create table document_uploads (
  id uuid primary key,
  owner_id uuid not null references employees (id),
  file jsonb not null,
  created_at timestamptz not null
);
create index document_uploads_created on document_uploads (created_at);

-- What leaves the house of a version is the PDF, or the Word file where no PDF could be made of it.
alter table document_versions add column format text not null default 'pdf' check (format in ('pdf', 'docx'));
alter table document_versions alter column pages drop not null;
-- The Word file beside its PDF.
alter table document_versions add column docx_digest text;
alter table document_versions add column docx_size bigint;

create index document_versions_docx on document_versions (docx_digest) where docx_digest is not null;
create index document_template_versions_file on document_template_versions ((file ->> 'digest')) where file is not null;

-- Files are kept once by their content: those of templates and documents stay, whoever took the same content out of a letter.
create or replace function file_in_messages(wanted text) returns boolean language sql stable as $$
  select exists (select from message_uploads where digest = wanted) or exists (select from message_files where digest = wanted)
    or exists (select from document_versions where digest = wanted)
    or exists (select from document_versions where docx_digest = wanted)
    or exists (select from document_template_versions where file is not null and file ->> 'digest' = wanted)
    or exists (select from document_uploads where file ->> 'digest' = wanted)
$$;
