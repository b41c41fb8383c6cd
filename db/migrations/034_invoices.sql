-- Invoices: who sells, on which accounts and by which numbers; drafts, issued invoices, their lines and payments.

create table invoicing (
  one boolean primary key default true check (one),
  nip text not null default '',
  name text not null default '',
  country text not null default 'PL',
  line1 text not null default '',
  line2 text not null default '',
  email text not null default '',
  phone text not null default '',
  -- Where invoices are issued.
  place text not null default '',
  payment_method text not null default 'transfer',
  due_days int not null default 14 check (due_days between 0 and 365),
  rounded_by text not null default 'document' check (rounded_by in ('document', 'line')),
  cash_method boolean not null default false,
  exemption jsonb,
  note text not null default '',
  version int not null default 1,
  updated_at timestamptz
);
insert into invoicing (one) values (true);

create table bank_accounts (
  id uuid primary key,
  iban text not null,
  bank text not null default '',
  currency char(3) not null,
  -- The one that new invoices in its currency name.
  usual boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
create unique index bank_accounts_iban on bank_accounts (iban) where archived_at is null;
create unique index bank_accounts_usual on bank_accounts (currency) where usual and archived_at is null;

create table invoice_series (
  id uuid primary key,
  name text not null,
  used_for text not null check (used_for in ('vat', 'advance', 'correction', 'proforma')),
  pattern text not null,
  -- Of whose invoices; null: of all that have no series of their own.
  department_id uuid references departments (id),
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
-- Two series of one pattern would give the same numbers.
create unique index invoice_series_pattern on invoice_series (lower(pattern));
create unique index invoice_series_used on invoice_series (used_for, department_id) nulls not distinct where archived_at is null;

-- The last number of a series in a period, held until who took it commits: none is left out and none is given twice.
create table invoice_numbers (
  series_id uuid not null references invoice_series (id),
  period text not null,
  last int not null,
  primary key (series_id, period)
);

create table invoices (
  id uuid primary key,
  kind text not null check (kind in ('vat', 'advance', 'final', 'correction', 'proforma')),
  status text not null default 'draft' check (status in ('draft', 'issued', 'cancelled')),
  number text,
  series_id uuid references invoice_series (id),
  series_n int,
  deal_id uuid references deals (id),
  company_id uuid references companies (id),
  contact_id uuid references contacts (id),
  owner_id uuid references employees (id),
  department_id uuid references departments (id),
  -- Of a draft null: the day on which it will be issued.
  issued_on date,
  supplied_on date,
  place text not null default '',
  currency char(3) not null,
  -- Złoty for one of the currency.
  rate numeric(22, 8) check (rate > 0),
  rate_on date,
  mode text not null check (mode in ('net', 'gross')),
  rounded_by text not null check (rounded_by in ('document', 'line')),
  -- As it was when it was issued.
  seller jsonb,
  buyer jsonb not null,
  buyer_name text not null generated always as (coalesce(buyer ->> 'name', '')) stored,
  buyer_nip text generated always as (buyer ->> 'nip') stored,
  title text not null generated always as (coalesce(number, buyer ->> 'name', '')) stored,
  exemption jsonb,
  split_payment boolean not null default false,
  cash_method boolean not null default false,
  payment_method text not null,
  due_on date,
  account_id uuid references bank_accounts (id),
  account text,
  bank text,
  -- Of what was paid before it was issued.
  paid_on date,
  -- Of an advance: what was paid, gross.
  advance bigint check (advance >= 0),
  corrects_id uuid references invoices (id),
  reason text not null default '',
  effect text check (effect in ('as_corrected', 'now', 'other')),
  -- What it claims itself, in minor units; rates are the same by rate.
  net bigint not null default 0,
  tax bigint not null default 0,
  gross bigint not null default 0,
  gross_base bigint,
  rates jsonb not null default '[]',
  -- What its corrections add to it.
  corrected bigint not null default 0,
  paid bigint not null default 0,
  payment text generated always as (case
    when status <> 'issued' or kind in ('proforma', 'correction') or gross + corrected <= 0 then null
    when paid <= 0 then 'unpaid' when paid < gross + corrected then 'part' else 'paid' end) stored,
  note text not null default '',
  custom jsonb not null default '{}',
  version int not null default 1,
  issued_at timestamptz,
  issued_by uuid references employees (id),
  sent_at timestamptz,
  sent_by uuid references employees (id),
  cancelled_at timestamptz,
  cancelled_by uuid references employees (id),
  cancel_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (status = 'draft' or (number is not null and seller is not null and issued_on is not null))
);
create unique index invoices_number on invoices (number) where number is not null;
create unique index invoices_series on invoices (series_id, series_n, issued_on) where number is not null;
create index invoices_created on invoices (created_at desc, id desc);
create index invoices_title on invoices (title collate "pl-x-icu", id);
create index invoices_updated on invoices (updated_at desc, id desc);
create index invoices_issued on invoices (issued_on, id);
create index invoices_due on invoices (due_on, id);
create index invoices_unpaid on invoices (due_on, id) where payment in ('unpaid', 'part');
create index invoices_gross_base on invoices (gross_base, id);
create index invoices_owner on invoices (owner_id, created_at desc);
create index invoices_department on invoices (department_id, created_at desc);
create index invoices_deal on invoices (deal_id) where deal_id is not null;
create index invoices_company on invoices (company_id, created_at desc) where company_id is not null;
create index invoices_contact on invoices (contact_id, created_at desc) where contact_id is not null;
create index invoices_corrects on invoices (corrects_id) where corrects_id is not null;

create table invoice_lines (
  id uuid primary key,
  invoice_id uuid not null references invoices (id) on delete cascade,
  position int not null,
  product_id uuid references products (id),
  name text not null,
  code text,
  pkwiu text,
  gtu text,
  -- None of it: what a correction takes back whole.
  quantity numeric(22, 6) not null check (quantity >= 0),
  unit text not null,
  unit_price numeric(22, 8) not null check (unit_price >= 0),
  discount_percent numeric(5, 2) check (discount_percent > 0 and discount_percent <= 100),
  discount_amount bigint check (discount_amount > 0),
  vat text not null,
  check (discount_percent is null or discount_amount is null)
);
create unique index invoice_lines_invoice on invoice_lines (invoice_id, position);
create index invoice_lines_product on invoice_lines (product_id) where product_id is not null;

-- The advances a final invoice settles; each once.
create table invoice_advances (
  invoice_id uuid not null references invoices (id) on delete cascade,
  advance_id uuid not null unique references invoices (id),
  primary key (invoice_id, advance_id)
);

create table invoice_payments (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  paid_on date not null,
  amount bigint not null check (amount > 0),
  note text not null default '',
  by_id uuid references employees (id),
  at timestamptz not null
);
create index invoice_payments_invoice on invoice_payments (invoice_id, paid_on);

-- An issued invoice stands, whatever a program does: it is corrected by another one.
create function invoice_stands() returns trigger language plpgsql as $$
declare
  lives constant text[] := array['status', 'title', 'buyer_name', 'buyer_nip', 'payment', 'paid', 'corrected', 'sent_at', 'sent_by', 'cancelled_at',
    'cancelled_by', 'cancel_reason', 'owner_id', 'department_id', 'deal_id', 'company_id', 'contact_id', 'custom', 'version',
    'updated_at'];
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or (to_jsonb(new) - lives) <> (to_jsonb(old) - lives)) then
    raise exception 'an issued invoice stands' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger invoice_stands before update or delete on invoices for each row execute function invoice_stands();

create function invoice_lines_stand() returns trigger language plpgsql as $$
begin
  if exists (select from invoices where id = coalesce(old.invoice_id, new.invoice_id) and status <> 'draft') then
    raise exception 'the lines of an issued invoice stand' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger invoice_lines_stand before insert or update or delete on invoice_lines
  for each row execute function invoice_lines_stand();

-- As companies begin; each may be changed and others added.
insert into invoice_series (id, name, used_for, pattern, created_at) values
  (gen_random_uuid(), 'Faktury', 'vat', 'FV {N}/{MM}/{YYYY}', clock_timestamp()),
  (gen_random_uuid(), 'Faktury zaliczkowe', 'advance', 'FZ {N}/{MM}/{YYYY}', clock_timestamp()),
  (gen_random_uuid(), 'Korekty', 'correction', 'FK {N}/{MM}/{YYYY}', clock_timestamp()),
  (gen_random_uuid(), 'Proformy', 'proforma', 'PF {N}/{MM}/{YYYY}', clock_timestamp());
