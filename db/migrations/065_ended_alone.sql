-- Whether a case ended is asked only where that is written: most moves write nothing of it.
drop trigger process_instances_ended on process_instances;
create trigger process_instances_ended after update of ended_at on process_instances for each row
  when (old.ended_at is null and new.ended_at is not null) execute function figure_case_due();
