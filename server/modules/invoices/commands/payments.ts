import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { payable } from '../rules.ts'
import type { InvoiceView, PaymentInput } from '../schema.ts'
import { beside, invoiceForUpdate, said } from './invoice-row.ts'

/** Notes that an invoice was paid, whole or in part. */
export async function addPayment(cx: Cx, id: string, payment: PaymentInput): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'pay', id)
  const { view } = await invoiceForUpdate(cx, id)
  payable(view)
  const { today } = await baseCurrency(cx.db, cx.now)
  if (payment.paidOn > today) throw invalid({ path: 'paidOn', code: 'invoice.paid_in_future' })
  if (payment.amount > view.left) throw invalid({ path: 'amount', code: 'invoice.more_than_left' })
  await putPayment(cx, view, payment)
}

/** Of an invoice that is locked, by whoever may. */
export async function putPayment(
  cx: Cx,
  view: InvoiceView,
  { paidOn, amount, note }: PaymentInput,
  bankLineId: string | null = null,
): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`insert into invoice_payments (id, invoice_id, paid_on, amount, note, by_id, at, bank_line_id)
    values (${newId()}, ${view.id}, ${paidOn}, ${amount}, ${note}, ${by}, ${cx.now}, ${bankLineId})`.execute(cx.db)
  await changePaid(cx, view, 'invoice.payment_added', { paidOn, amount })
  if (amount < view.left) return
  cx.record('invoice.paid', {
    subject: { kind: 'invoice', id: view.id },
    payload: said(view),
    also: beside(view),
  })
}

/** Takes back a payment that was noted by mistake. */
export async function removePayment(cx: Cx, id: string, paymentId: string): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'pay', id)
  await takeBackPayment(cx, id, paymentId)
}

/** By whoever may. */
export async function takeBackPayment(cx: Cx, id: string, paymentId: string): Promise<void> {
  const { view } = await invoiceForUpdate(cx, id)
  const payment = view.payments.find((one) => one.id === paymentId)
  if (!payment) throw notFound()
  await sql`delete from invoice_payments where id = ${paymentId}`.execute(cx.db)
  await changePaid(cx, view, 'invoice.payment_removed', { paidOn: payment.paidOn, amount: -payment.amount })
}

async function changePaid(
  cx: Cx,
  view: InvoiceView,
  event: 'invoice.payment_added' | 'invoice.payment_removed',
  { paidOn, amount }: { paidOn: string; amount: number },
): Promise<void> {
  await sql`update invoices set paid = paid + ${amount}, version = version + 1, updated_at = ${cx.now}
    where id = ${view.id}`.execute(cx.db)
  cx.record(event, {
    subject: { kind: 'invoice', id: view.id },
    payload: { ...said(view), amount: Math.abs(amount), paidOn, left: view.left - amount },
    changes: [{ field: 'paid', from: view.paid, to: view.paid + amount }],
    also: beside(view),
  })
}
