-- Figures (docs/decisions/039-figures.md). A fact is what one record counts as: that a deal was won, on which day, whose it is.
-- figure_facts are the facts that have been counted, figure_days their sums; figure_facts_now says what they ought to be.
-- Events tell only which records to look at again, so that a fact counts once however often it is looked at.
create table figure_facts (
  record_id uuid not null,
  what text not null,
  -- What it is counted by beside the day, the person and the department: a source, a reason, a stage, a customer, a product.
  dim text not null,
  on_day date not null,
  person_id uuid,
  department_id uuid,
  -- Minor units of the base currency; seconds of a call.
  amount bigint not null,
  -- How long it took.
  minutes int,
  primary key (record_id, what, dim)
);
create index figure_facts_day on figure_facts (what, on_day) include (dim, person_id, department_id, minutes);

create table figure_days (
  what text not null,
  on_day date not null,
  person_id uuid,
  department_id uuid,
  dim text not null,
  count int not null,
  amount bigint not null
);
create unique index figure_days_key on figure_days (what, on_day, person_id, department_id, dim) include (count, amount) nulls not distinct;
create index figure_days_empty on figure_days (what) where count = 0;

-- Up to where the log has been looked through; without its row everything is counted anew.
create table figure_position (
  one boolean primary key default true check (one),
  era smallint not null,
  up_to_xid8 xid8 not null
);

-- What is meant to be reached: by a person, a department with all below it, or the company; of a product where one is named.
create table plans (
  id uuid primary key,
  measure text not null check (measure in ('dealsWon', 'revenue', 'requestsHandled', 'callsMade')),
  period text not null check (period in ('month', 'quarter', 'year')),
  begins_on date not null,
  ends_on date not null check (ends_on > begins_on),
  person_id uuid references employees (id),
  -- Of a person: where he or she was when it was set; whoever heads it may change the plan.
  department_id uuid references departments (id),
  product_id uuid references products (id),
  target bigint not null check (target > 0),
  version int not null default 1,
  created_at timestamptz not null
);
create unique index plans_one on plans (measure, period, begins_on, person_id, department_id, product_id) nulls not distinct;
create index plans_ends on plans (ends_on, begins_on);

create view figure_facts_now as
-- Calls: of whoever made or took them.
select k.id as record_id, case when k.direction = 'out' then 'call_made' when k.answered_at is not null then 'call_answered' else 'call_missed' end as what,
  '' as dim, (k.started_at at time zone (select zone from company))::date as on_day, k.employee_id as person_id, k.department_id,
  coalesce(k.seconds, 0)::bigint as amount, null::int as minutes
from calls k where k.direction = 'out' or k.answered_at is not null or k.state = 'missed'
union all
-- Requests: by where they came from.
select l.id, 'request_received', l.source, (l.created_at at time zone (select zone from company))::date, l.owner_id, l.department_id, 0, null
from leads l
union all
select l.id, 'request_handled', l.source, (l.closed_at at time zone (select zone from company))::date, l.owner_id, l.department_id, 0,
  floor(extract(epoch from l.closed_at - l.created_at) / 60)::int
from leads l where l.status in ('converted', 'rejected') and l.closed_at is not null
union all
-- What became of those received that day.
select l.id, 'request_won', l.source, (l.created_at at time zone (select zone from company))::date, l.owner_id, l.department_id,
  coalesce(d.amount_base, 0), greatest(floor(extract(epoch from d.closed_at - l.created_at) / 60)::int, 0)
from leads l join deals d on d.id = l.deal_id and d.status = 'won' where l.status = 'converted'
union all
select d.id, 'deal_created', d.source, (d.created_at at time zone (select zone from company))::date, d.owner_id, d.department_id, 0, null
from deals d
union all
select d.id, 'deal_won', d.source, (d.closed_at at time zone (select zone from company))::date, d.owner_id, d.department_id,
  coalesce(d.amount_base, 0), greatest(floor(extract(epoch from d.closed_at - d.created_at) / 60)::int, 0)
from deals d where d.status = 'won'
union all
select d.id, 'deal_lost', coalesce(d.lost_reason_id::text, ''), (d.closed_at at time zone (select zone from company))::date, d.owner_id, d.department_id,
  coalesce(d.amount_base, 0), greatest(floor(extract(epoch from d.closed_at - d.created_at) / 60)::int, 0)
from deals d where d.status = 'lost'
union all
-- Whose won deals they are: of the company, else of the person.
select d.id, 'customer_won', case when d.company_id is not null then 'company/' || d.company_id else 'contact/' || d.contact_id end,
  (d.closed_at at time zone (select zone from company))::date, d.owner_id, d.department_id, coalesce(d.amount_base, 0), null
from deals d where d.status = 'won' and (d.company_id is not null or d.contact_id is not null)
union all
-- Every stage a deal has been in: when it first came there, and how long it stayed, all stays together, without the one that lasts.
select m.deal_id, 'stage_entered', m.to_stage_id::text, (min(m.moved_at) at time zone (select zone from company))::date, d.owner_id, d.department_id, 0,
  floor(extract(epoch from sum(m.left_at - m.moved_at)) / 60)::int
from (select v.deal_id, v.to_stage_id, v.moved_at, lead(v.moved_at) over (partition by v.deal_id order by v.moved_at, v.id) as left_at
  from deal_moves v) m join deals d on d.id = m.deal_id
group by m.deal_id, m.to_stage_id, d.owner_id, d.department_id
union all
select t.id, 'ticket_received', t.channel, (t.created_at at time zone (select zone from company))::date, t.owner_id, t.department_id, 0, null
from tickets t
union all
select t.id, 'ticket_answered', case when t.answered_at > t.answer_due_at then 'late' else 'in_time' end,
  (t.answered_at at time zone (select zone from company))::date, t.owner_id, t.department_id, 0,
  greatest(floor(extract(epoch from t.answered_at - t.created_at) / 60)::int, 0)
from tickets t where t.answered_at is not null
union all
select t.id, 'ticket_solved', case when t.solved_at > t.solution_due_at then 'late' else 'in_time' end,
  (t.solved_at at time zone (select zone from company))::date, t.owner_id, t.department_id, 0,
  greatest(floor(extract(epoch from t.solved_at - t.created_at) / 60)::int, 0)
from tickets t where t.solved_at is not null
union all
-- The products of a won deal: their lines at their prices, less discounts, in minor units of the base currency.
select d.id, 'product_won', i.product_id::text, (d.closed_at at time zone (select zone from company))::date, d.owner_id, d.department_id,
  round(sum(i.quantity * i.unit_price * (100 - coalesce(i.discount_percent, 0)) / 100
    - coalesce(i.discount_amount, 0) / case when d.currency in ('JPY', 'KRW', 'ISK', 'CLP', 'VND') then 1 else 100 end) * coalesce(d.rate, 1) * 100)::bigint, null
from deal_lines i join deals d on d.id = i.deal_id and d.status = 'won' where i.product_id is not null
group by d.id, i.product_id;
