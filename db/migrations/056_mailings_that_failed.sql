-- When a report that goes out by mail could not be prepared, and why; null once its next hour has come.
alter table figure_mailings add column failed_at timestamptz, add column failed_why text;
