-- The sums of whole weeks and months, beside those of days: a year is read as twelve months.
create table figure_periods (
  grain text not null check (grain in ('week', 'month')),
  what text not null,
  -- Its first day
  on_day date not null,
  person_id uuid,
  department_id uuid,
  dim text not null,
  count integer not null,
  amount bigint not null
);
create unique index figure_periods_key on figure_periods (grain, what, on_day, person_id, department_id, dim) include (count, amount)
  nulls not distinct;
create index figure_periods_empty on figure_periods (grain) where count = 0;
-- How far the sums of periods go: an earlier version counts days alone, and what it counted is counted anew.
alter table figure_position add column periods_up_to_xid8 xid8;
