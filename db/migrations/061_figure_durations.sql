-- How many took how long, month by month: medians of a whole company's year are found in them. From a day on they are told in full hours.
create table figure_durations (
  what text not null,
  -- The first day of its month
  on_day date not null,
  dim text not null,
  minutes int not null,
  count int not null
);
create unique index figure_durations_key on figure_durations (what, on_day, dim, minutes) include (count);
create index figure_durations_empty on figure_durations (what) where count = 0;
-- Whatever is counted is counted anew.
update figure_position set periods_up_to_xid8 = null;
