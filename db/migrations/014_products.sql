-- What the company sells. An archived product leaves the lists; the lines of deals keep it.
create table products (
  id uuid primary key,
  name text not null,
  code text,
  kind text not null check (kind in ('goods', 'service')),
  unit text not null,
  -- In major units; null where each offer names its own.
  price numeric(22, 8) check (price >= 0),
  price_mode text not null check (price_mode in ('net', 'gross')),
  currency char(3) not null,
  vat text not null check (vat in ('23', '8', '5', '0', 'zw', 'oo', 'np')),
  pkwiu text not null default '',
  gtu text,
  note text not null default '',
  custom jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
-- Two products of one code could not be told apart by who types it; case does not matter.
create unique index products_code on products (lower(code)) where code is not null;
create index products_name on products (name collate "pl-x-icu", id);
create index products_sorted_by_code on products (coalesce(code, '') collate "pl-x-icu", id);
create index products_updated on products (updated_at desc, id desc);

-- Units of the base currency for one of the other, by day. The base is part of the key: whoever changes the company's
-- currency begins anew, and the old rates still say what they said.
create table exchange_rates (
  base char(3) not null,
  currency char(3) not null,
  rate_on date not null,
  rate numeric(22, 8) not null check (rate > 0),
  source text not null check (source in ('manual', 'import')),
  set_by uuid references employees (id),
  set_at timestamptz not null,
  primary key (base, currency, rate_on)
);
create index exchange_rates_latest on exchange_rates (base, rate_on desc, currency);

create table deal_lines (
  id uuid primary key,
  deal_id uuid not null references deals (id),
  position int not null,
  product_id uuid references products (id),
  name text not null,
  kind text not null check (kind in ('goods', 'service')),
  quantity numeric(22, 6) not null check (quantity > 0),
  unit text not null,
  -- In major units of the deal's currency, net or gross as the deal says.
  unit_price numeric(22, 8) not null check (unit_price >= 0),
  discount_percent numeric(5, 2) check (discount_percent > 0 and discount_percent <= 100),
  discount_amount bigint check (discount_amount > 0),
  vat text not null check (vat in ('23', '8', '5', '0', 'zw', 'oo', 'np')),
  check (discount_percent is null or discount_amount is null)
);
create unique index deal_lines_deal on deal_lines (deal_id, position);
create index deal_lines_product on deal_lines (product_id) where product_id is not null;

alter table deals
  add column price_mode text not null default 'net' check (price_mode in ('net', 'gross')),
  -- What its lines are; null without lines.
  add column sells text check (sells in ('goods', 'services', 'mixed')),
  -- Which total of its lines the amount is; null where it was typed by hand.
  add column amount_from text check (amount_from in ('net', 'gross'));

alter table company
  add column units jsonb not null default '["szt.", "kpl.", "opak.", "godz.", "dzień", "usł.", "kg", "t", "m", "m²", "m³", "l", "km"]',
  -- Which total of the lines is the amount of a deal.
  add column deal_amount text not null default 'net' check (deal_amount in ('net', 'gross'));
