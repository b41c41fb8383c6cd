-- Who took which request lately.
create index tasks_taken on tasks (completed_at desc) where kind = 'claim' and status = 'done';
