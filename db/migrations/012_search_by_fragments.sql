-- Words and numbers are looked for by fragments, which only trigrams can index. One index for both columns: a record is
-- found by its words or by its digits in the same look.
create extension if not exists pg_trgm;
create index search_entries_found on search_entries using gin (folded gin_trgm_ops, digits gin_trgm_ops);

-- What somebody has done, the latest first.
create index tasks_done on tasks (assignee_id, completed_at desc, id desc) where status = 'done' and kind = 'task';

-- What is new in it is gathered and sorted in by the worker (tidy), not by the request that happens to fill the list.
alter index search_entries_found set (gin_pending_list_limit = 16384);
create function tidy_search() returns void language sql security definer set search_path = public, pg_temp as
  $$ select gin_clean_pending_list('search_entries_found'::regclass) $$;
