-- Reminders of a task's own, before its date: ISO 8601 durations; null for those of the process, empty for none.
alter table tasks add column remind_before text[];
