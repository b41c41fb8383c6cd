-- Rules hold for every kind of record. The stages of a lead are its statuses, and no rows.
alter table stage_rules add column kind text not null default 'deal';
alter table stage_rules alter column kind drop default;
alter table stage_rules alter column stage_id drop not null;
alter table stage_rules add column status text check (status in ('new', 'processing', 'waiting', 'converted', 'rejected'));
alter table stage_rules add constraint stage_rules_stage_or_status
  check ((kind = 'lead') = (status is not null) and (kind = 'lead') = (stage_id is null));

-- Which leads came to a status, or left it, in the last days. What begins at one is found by when it was received.
create index event_log_lead_status on event_log (at) where subject_kind = 'lead' and payload ? 'status';
