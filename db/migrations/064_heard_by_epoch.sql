-- What is listened to is remembered with the rest of what batches stand on.
create trigger heard_events_epoch after insert or delete on heard_events for each statement execute function next_engine_epoch();
-- A count that was undone comes again with another content, and whoever saw the first takes it for the second; a sequence counts on.
create sequence engine_epochs;
select setval('engine_epochs', (select epoch from engine_epoch));
create or replace function next_engine_epoch() returns trigger language plpgsql as
  $$ begin update engine_epoch set epoch = nextval('engine_epochs'); return null; end $$;
