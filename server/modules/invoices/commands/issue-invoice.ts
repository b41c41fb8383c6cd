import { sql } from 'kysely'
import { numberFrom, periodOf } from '../../../../pure/number-patterns.ts'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import { refuseFaulty, stillDraft } from '../rules.ts'
import type { InvoiceView } from '../schema.ts'
import { signIssued } from './certificate.ts'
import { beside, indexInvoice, invoiceForUpdate, said } from './invoice-row.ts'
import { putPayment } from './payments.ts'
import { sumUp } from './sum-up.ts'

/** Gives a draft its number and makes it stand; refuses, at each place, what the law forbids. */
export async function issueInvoice(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'issue', id)
  const { view, model } = await invoiceForUpdate(cx, id)
  stillDraft(view)
  const { today } = await baseCurrency(cx.db, cx.now)
  refuseFaulty(model, today)
  await sumUp(cx, id)
  const { seriesId, n, number } = await nextNumber(cx, view, model.issuedOn)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update invoices set status = 'issued', number = ${number}, series_id = ${seriesId}, series_n = ${n},
    issued_on = ${model.issuedOn}, seller = ${JSON.stringify(view.seller)}::jsonb, account = ${view.account},
    bank = ${view.bank}, corrects_ksef = ${model.corrects?.ksef ?? null}, issued_at = ${cx.now}, issued_by = ${by}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  await sql`update invoice_advances a set ksef = i.ksef_number from invoices i where a.invoice_id = ${id} and i.id = a.advance_id`.execute(
    cx.db,
  )
  await signIssued(cx, id)
  const { view: issued } = await wholeInvoice(cx.db, id)
  await indexInvoice(cx, issued)
  cx.record('invoice.issued', {
    subject: { kind: 'invoice', id },
    payload: said(issued, issued.version),
    changes: [
      { field: 'status', from: 'draft', to: 'issued' },
      { field: 'number', from: null, to: number },
    ],
    also: beside(issued),
  })
  if (issued.corrects) await correctBase(cx, issued)
  else if (issued.paidOn && issued.left > 0)
    await putPayment(cx, issued, { paidOn: issued.paidOn, amount: issued.left, note: '' })
}

/** Held until the transaction ends: whoever takes the next number waits, so none is left out and none given twice. */
async function nextNumber(cx: Cx, view: InvoiceView, day: string) {
  const usedFor = view.kind === 'final' ? 'vat' : view.kind
  const { rows: series } = await sql<{ id: string; pattern: string }>`select id, pattern from invoice_series
    where used_for = ${usedFor} and archived_at is null and (department_id is null or department_id = ${view.departmentId})
    order by department_id nulls last limit 1`.execute(cx.db)
  if (!series[0]) throw new Refusal('invoice.no_series')
  const { id: seriesId, pattern } = series[0]
  const { rows } = await sql<{ last: number }>`insert into invoice_numbers as n (series_id, period, last)
    values (${seriesId}, ${periodOf(pattern, day)}, 1)
    on conflict (series_id, period) do update set last = n.last + 1 returning last`.execute(cx.db)
  const n = rows[0]!.last
  return { seriesId, n, number: numberFrom(pattern, n, day) }
}

/** What a correction does to the invoice it corrects. */
async function correctBase(cx: Cx, correction: InvoiceView): Promise<void> {
  const { view: base } = await invoiceForUpdate(cx, correction.corrects!.id)
  await sql`update invoices set corrected = corrected + ${correction.gross}, version = version + 1, updated_at = ${cx.now}
    where id = ${base.id}`.execute(cx.db)
  const { view: after } = await wholeInvoice(cx.db, base.id)
  cx.record('invoice.corrected', {
    subject: { kind: 'invoice', id: base.id },
    payload: {
      ...said(after, after.version),
      by: correction.id,
      byNumber: correction.number!,
      difference: correction.gross,
    },
    also: beside(base),
  })
  if (base.left > 0 && after.left === 0)
    cx.record('invoice.paid', {
      subject: { kind: 'invoice', id: base.id },
      payload: said(after, after.version),
      also: beside(base),
    })
}
