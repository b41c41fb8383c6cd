-- Which kinds of records there are cases about is asked before their rights are: found by a step of the index for each, of whatever number of cases.
drop index process_instances_subject;
create index process_instances_subject on process_instances (subject_kind, subject_id) where subject_id is not null;
