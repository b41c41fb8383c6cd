-- Whom nobody writes to any more, the customer's own way to be written to, and messages that processes write to customers.

create table opt_outs (
  channel text not null,
  address text not null,
  at timestamptz not null,
  -- The answer that asked for it; else who wrote it down.
  message_id uuid references messages (id),
  employee_id uuid references employees (id),
  primary key (channel, address)
);

-- By which channel the customer likes to be written to.
alter table contacts add preferred_channel text;

-- A message of a process to a customer, and the further ways to reach the same customer with it.
create table outreaches (
  id uuid primary key,
  -- Of the step and the customer: the same at each repetition.
  key text not null unique,
  subject_kind text not null,
  subject_id uuid not null,
  customer_kind text not null,
  customer_id uuid not null,
  locale text not null,
  heading text not null,
  body text not null,
  -- The ways still left, best first.
  ways jsonb not null,
  message_id uuid references messages (id),
  -- Until then a message that did not arrive goes on by the next way.
  fall_back_until timestamptz not null,
  -- No way was left by which to try.
  failed_at timestamptz,
  -- What the confirm link is known by; null where nothing is to be confirmed.
  confirm_digest bytea unique,
  confirm_until timestamptz,
  confirmed_at timestamptz,
  created_at timestamptz not null
);
create index outreaches_message on outreaches (message_id);
create index outreaches_customer on outreaches (customer_id, created_at);
