import { type RawBuilder, sql } from 'kysely'
import { claimOf, faultsOf, type Invoice, invoiceTotals, taxInZloty } from '../../../../pure/invoices/invoice.ts'
import { plainDecimal } from '../../../../pure/money.ts'
import { may, mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { say } from '../../../core/problems.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { foundBy } from '../../search/queries.ts'
import { modelOf } from '../rules.ts'
import type { InvoiceLineInput, InvoiceSummary, InvoiceView } from '../schema.ts'
import { invoicingOf, usualAccount } from './settings.ts'

interface Row {
  id: string
  kind: InvoiceSummary['kind']
  status: InvoiceSummary['status']
  number: string | null
  title: string
  ksef_number: string | null
  ksef_on: string | null
  buyer_name: string
  buyer_nip: string | null
  deal_id: string | null
  deal_title: string | null
  contract_id: string | null
  contract_title: string | null
  company_id: string | null
  company_name: string | null
  contact_id: string | null
  contact_name: string | null
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  issued_on: string | null
  supplied_on: string | null
  due_on: string | null
  currency: string
  rate: string | null
  rate_on: string | null
  net: number
  tax: number
  gross: number
  gross_base: number | null
  corrected: number
  paid: number
  payment: InvoiceSummary['payment']
  sent_at: Date | null
  note: string
  custom: Record<string, unknown>
  version: number
  created_at: Date
  updated_at: Date
}

interface WholeRow extends Row {
  place: string
  mode: InvoiceView['mode']
  rounded_by: InvoiceView['roundedBy']
  seller: InvoiceView['seller'] | null
  buyer: InvoiceView['buyer']
  rates: InvoiceView['rates']
  exemption: InvoiceView['exemption']
  split_payment: boolean
  cash_method: boolean
  payment_method: InvoiceView['paymentMethod']
  account_id: string | null
  account: string | null
  bank: string | null
  paid_on: string | null
  advance: number | null
  corrects_id: string | null
  corrects_ksef: string | null
  reason: string
  effect: InvoiceView['effect']
  issued_at: Date | null
  issued_by: string | null
  issuer_name: string | null
  cancel_reason: string | null
}

const columns = sql`i.*, trim(i.currency) as currency, d.title as deal_title, ct.title as contract_title, f.name as company_name, c.name as contact_name,
  e.name as owner_name, b.name as issuer_name`
const joins = sql`left join deals d on d.id = i.deal_id
  left join contracts ct on ct.id = i.contract_id left join companies f on f.id = i.company_id
  left join contacts c on c.id = i.contact_id left join employees e on e.id = i.owner_id
  left join employees b on b.id = i.issued_by`

export const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

const leftOf = ({ kind, status, gross, corrected, paid }: Row) =>
  status !== 'issued' || kind === 'correction' || kind === 'proforma' ? 0 : Math.max(0, gross + corrected - paid)

const summaryOf = (row: Row, lens: Lens, today: string): InvoiceSummary => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  number: row.number,
  title: row.title,
  ksefNumber: row.ksef_number,
  ksefOn: row.ksef_on,
  buyerName: row.buyer_name,
  buyerNip: row.buyer_nip,
  deal: named(row.deal_id, row.deal_title),
  contract: named(row.contract_id, row.contract_title),
  company: named(row.company_id, row.company_name),
  contact: named(row.contact_id, row.contact_name),
  owner: named(row.owner_id, row.owner_name),
  departmentId: row.department_id,
  issuedOn: row.issued_on,
  suppliedOn: row.supplied_on,
  dueOn: row.due_on,
  currency: row.currency,
  rate: row.rate === null ? null : plainDecimal(row.rate),
  rateOn: row.rate_on,
  net: row.net,
  tax: row.tax,
  gross: row.gross,
  amountBase: row.gross_base,
  paid: row.paid,
  left: leftOf(row),
  payment: row.payment,
  overdue: row.payment !== null && row.payment !== 'paid' && row.due_on !== null && row.due_on < today,
  sentAt: row.sent_at?.toISOString() ?? null,
  note: row.note,
  custom: lens(row.custom),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export interface InvoiceFilter {
  status?: InvoiceSummary['status']
  kind?: InvoiceSummary['kind']
  payment?: 'unpaid' | 'part' | 'paid' | 'open' | 'overdue'
  ownerId?: string
  dealId?: string
  contractId?: string
  companyId?: string
  contactId?: string
  q?: string
}

async function conditions(db: Db, filter: InvoiceFilter, today: string): Promise<RawBuilder<boolean>[]> {
  const where = [sql<boolean>`true`]
  const is = (column: string, value: string | undefined) => {
    if (value) where.push(sql<boolean>`${sql.ref(`i.${column}`)} = ${value}`)
  }
  is('status', filter.status)
  is('kind', filter.kind)
  is('owner_id', filter.ownerId)
  is('deal_id', filter.dealId)
  is('contract_id', filter.contractId)
  is('company_id', filter.companyId)
  is('contact_id', filter.contactId)
  const { payment } = filter
  if (payment === 'open') where.push(sql<boolean>`i.payment in ('unpaid', 'part')`)
  else if (payment === 'overdue')
    where.push(sql<boolean>`i.payment in ('unpaid', 'part') and i.due_on < ${today}::date`)
  else is('payment', payment)
  if (filter.q) where.push(await foundBy(db, 'invoice', 'i', filter.q))
  return where
}

/** Invoices in an order, the latest first unless told otherwise, keyset paged. */
export async function listInvoices(
  db: Db,
  actor: Actor,
  filter: InvoiceFilter & { filter?: Filter; sort?: string; after?: string; limit: number },
): Promise<{ items: InvoiceSummary[]; next: string | null }> {
  const { today } = await baseCurrency(db, await businessNow(db))
  const fields = await fieldsFor(db, actor, 'invoice')
  const where = await conditions(db, filter, today)
  if (filter.filter) where.push(compileFilter(filter.filter, fields, 'i', await askingNow(db, actor)))
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'invoices',
    alias: 'i',
    visible: mayInParts(actor, 'invoice', 'read', 'i'),
    where,
    order: readOrder(filter.sort ?? '-createdAt', fields),
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`select ${columns} from ${page} i ${joins} order by ${order}`,
  })
  const lens = await lensFor(db, actor, 'invoice')
  return { items: rows.map((row) => summaryOf(row, lens, today)), next }
}

/** One invoice this actor may read; 404 otherwise. */
export async function invoiceById(db: Db, actor: Actor, id: string): Promise<InvoiceView> {
  const { rows } = await sql<WholeRow>`select ${columns} from invoices i ${joins}
    where i.id = ${id} and ${may(actor, 'invoice', 'read', 'i')}`.execute(db)
  return (await whole(db, rows[0], actor)).view
}

/** The answer to who just wrote it. */
export const writtenInvoice = async (db: Db, id: string, reader: Actor): Promise<InvoiceView> =>
  (await wholeInvoice(db, id, reader)).view

/** One invoice whole, with its model; for commands without a reader. */
export async function wholeInvoice(db: Db, id: string, reader?: Actor): Promise<{ view: InvoiceView; model: Invoice }> {
  const { rows } = await sql<WholeRow>`select ${columns} from invoices i ${joins} where i.id = ${id}`.execute(db)
  return whole(db, rows[0], reader)
}

async function linesOf(db: Db, id: string): Promise<InvoiceLineInput[]> {
  const { rows } = await sql<InvoiceLineInput>`select product_id as "productId", name, code, pkwiu, gtu, quantity, unit,
    unit_price as "unitPrice", discount_percent as "discountPercent", discount_amount as "discountAmount", vat
    from invoice_lines where invoice_id = ${id} order by position`.execute(db)
  return rows.map((line) => ({
    ...line,
    quantity: plainDecimal(line.quantity),
    unitPrice: plainDecimal(line.unitPrice),
    discountPercent: line.discountPercent === null ? null : plainDecimal(line.discountPercent),
  }))
}

interface Other {
  id: string
  number: string | null
  status: InvoiceView['status']
  gross: number
}

/** What a correction corrects: the invoice as the last one before it left it. */
async function stateBefore(db: Db, correctsId: string, id: string, issuedAt: Date | null) {
  const { rows } = await sql<{ id: string; buyer: InvoiceView['buyer']; advance: number | null }>`
    select id, buyer, advance from invoices where (id = ${correctsId} or corrects_id = ${correctsId} and id <> ${id}
      and status = 'issued') and (${issuedAt}::timestamptz is null or issued_at < ${issuedAt})
    order by issued_at desc limit 1`.execute(db)
  return rows[0]!
}

/** Where a transfer goes: of a draft that names no account, the usual one of its currency; of an issued invoice what it says. */
async function accountOf(db: Db, row: WholeRow) {
  if (row.status !== 'draft') return { accountId: row.account_id, account: { iban: row.account, bank: row.bank } }
  const usual = row.account_id || row.payment_method !== 'transfer' ? null : await usualAccount(db, row.currency)
  const accountId = row.account_id ?? usual
  const { rows } = await sql<{
    iban: string
    bank: string
  }>`select iban, bank from bank_accounts where id = ${accountId}`.execute(db)
  return { accountId, account: rows[0] }
}

async function whole(
  db: Db,
  row: WholeRow | undefined,
  reader?: Actor,
): Promise<{ view: InvoiceView; model: Invoice }> {
  if (!row) throw notFound()
  const { today } = await baseCurrency(db, await businessNow(db))
  const lens: Lens = reader ? await lensFor(db, reader, 'invoice') : (custom) => custom
  const settings = await invoicingOf(db)
  const lines = await linesOf(db, row.id)
  const how = { mode: row.mode, currency: row.currency, roundedBy: row.rounded_by }
  const valued = (given: InvoiceLineInput[]) => {
    const totals = invoiceTotals(given, how)
    return given.map((line, at) => ({ ...line, value: Number(totals.lines[at]!.value) }))
  }
  // What was issued names the numbers of KSeF that were known then: its XML stays the same.
  const draft = row.status === 'draft'
  const { rows: others } = await sql<
    Other & {
      role: 'advance' | 'corrects' | 'correction'
      issued_on: string
      kind: 'vat'
      ksef: string | null
      rates: Invoice['advances'][number]['rates']
    }
  >`
    select 'advance' as role, o.id, o.number, o.status, o.gross, o.issued_on, o.issued_at, o.kind, o.rates,
        case when ${draft} then o.ksef_number else a.ksef end as ksef from invoice_advances a join invoices o on o.id = a.advance_id where a.invoice_id = ${row.id}
    union all select 'corrects', o.id, o.number, o.status, o.gross, o.issued_on, o.issued_at, o.kind, o.rates,
        case when ${draft} then o.ksef_number else ${row.corrects_ksef} end from invoices o where o.id = ${row.corrects_id}
    union all select 'correction', o.id, o.number, o.status, o.gross, o.issued_on, o.issued_at, o.kind, o.rates, null
      from invoices o where o.corrects_id = ${row.id} and o.status <> 'cancelled' order by issued_at nulls last, id`.execute(
    db,
  )
  const of = (role: string) =>
    others.filter((one) => one.role === role).map(({ id, number, status, gross }) => ({ id, number, status, gross }))
  const corrected = others.find(({ role }) => role === 'corrects')
  const before = row.corrects_id ? await stateBefore(db, row.corrects_id, row.id, row.issued_at) : null
  const { rows: payments } = await sql<{
    id: string
    paid_on: string
    amount: number
    note: string
    by_id: string | null
    by_name: string | null
    at: Date
  }>`
    select p.*, e.name as by_name from invoice_payments p left join employees e on e.id = p.by_id
    where p.invoice_id = ${row.id} order by p.paid_on, p.id`.execute(db)
  const { accountId, account } = await accountOf(db, row)
  const rest = {
    ...summaryOf(row, lens, today),
    place: row.place,
    mode: row.mode,
    roundedBy: row.rounded_by,
    seller: row.seller ?? {
      nip: settings.nip,
      name: settings.name,
      address: { country: settings.country, line1: settings.line1, line2: settings.line2 || null },
      email: settings.email || null,
      phone: settings.phone || null,
    },
    buyer: row.buyer,
    lines: valued(lines),
    rates: row.rates,
    taxBase: null as number | null,
    exemption: row.exemption,
    splitPayment: row.split_payment,
    cashMethod: row.cash_method,
    paymentMethod: row.payment_method,
    accountId,
    account: account?.iban ?? null,
    bank: account?.bank || null,
    paidOn: row.paid_on,
    advance: row.advance,
    advances: of('advance'),
    corrects: corrected ? { ...of('corrects')[0]!, ksefNumber: corrected.ksef } : null,
    corrections: of('correction'),
    linesBefore: before ? valued(await linesOf(db, before.id)) : [],
    reason: row.reason,
    effect: row.effect,
    payments: payments.map((one) => ({
      id: one.id,
      paidOn: one.paid_on,
      amount: one.amount,
      note: one.note,
      by: named(one.by_id, one.by_name),
      at: one.at.toISOString(),
    })),
    issuedAt: row.issued_at?.toISOString() ?? null,
    issuedBy: named(row.issued_by, row.issuer_name),
    cancelReason: row.cancel_reason,
  }
  const model = modelOf(rest, today)
  const big = (rates: { vat: string; net: number; tax: number; gross: number }[]) =>
    rates.map(({ vat, net, tax, gross }) => ({ vat, net: BigInt(net), tax: BigInt(tax), gross: BigInt(gross) }))
  model.advances = others
    .filter(({ role }) => role === 'advance')
    .map(({ number, rates, ksef }) => ({
      number: number ?? '',
      ksef,
      rates: big(rates as never) as Invoice['advances'][number]['rates'],
    }))
  if (model.corrects && corrected && before)
    model.corrects = {
      ...model.corrects,
      issuedOn: corrected.issued_on,
      kind: corrected.kind,
      ksef: corrected.ksef,
      buyer: before.buyer,
      paid: before.advance === null ? null : BigInt(before.advance),
    }
  const tax = taxInZloty(model, claimOf(model).tax)
  const locale = reader?.kind === 'user' ? reader.locale : 'pl'
  const faults = draft ? faultsOf(model, today) : []
  return {
    model,
    view: {
      ...rest,
      taxBase: tax === null ? null : Number(tax),
      faults: faults.map((fault) => ({ ...fault, message: say(locale, `error.${fault.code}`) })),
    },
  }
}
