-- What was agreed and has no invoice that went out yet: won deals, and signed contracts.

alter table invoices add column contract_id uuid references contracts (id);
create index invoices_contract on invoices (contract_id) where contract_id is not null;

create table to_invoice (
  id uuid primary key,
  -- Of a contract of a deal both: the deal is invoiced.
  deal_id uuid references deals (id),
  contract_id uuid references contracts (id),
  because text not null check (because in ('deal_won', 'contract_signed')),
  since timestamptz not null,
  -- One is issued, and waits to be sent.
  issued boolean not null default false,
  check (deal_id is not null or contract_id is not null)
);
-- One for one deal, whatever it was agreed by.
create unique index to_invoice_deal on to_invoice (deal_id) where deal_id is not null;
create unique index to_invoice_contract on to_invoice (contract_id) where deal_id is null;
create index to_invoice_since on to_invoice (since, id) where not issued;

insert into to_invoice (id, deal_id, contract_id, because, since, issued)
  select gen_random_uuid(), a.deal_id, a.contract_id, a.because, a.since,
    exists (select from invoices i where i.status = 'issued' and i.kind <> 'proforma' and i.deal_id = a.deal_id)
  from (
    select distinct on (coalesce(deal_id, contract_id)) * from (
      select d.id as deal_id, null::uuid as contract_id, 'deal_won' as because, d.closed_at as since from deals d where d.status = 'won'
      union all
      select c.deal_id, c.id, 'contract_signed', coalesce((select min(s.at) from contract_signatures s where s.contract_id = c.id), c.updated_at)
        from contracts c left join deals d on d.id = c.deal_id
        where c.status in ('signed', 'in_force', 'ended') and d.status is distinct from 'lost' and (c.deal_id is not null or c.value > 0)
    ) agreed order by coalesce(deal_id, contract_id), since, contract_id
  ) a
  where not exists (select from invoices i where i.status = 'issued' and i.kind <> 'proforma' and i.sent_at is not null
    and i.deal_id = a.deal_id);

-- What KSeF gave an invoice, and what the papers that name it knew of that when they were issued: their XML stays as it was.
alter table invoices add column ksef_number text, add column ksef_on date, add column corrects_ksef text;
create unique index invoices_ksef on invoices (ksef_number) where ksef_number is not null;
alter table invoice_advances add column ksef text;

create or replace function invoice_stands() returns trigger language plpgsql as $$
declare
  lives constant text[] := array['status', 'title', 'buyer_name', 'buyer_nip', 'payment', 'paid', 'corrected', 'sent_at', 'sent_by', 'cancelled_at',
    'cancelled_by', 'cancel_reason', 'owner_id', 'department_id', 'deal_id', 'contract_id', 'company_id', 'contact_id', 'custom', 'version',
    'updated_at', 'ksef_number', 'ksef_on'];
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or (to_jsonb(new) - lives) <> (to_jsonb(old) - lives)) then
    raise exception 'an issued invoice stands' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
