import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { cancellable, issued } from '../rules.ts'
import { beside, invoiceForUpdate, said } from './invoice-row.ts'

/** Notes that an invoice went to its buyer. */
export async function markSent(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'send', id)
  const { view } = await invoiceForUpdate(cx, id)
  issued(view)
  if (view.sentAt) return
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update invoices set sent_at = ${cx.now}, sent_by = ${by}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  const agreed = beside(view).find(({ kind }) => kind === 'deal' || kind === 'contract')
  cx.record('invoice.sent', {
    subject: { kind: 'invoice', id },
    payload: said(view),
    changes: [{ field: 'sentAt', from: null, to: cx.now.toISOString() }],
    also: beside(view).filter((subject) => subject.id !== agreed?.id),
  })
  if (!agreed || view.kind === 'proforma') return
  const { dealId, contractId } = said(view)
  cx.record('invoicing.done', { subject: agreed, payload: { dealId, contractId, invoiceId: id, number: view.number! } })
}

/** Cancels an issued invoice that never left the house; its number stays used. */
export async function cancelInvoice(cx: Cx, id: string, reason: string): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'cancel', id)
  const { view } = await invoiceForUpdate(cx, id)
  cancellable(view)
  // What was corrected once more, or is being, stands on it.
  const base = view.corrects && (await invoiceForUpdate(cx, view.corrects.id)).view
  if (base && base.corrections.at(-1)?.id !== id) throw new Refusal('invoice.correct_instead')
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update invoices set status = 'cancelled', cancelled_at = ${cx.now}, cancelled_by = ${by}, cancel_reason = ${reason},
    version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  if (view.corrects)
    await sql`update invoices set corrected = corrected - ${view.gross}, version = version + 1, updated_at = ${cx.now}
      where id = ${view.corrects.id}`.execute(cx.db)
  cx.record('invoice.cancelled', {
    subject: { kind: 'invoice', id },
    payload: { ...said(view), reason },
    changes: [{ field: 'status', from: 'issued', to: 'cancelled' }],
    also: beside(view),
  })
}
