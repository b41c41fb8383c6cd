import { sql } from 'kysely'
import { readKsefNumber } from '../../../../pure/ksef-number.ts'
import { allow } from '../../../core/access.ts'
import { changesOfEdit } from '../../../core/edit.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { invoiceFields } from '../fields.ts'
import { inKsef } from '../rules.ts'
import type { InvoiceView } from '../schema.ts'
import { beside, indexInvoice, invoiceForUpdate, said } from './invoice-row.ts'

/** Notes the number KSeF gave an issued invoice, with its day; null takes one back that was noted by mistake. */
export async function noteKsefNumber(cx: Cx, id: string, text: string | null, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'issue', id)
  const { view } = await invoiceForUpdate(cx, id)
  inKsef(view)
  const given = text === null ? null : await readNumber(cx, view, text)
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'invoice', id },
    fields: invoiceFields,
    before: { ksefNumber: view.ksefNumber },
    input: { ksefNumber: given?.number ?? null },
    expected,
    version: view.version,
  })
  if (changes.length === 0) return
  await sql`update invoices set ksef_number = ${given?.number ?? null}, ksef_on = ${given?.day ?? null}, version = version + 1,
    updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  await indexInvoice(cx, { ...view, ksefNumber: given?.number ?? null })
  const ksefNumber = given?.number ?? view.ksefNumber!
  cx.record(given ? 'invoice.ksef_numbered' : 'invoice.ksef_number_removed', {
    subject: { kind: 'invoice', id },
    payload: { ...said(view), ksefNumber },
    changes,
    also: beside(view),
  })
}

async function readNumber(cx: Cx, { seller, issuedOn, id }: InvoiceView, text: string) {
  const refuse = (code: string) => invalid({ path: 'number', code })
  const given = readKsefNumber(text)
  if (!given) throw refuse('invoice.ksef_number')
  if (given.nip !== seller.nip) throw refuse('invoice.ksef_other_seller')
  const { today } = await baseCurrency(cx.db, cx.now)
  if (given.day < issuedOn! || given.day > today) throw refuse('invoice.ksef_day')
  const { rows } = await sql`select 1 from invoices where ksef_number = ${given.number} and id <> ${id}`.execute(cx.db)
  if (rows.length > 0) throw refuse('invoice.ksef_taken')
  return given
}
