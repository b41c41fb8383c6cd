import { sql } from 'kysely'
import { matchTransfers, type OpenInvoice } from '../../../../pure/bank-matching.ts'
import type { StatementColumn } from '../../../../pure/bank-statement.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import type { StatementLineView, StatementSummary, StatementView } from '../schema/statements.ts'
import { named } from './invoices.ts'

/** The columns somebody once said a table with such headers has. */
export async function layoutOf(db: Db, signature: string): Promise<(StatementColumn | null)[] | null> {
  const { rows } = await sql<{
    columns: (StatementColumn | null)[]
  }>`select columns from bank_layouts where signature = ${signature}`.execute(db)
  return rows[0]?.columns ?? null
}

interface Row {
  id: string
  file_name: string
  created_at: Date
  by_id: string | null
  by_name: string | null
  lines: number
  known: number
  booked: number
}

const columns = sql`s.id, s.file_name, s.created_at, s.known, e.id as by_id, e.name as by_name,
  (select count(*)::int from bank_lines l where l.statement_id = s.id) as lines,
  (select count(distinct l.id)::int from bank_lines l join invoice_payments p on p.bank_line_id = l.id
    where l.statement_id = s.id) as booked`

const summaryOf = (row: Row): StatementSummary => ({
  id: row.id,
  fileName: row.file_name,
  createdAt: row.created_at.toISOString(),
  by: named(row.by_id, row.by_name),
  lines: row.lines,
  known: row.known,
  booked: row.booked,
})

const MOST = 100

/** Statements sent in lately, the latest first. */
export async function listStatements(db: Db): Promise<StatementSummary[]> {
  const { rows } = await sql<Row>`select ${columns} from bank_statements s left join employees e on e.id = s.created_by
    order by s.created_at desc, s.id desc limit ${MOST}`.execute(db)
  return rows.map(summaryOf)
}

interface LineRow {
  id: string
  booked_on: string
  amount: number
  currency: string
  payer: string
  account: string | null
  title: string
  payments: StatementLineView['payments']
}

/** A statement with what each line pays, or may pay by what is open now. */
export async function statementById(db: Db, id: string): Promise<StatementView> {
  const { rows } = await sql<Row>`select ${columns} from bank_statements s left join employees e on e.id = s.created_by
    where s.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  const { rows: lines } = await sql<LineRow>`select l.id, l.booked_on, l.amount, trim(l.currency) as currency, l.payer,
      l.account, l.title, coalesce(p.payments, '[]') as payments
    from bank_lines l left join lateral (select json_agg(json_build_object('id', p.id, 'invoiceId', i.id, 'number', i.number,
        'buyerName', i.buyer_name, 'amount', p.amount) order by i.number) as payments
      from invoice_payments p join invoices i on i.id = p.invoice_id where p.bank_line_id = l.id) p on true
    where l.statement_id = ${id} order by l.position`.execute(db)
  const waiting = lines.filter(({ payments }) => payments.length === 0)
  const invoices = waiting.length > 0 ? await openInvoices(db) : []
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  const matches = matchTransfers(waiting, invoices)
  return {
    ...summaryOf(rows[0]),
    items: lines.map((line): StatementLineView => {
      const { payments } = line
      const match = matches.get(line.id)
      return {
        id: line.id,
        bookedOn: line.booked_on,
        amount: line.amount,
        currency: line.currency,
        payer: line.payer,
        account: line.account,
        title: line.title,
        payments,
        rest: line.amount - payments.reduce((sum, { amount }) => sum + amount, 0),
        verdict: match?.verdict ?? 'booked',
        proposals: (match?.proposals ?? []).map((one) => {
          const { number, buyerName, left } = byId.get(one.invoiceId)!
          return { ...one, number, buyerName, left }
        }),
      }
    }),
  }
}

/** What may be paid, with the accounts it may be paid from: of the buyer's card, and those its buyer paid from before. */
async function openInvoices(db: Db): Promise<OpenInvoice[]> {
  const { rows } = await sql<OpenInvoice>`
    with paid_from as (
      select coalesce(i.buyer_nip, i.buyer_name) as buyer, array_agg(distinct l.account) as accounts
      from invoice_payments p join bank_lines l on l.id = p.bank_line_id join invoices i on i.id = p.invoice_id
      where l.account is not null group by 1
    )
    select i.id, i.number, i.ksef_number as "ksefNumber", i.buyer_name as "buyerName", i.buyer_nip as "buyerNip",
      array_remove(array_append(coalesce(f.accounts, '{}'), nullif(c.bank_account, '')), null) as accounts,
      trim(i.currency) as currency, i.gross + i.corrected - i.paid as left
    from invoices i left join companies c on c.id = i.company_id
      left join paid_from f on f.buyer = coalesce(i.buyer_nip, i.buyer_name)
    where i.payment in ('unpaid', 'part') order by i.due_on nulls last, i.issued_on, i.id`.execute(db)
  return rows
}
