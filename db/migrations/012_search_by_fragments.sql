-- Words and numbers are looked for by fragments, which only trigrams can index. One index for both columns: a record is
-- found by its words or by its digits in the same look.
create extension if not exists pg_trgm;
create index search_entries_found on search_entries using gin (folded gin_trgm_ops, digits gin_trgm_ops);

-- What somebody has done, the latest first.
create index tasks_done on tasks (assignee_id, completed_at desc, id desc) where status = 'done' and kind = 'task';
