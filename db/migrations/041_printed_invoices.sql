-- Documents a module draws from its own records, such as an issued invoice: they have no template and are not written into.
alter table documents alter column template_id drop not null;
create unique index documents_drawn on documents (subject_kind, subject_id, locale) where template_id is null;

-- A stamp or signature beside the logo.
alter table document_letterhead add column stamp_digest text, add column stamp_type text;
