-- For a statement that found what it was to change not as it was read.
create function lost_race() returns int language plpgsql as $$
begin
  raise exception 'somebody else came first' using errcode = 'serialization_failure';
end $$;

-- The engine alone writes these, in words that its types know. A check is read from its text anew by each statement, which takes
-- longer than the row.
alter table process_instances drop constraint process_instances_status_check;
alter table process_waits drop constraint process_waits_kind_check;
alter table outbox drop constraint outbox_kind_check, drop constraint outbox_state_check;
