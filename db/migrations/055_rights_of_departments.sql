-- What everybody in a department, and in those below it, may do with all records of a kind, beside the rights of their roles
-- (docs/decisions/046-rights-of-departments.md).
create table department_grants (
  department_id uuid not null references departments (id),
  kind text not null,
  action text not null,
  primary key (department_id, kind, action)
);

-- Which department keeps the company's books.
alter table invoicing add column accounting_id uuid references departments (id);

-- With whose rights the cases of a version act, where they are narrower than those of its process.
alter table process_definitions add column department_id uuid references departments (id);

-- Versions of the whole company's processes that heads published so far act with their departments' rights from now on.
update process_definitions d set department_id = e.department_id from employees e, processes p
  where d.created_by = e.id and e.role = 'head' and d.origin = 'own' and p.key = d.key and p.department_id is null;
update process_instances i set department_id = d.department_id from process_definitions d
  where d.id = i.definition_id and d.department_id is not null and i.status = 'active';

-- When a report that goes out by mail could not be prepared, and why; null once its next hour has come.
alter table figure_mailings add column failed_at timestamptz, add column failed_why text;
