-- What a form makes: a lead, or a record of a kind of the company's own, which need not be open to the world.
alter table forms add column kind text not null default 'lead';
alter table forms alter column kind drop default;
alter table forms add column public boolean not null default true;
create index forms_kind on forms (kind) where archived_at is null;

alter table submissions add column record_id uuid references records (id);
alter table submissions drop constraint submissions_lead_or_held;
alter table submissions add constraint submissions_made_or_held
  check (num_nonnulls(lead_id, record_id) <= 1 and (num_nonnulls(lead_id, record_id) = 1 or held is not null));
drop index submissions_held;
create index submissions_held on submissions (received_at) where lead_id is null and record_id is null;
create index submissions_record on submissions (record_id) where record_id is not null;
