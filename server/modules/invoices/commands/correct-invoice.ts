import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import { issued } from '../rules.ts'
import { beside, indexInvoice, invoiceForUpdate, putLines, said } from './invoice-row.ts'
import { sumUp } from './sum-up.ts'

/**
 * Begins a correction of an issued invoice, as its last correction left it; `whole` takes everything back. One at a time:
 * a second one could not know what the first will change.
 */
export async function correctInvoice(cx: Cx, id: string, { whole }: { whole: boolean }): Promise<{ id: string }> {
  await allow(cx.db, cx.actor, 'invoice', 'issue', id)
  const { view: base } = await invoiceForUpdate(cx, id)
  issued(base)
  if (base.kind === 'correction' || base.kind === 'proforma') throw new Refusal('invoice.not_corrected')
  if (base.corrections.some(({ status }) => status === 'draft')) throw new Refusal('invoice.correction_begun')
  const last = base.corrections.filter(({ status }) => status === 'issued').at(-1)
  const { view: before } = last ? await wholeInvoice(cx.db, last.id) : { view: base }
  const correction = newId()
  await sql`insert into invoices (id, kind, deal_id, contract_id, company_id, contact_id, owner_id, department_id, place, currency, rate, rate_on,
      mode, rounded_by, buyer, exemption, split_payment, cash_method, payment_method, due_on, account_id, advance, corrects_id,
      effect, created_at, updated_at)
    select ${correction}, 'correction', deal_id, contract_id, company_id, contact_id, owner_id, department_id, place, currency, rate, rate_on, mode,
      rounded_by, ${JSON.stringify(before.buyer)}::jsonb, exemption, split_payment, cash_method, payment_method, null, account_id,
      ${whole && before.advance !== null ? 0 : before.advance}, id, 'now', ${cx.now}, ${cx.now} from invoices where id = ${id}`.execute(
    cx.db,
  )
  const lines = before.lines.map((line) =>
    whole && base.kind !== 'advance' ? { ...line, quantity: '0', discountAmount: null } : line,
  )
  await putLines(cx, correction, lines)
  await sumUp(cx, correction)
  const { view } = await wholeInvoice(cx.db, correction)
  await indexInvoice(cx, view)
  cx.record('invoice.drafted', {
    subject: { kind: 'invoice', id: correction },
    payload: said(view, 1),
    also: [{ kind: 'invoice', id }, ...beside(view)],
  })
  return { id: correction }
}
