-- The event that had a process set a task: what happened to the record after it ends the task, also where it happened before the task was there.
alter table tasks add column caused_by uuid;
