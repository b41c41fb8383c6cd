-- The board of deals and the forecast are summed from this index alone, and the first cards of a stage are chosen by it.
create index deals_board on deals (stage_id, stage_entered_at desc, id desc)
  include (pipeline_id, owner_id, department_id, currency, amount, amount_base, expected_on) where status = 'open';
drop index deals_stage;
drop index deals_forecast;

-- The same for the board of leads.
drop index leads_status;
create index leads_status on leads (status, created_at desc, id desc) include (owner_id, department_id, currency, amount);

-- Of somebody from a department that has few of them, by the department; of leads there is one.
create index deals_department on deals (department_id);
create index contacts_department on contacts (department_id);
create index companies_department on companies (department_id);
