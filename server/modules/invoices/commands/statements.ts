import { sql } from 'kysely'
import type { StatementColumn, StatementLine } from '../../../../pure/bank-statement.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { attempted, type FieldError, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { payable } from '../rules.ts'
import type { BookingInput } from '../schema/statements.ts'
import { digestsOf } from '../statement-file.ts'
import { invoiceForUpdate } from './invoice-row.ts'
import { putPayment, takeBackPayment } from './payments.ts'

/** Remembers what the columns of a table with such headers are. */
export async function rememberLayout(cx: Cx, signature: string, columns: (StatementColumn | null)[]): Promise<void> {
  allowAtAll(cx.actor, 'bank_statement', 'create')
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`insert into bank_layouts (signature, columns, chosen_by, chosen_at)
    values (${signature}, ${JSON.stringify(columns)}::jsonb, ${by}, ${cx.now})
    on conflict (signature) do update set columns = excluded.columns, chosen_by = excluded.chosen_by,
      chosen_at = excluded.chosen_at`.execute(cx.db)
}

/**
 * Takes in what came in by a statement; nothing is paid by it yet. Lines that were sent in before, in this file or in another, are
 * left out and counted; a statement that holds nothing else is refused.
 */
export async function takeStatement(
  cx: Cx,
  fileName: string,
  lines: readonly StatementLine[],
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'bank_statement', 'create')
  if (lines.length === 0) throw new Refusal('statement.nothing_came_in', { status: 422 })
  const digests = digestsOf(lines)
  // One after the other: of two people sending the same, the second finds the lines of the first.
  await sql`select pg_advisory_xact_lock(hashtext('bank_statements'))`.execute(cx.db)
  const { rows: seen } = await sql<{
    digest: string
  }>`select digest from bank_lines where digest = any(${digests})`.execute(cx.db)
  const known = new Set(seen.map(({ digest }) => digest))
  const rows = lines
    .map((line, at) => ({ ...line, digest: digests[at]!, position: at, id: newId() }))
    .filter(({ digest }) => !known.has(digest))
  if (rows.length === 0) throw new Refusal('statement.known', { params: { count: lines.length } })
  const id = newId()
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`insert into bank_statements (id, file_name, known, created_at, created_by)
    values (${id}, ${fileName}, ${known.size}, ${cx.now}, ${by})`.execute(cx.db)
  await sql`insert into bank_lines (id, statement_id, position, booked_on, amount, currency, payer, account, title, digest)
    select r.id, ${id}::uuid, r.position, r."bookedOn", r.amount, r.currency, left(r.payer, 500), r.account, left(r.title, 1000),
      r.digest
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, position int, "bookedOn" date, amount bigint,
      currency text, payer text, account text, title text, digest text)`.execute(cx.db)
  cx.record('bank_statement.received', {
    subject: { kind: 'bank_statement', id },
    payload: { statementId: id, name: fileName, lines: rows.length, known: known.size },
  })
  return { id }
}

interface Line {
  id: string
  booked_on: string
  amount: number
  currency: string
  title: string
}

/** Pays invoices by lines of a statement, all of it or nothing; of what is more than was left the rest stands on the line. */
export async function bookLines(cx: Cx, statementId: string, { lines }: BookingInput): Promise<void> {
  allowAtAll(cx.actor, 'bank_statement', 'book')
  const statement = await statementForUpdate(cx, statementId)
  const { rows } =
    await sql<Line>`select l.id, l.booked_on, l.amount, trim(l.currency) as currency, l.title from bank_lines l
    where l.statement_id = ${statementId} and not exists (select from invoice_payments p where p.bank_line_id = l.id)`.execute(
      cx.db,
    )
  const open = new Map(rows.map((line) => [line.id, line]))
  const wanted = lines.flatMap(({ lineId, invoices }, at) =>
    invoices.map((one, index) => ({ ...one, lineId, path: `lines.${at}.invoices.${index}` })),
  )
  const errors: FieldError[] = []
  lines.forEach(({ lineId, invoices }, at) => {
    const line = open.get(lineId)
    if (!line) errors.push({ path: `lines.${at}.lineId`, code: 'statement.line_booked' })
    else if (invoices.reduce((sum, { amount }) => sum + amount, 0) > line.amount)
      errors.push({ path: `lines.${at}.invoices`, code: 'statement.more_than_came' })
    open.delete(lineId)
  })
  if (errors.length > 0) throw invalid(...errors)
  const byId = new Map(rows.map((line) => [line.id, line]))
  const { today } = await baseCurrency(cx.db, cx.now)
  // In the order of their ids, as whoever else locks several: neither waits for the other.
  for (const one of wanted.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1))) {
    await allow(cx.db, cx.actor, 'invoice', 'pay', one.invoiceId)
    const { view } = await invoiceForUpdate(cx, one.invoiceId)
    const line = byId.get(one.lineId)!
    const refused = attempted(() => payable(view))
    if (refused instanceof Refusal) errors.push({ path: one.path, code: refused.code })
    else if (view.currency !== line.currency) errors.push({ path: one.path, code: 'statement.other_currency' })
    else if (one.amount > view.left) errors.push({ path: one.path, code: 'invoice.more_than_left' })
    else if (line.booked_on > today) errors.push({ path: one.path, code: 'invoice.paid_in_future' })
    else {
      const note = line.title.slice(0, 300)
      await putPayment(cx, view, { paidOn: line.booked_on, amount: one.amount, note }, line.id)
    }
  }
  if (errors.length > 0) throw invalid(...errors)
  cx.record('bank_statement.booked', {
    subject: { kind: 'bank_statement', id: statementId },
    payload: { statementId, name: statement.file_name, lines: lines.length, payments: wanted.length },
  })
}

/** Takes back everything one line paid. */
export async function unbookLine(cx: Cx, statementId: string, lineId: string): Promise<void> {
  allowAtAll(cx.actor, 'bank_statement', 'book')
  const statement = await statementForUpdate(cx, statementId)
  const { rows } = await sql<{ id: string; invoice_id: string }>`select p.id, p.invoice_id from invoice_payments p
    join bank_lines l on l.id = p.bank_line_id where l.id = ${lineId} and l.statement_id = ${statementId}
    order by p.invoice_id`.execute(cx.db)
  if (rows.length === 0) throw notFound()
  for (const payment of rows) {
    await allow(cx.db, cx.actor, 'invoice', 'pay', payment.invoice_id)
    await takeBackPayment(cx, payment.invoice_id, payment.id)
  }
  cx.record('bank_statement.unbooked', {
    subject: { kind: 'bank_statement', id: statementId },
    payload: { statementId, name: statement.file_name, payments: rows.length },
  })
}

async function statementForUpdate(cx: Cx, id: string): Promise<{ file_name: string }> {
  const { rows } = await sql<{
    file_name: string
  }>`select file_name from bank_statements where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
