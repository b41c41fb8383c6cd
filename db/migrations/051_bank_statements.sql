-- Statements of the company's bank accounts: what came in, by which invoices were paid.
create table bank_statements (
  id uuid primary key,
  file_name text not null,
  -- Lines that another statement held already.
  known int not null default 0,
  created_at timestamptz not null,
  created_by uuid references employees (id)
);
create index bank_statements_created on bank_statements (created_at desc, id desc);

create table bank_lines (
  id uuid primary key,
  statement_id uuid not null references bank_statements (id),
  position int not null,
  booked_on date not null,
  -- Minor units; only what came in.
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  payer text not null,
  -- Of who paid, an IBAN.
  account text,
  title text not null,
  -- Of everything it says, and of which one it is among those that say the same: sent in twice it is one line.
  digest text not null unique
);
create unique index bank_lines_statement on bank_lines (statement_id, position);
create index bank_lines_account on bank_lines (account) where account is not null;

alter table invoice_payments add column bank_line_id uuid references bank_lines (id);
create index invoice_payments_bank_line on invoice_payments (bank_line_id) where bank_line_id is not null;

-- What the columns of a bank's table are, as somebody once said.
create table bank_layouts (
  signature text primary key,
  columns jsonb not null,
  chosen_by uuid references employees (id),
  chosen_at timestamptz not null
);
