-- Who may take an open task is asked with nearly every list: whatever a record's task asks of somebody opens the record to him. A task that has
-- its person, as most do, stands in neither.
create index tasks_offered_to_people on tasks using gin (candidate_user_ids)
  where status = 'open' and cardinality(candidate_user_ids) > 0;
create index tasks_offered_to_departments on tasks using gin (candidate_department_ids)
  where status = 'open' and cardinality(candidate_department_ids) > 0;
