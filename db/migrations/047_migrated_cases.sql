-- Why cases of a bulk were left as they were, where there is more to say than that.
create table process_bulk_refusals (
  bulk_id uuid not null references process_bulks (id) on delete cascade,
  instance_id uuid not null,
  element text not null,
  code text not null,
  message text,
  primary key (bulk_id, instance_id, element, code)
);
