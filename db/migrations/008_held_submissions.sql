-- What looks like a program's is held back with its reason instead of being thrown away: a person may still make it a lead.
alter table submissions
  alter column lead_id drop not null,
  add column held jsonb,
  add constraint submissions_lead_or_held check (lead_id is not null or held is not null);
create index submissions_held on submissions (received_at) where lead_id is null;
