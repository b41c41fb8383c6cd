-- What a row of the outbox comes from, as a traceparent (W3C Trace Context); only where traces are collected.
alter table outbox add column trace text;

-- Months of the history that are over and empty go, as their owner lets them: the application's role owns no table. The present
-- month stays, and the one before for a day, for what was begun before midnight. Writers are held up for the moment of the going
-- alone: whoever has the table just then is waited for half a second, and the month goes another time. What comes for a month
-- that is gone lies in the default partition.
create function drop_empty_history_months() returns setof text language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '500ms' as $$
declare
  part text;
  held boolean;
begin
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'process_history'::regclass and c.relname ~ '^process_history_\d{4}_\d{2}$'
      and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month')::timestamp at time zone 'UTC' < business_now() - interval '1 day'
    order by 1
  loop
    execute format('select exists (select from %I)', part) into held;
    continue when held;
    begin
      lock table process_history in access exclusive mode;
      -- Another node was first, or a row came in between.
      continue when to_regclass(part) is null;
      execute format('select exists (select from %I)', part) into held;
      continue when held;
      execute format('alter table process_history detach partition %I', part);
      execute format('drop table %I', part);
    exception when lock_not_available then
      return;
    end;
    return next part;
  end loop;
end $$;
