-- The issuer's certificate of KSeF, by which invoices not yet in KSeF prove who issued them (KOD II).
create table invoicing_certificate (
  one boolean primary key default true check (one),
  serial text not null,
  subject text not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  certificate text not null,
  -- The private key, sealed with the server's secret.
  key text not null,
  set_at timestamptz not null,
  set_by uuid references employees (id)
);

-- Signed once, when the invoice was issued: a second signature would be another one, and a duplicate has to print the same.
create table invoice_codes (
  invoice_id uuid primary key references invoices (id),
  serial text not null,
  address text not null
);
create function invoice_code_stands() returns trigger language plpgsql as $$
begin
  raise exception 'the code of an issued invoice stands' using errcode = 'check_violation';
end $$;
create trigger invoice_code_stands before update or delete on invoice_codes for each row execute function invoice_code_stands();
