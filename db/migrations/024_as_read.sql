-- Shares the lane of deliveries (server/engine/lane.ts) and locks one instance. Fails as a lost race does where it has moved,
-- ended or been suspended since it was read, or what every batch stands on has changed. What is asked here sees what was
-- committed while the lane was waited for.
create function instance_as_read(instance uuid, moves_read int, epoch_read bigint, keeps_read boolean) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7465602);
  perform from process_instances i
    where i.id = instance and i.moves = moves_read and i.status = 'active' and i.suspended_at is null
      and (select epoch from engine_epoch) = epoch_read and exists (select from process_messages) = keeps_read
    for update;
  if not found then
    raise exception 'instance % is not as it was read', instance using errcode = 'serialization_failure';
  end if;
end $$;

-- The engine alone writes these, in words that its types know. A check is read from its text anew by each statement, which takes
-- longer than the row.
alter table process_instances drop constraint process_instances_status_check;
alter table process_waits drop constraint process_waits_kind_check;
alter table outbox drop constraint outbox_kind_check, drop constraint outbox_state_check;
