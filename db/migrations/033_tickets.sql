-- Support tickets: what customers ask for, whose it is, and until when it has to be answered and solved.

-- The last number given out; its lock makes numbers run without gaps.
create table ticket_numbers (last integer not null);
insert into ticket_numbers values (0);

create table tickets (
  id uuid primary key,
  number integer not null unique,
  title text not null,
  status text not null default 'new' check (status in ('new', 'open', 'waiting', 'solved', 'closed')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  category text not null default '',
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  -- Who asks, as the channel names him.
  person_name text not null default '',
  address text not null default '',
  channel text not null,
  -- The message it was opened by: delivered again, it opens nothing.
  message_id uuid unique,
  -- The language the customer is written to in.
  locale text not null default 'pl' check (locale in ('pl', 'en')),
  answer_due_at timestamptz,
  answered_at timestamptz,
  solution_due_at timestamptz,
  -- Since when the time to solve stands still, and for how much working time it stood before.
  paused_since timestamptz,
  paused_ms bigint not null default 0,
  -- What has to be done next is due then; nothing while the customer is waited for.
  due_at timestamptz generated always as (
    case when status not in ('new', 'open') then null
      when answered_at is null then least(answer_due_at, solution_due_at)
      else solution_due_at end
  ) stored,
  escalated_at timestamptz,
  solved_at timestamptz,
  solution text not null default '',
  closed_at timestamptz,
  merged_into_id uuid references tickets (id),
  merged_at timestamptz,
  -- As it was before, so that merging can be undone.
  merged_from jsonb,
  asked_at timestamptz,
  rating smallint check (rating between 1 and 5),
  rating_note text not null default '',
  rated_at timestamptz,
  custom jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index tickets_created on tickets (created_at, id);
create index tickets_updated on tickets (updated_at, id);
create index tickets_due on tickets (due_at, id);
create index tickets_owner on tickets (owner_id, due_at, id);
create index tickets_unowned on tickets (due_at, id) where owner_id is null and status in ('new', 'open');
create index tickets_department on tickets (department_id, status, due_at, id);
create index tickets_contact on tickets (contact_id) where contact_id is not null;
create index tickets_company on tickets (company_id) where company_id is not null;
create index tickets_merged on tickets (merged_into_id) where merged_into_id is not null;

-- What arrives at an account may become a ticket now.
alter table channel_accounts drop constraint channel_accounts_unknown_becomes_check;
alter table channel_accounts add constraint channel_accounts_unknown_becomes_check
  check (unknown_becomes in ('lead', 'ticket', 'nothing'));
