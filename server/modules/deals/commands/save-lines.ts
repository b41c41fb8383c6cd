import { sql } from 'kysely'
import { sellsOf } from '../../../../pure/vat.ts'
import { allow } from '../../../core/access.ts'
import { refuseStale, updateRow } from '../../../core/edit.ts'
import { type FieldError, invalid } from '../../../core/errors.ts'
import { changesBetween } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { productsByIds } from '../../products/queries/products.ts'
import { companyOf } from '../../staff/queries.ts'
import { dealFields } from '../fields.ts'
import { baseCurrency } from '../queries/base-currency.ts'
import { writtenLines } from '../queries/lines.ts'
import { lineChanges, readLines } from '../rules/lines.ts'
import { amountBaseOf, moneyAfter, stillOpen } from '../rules.ts'
import type { DealLineInput, DealLineView, SaveLines } from '../schema/lines.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'
import { withRateOfDay } from './rate-of-day.ts'

/**
 * Puts these lines in the place of those a deal has; where there are any, they make its amount. `expected` is the version
 * the sender saw, null for no matter which: lines somebody else changed meanwhile are not overwritten.
 */
export async function saveLines(cx: Cx, dealId: string, input: SaveLines, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'update', dealId)
  const deal = await dealForUpdate(cx, dealId)
  stillOpen(deal)
  const before = await writtenLines(cx.db, dealId)
  const base = await baseCurrency(cx.db, cx.now)
  const asked = { currency: input.currency ?? deal.currency }
  const money = moneyAfter(deal, await withRateOfDay(cx, asked, deal.currency, base), base)
  const { lines: read, totals } = readLines(input.lines, input.priceMode, money.currency)
  const subject = { kind: 'deal', id: dealId }
  const kept = new Set(before.lines.map(({ id }) => id))
  // A line that is gone was removed by somebody else rather than made up.
  if (read.some(({ id }) => id && !kept.has(id))) await refuseStale(cx.db, subject, expected, deal.version, ['lines'])
  await refuseUnknown(cx, read, before.lines)
  const lines = read.map((line) => ({ ...line, id: line.id ?? newId() }))

  const { dealAmount } = await companyOf(cx.db)
  const amountFrom = lines.length > 0 ? dealAmount : null
  const after = {
    priceMode: input.priceMode,
    ...money,
    amount: amountFrom ? Number(totals[amountFrom]) : money.amount,
    sells: sellsOf(lines),
    amountFrom,
  }
  const { any, from, to, ...counts } = lineChanges(before.lines, lines)
  const fields = changesBetween({ ...deal, priceMode: before.priceMode }, after, Object.keys(after))
  const changes = [...(any ? [{ field: 'lines', from, to }] : []), ...fields]
  if (changes.length === 0) return
  await refuseStale(
    cx.db,
    subject,
    expected,
    deal.version,
    changes.map(({ field }) => field),
  )
  if (any) await writeLines(cx, dealId, lines)
  const amountBase = amountBaseOf(after, base)
  await updateRow(cx, 'deals', dealId, dealFields, fields, { amount_base: amountBase })
  cx.record('deal.lines_changed', {
    subject,
    payload: {
      ...named(deal),
      ...filed(deal),
      ...counts,
      count: lines.length,
      sells: after.sells,
      net: Number(totals.net),
      tax: Number(totals.tax),
      gross: Number(totals.gross),
      amount: after.amount,
      currency: after.currency,
      amountBase,
    },
    changes,
    also: cardsOfView(deal),
  })
}

/** A line names a line of this deal, each once; a new line no product that is unknown or off the price list. */
async function refuseUnknown(cx: Cx, lines: DealLineInput[], before: DealLineView[]): Promise<void> {
  const products = await productsByIds(
    cx.db,
    lines.flatMap(({ productId }) => productId ?? []),
  )
  const kept = new Map(before.map((line) => [line.id, line]))
  const seen = new Set<string>()
  const errors = lines.flatMap(({ id, productId }, index): FieldError[] => {
    if (id && (!kept.has(id) || seen.has(id))) return [{ path: `lines.${index}.id`, code: 'field.invalid' }]
    if (id) seen.add(id)
    if (!productId || (id && kept.get(id)!.productId === productId)) return []
    const product = products.get(productId)
    if (!product) return [{ path: `lines.${index}.productId`, code: 'field.invalid' }]
    return product.archivedAt ? [{ path: `lines.${index}.productId`, code: 'product.archived' }] : []
  })
  if (errors.length > 0) throw invalid(...errors)
}

async function writeLines(cx: Cx, dealId: string, lines: (DealLineInput & { id: string })[]): Promise<void> {
  await sql`delete from deal_lines where deal_id = ${dealId}`.execute(cx.db)
  const rows = lines.map((line, position) => ({ ...line, position }))
  await sql`insert into deal_lines (id, deal_id, position, product_id, name, kind, quantity, unit, unit_price,
      discount_percent, discount_amount, vat)
    select r.id, ${dealId}::uuid, r.position, r."productId", r.name, r.kind, r.quantity, r.unit, r."unitPrice",
      r."discountPercent", r."discountAmount", r.vat
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, position int, "productId" uuid, name text, kind text,
      quantity numeric, unit text, "unitPrice" numeric, "discountPercent" numeric, "discountAmount" bigint, vat text)`.execute(
    cx.db,
  )
}
