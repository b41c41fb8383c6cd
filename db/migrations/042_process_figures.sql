-- What came of the cases of a process in a period, and who did their tasks (docs/decisions/039-figures.md).
create index process_instances_ended on process_instances (process_key, ended_at desc, id desc) where ended_at is not null;
create index tasks_of_process on tasks (process_key, completed_at) where status = 'done' and instance_id is not null;
