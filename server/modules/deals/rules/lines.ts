import { plainDecimal } from '../../../../pure/money.ts'
import { type PriceMode, type Totals, totalsOf } from '../../../../pure/vat.ts'
import { type FieldError, invalid } from '../../../core/errors.ts'
import type { DealLineInput, DealLineView } from '../schema/lines.ts'

/** As the amount of a deal typed by hand. */
const MOST = 10n ** 12n

/** Lines as they are stored, with their totals; throws with every field that cannot be taken. */
export function readLines(
  given: readonly DealLineInput[],
  mode: PriceMode,
  currency: string,
): { lines: DealLineInput[]; totals: Totals } {
  const lines = given.map((line) => ({
    ...line,
    quantity: plainDecimal(line.quantity),
    unitPrice: plainDecimal(line.unitPrice),
    discountPercent: shareOrNone(line.discountPercent),
    discountAmount: line.discountAmount || null,
  }))
  const totals = totalsOf(lines, mode, currency)
  const errors = lines.flatMap(({ discountPercent, discountAmount }, index): FieldError[] => {
    const at = (field: string, code: string) => [{ path: `lines.${index}.${field}`, code }]
    if (discountPercent !== null && discountAmount !== null) return at('discountAmount', 'deal.two_discounts')
    const { before, value } = totals.lines[index]!
    if (before > MOST) return at('quantity', 'deal.too_large')
    return value < 0n ? at('discountAmount', 'deal.discount_too_large') : []
  })
  if (errors.length === 0 && totals.gross > MOST) errors.push({ path: 'lines', code: 'deal.too_large' })
  if (errors.length > 0) throw invalid(...errors)
  return { lines, totals }
}

function shareOrNone(percent: string | null): string | null {
  const share = percent === null ? '0' : plainDecimal(percent)
  return share === '0' ? null : share
}

/** What of a line an event remembers. */
const REMEMBERED = [
  'productId',
  'name',
  'kind',
  'quantity',
  'unit',
  'unitPrice',
  'discountPercent',
  'discountAmount',
  'vat',
] as const
type Remembered = { id: string } & Pick<DealLineView, (typeof REMEMBERED)[number]>

const remembered = (line: Remembered): Remembered => ({
  id: line.id,
  ...(Object.fromEntries(REMEMBERED.map((field) => [field, line[field]])) as Omit<Remembered, 'id'>),
})
const same = (a: Remembered, b: Remembered) => REMEMBERED.every((field) => a[field] === b[field])

export interface LineChanges {
  added: number
  changed: number
  removed: number
  /** Lines that left or were another way, as they were. */
  from: Remembered[]
  /** Lines that came or are another way now. */
  to: Remembered[]
  /** Also where only their order is another one. */
  any: boolean
}

/** How the lines after differ from those before, line by line. */
export function lineChanges(before: readonly Remembered[], after: readonly Remembered[]): LineChanges {
  const were = new Map(before.map((line) => [line.id, line]))
  const are = new Set(after.map(({ id }) => id))
  const added = after.filter(({ id }) => !were.has(id))
  const removed = before.filter(({ id }) => !are.has(id))
  const changed = after.filter((line) => were.has(line.id) && !same(were.get(line.id)!, line))
  const order = (lines: readonly Remembered[]) => lines.map(({ id }) => id).join()
  return {
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    from: [...removed, ...changed.map(({ id }) => were.get(id)!)].map(remembered),
    to: [...added, ...changed].map(remembered),
    any: changed.length > 0 || order(before) !== order(after),
  }
}

/** Where lines make the amount it is not typed by hand, and the currency is that of their prices. */
export function refuseOfLines(deal: { amountFrom: PriceMode | null }, fields: string[]): void {
  if (deal.amountFrom === null) return
  const codes = { amount: 'deal.amount_from_lines', currency: 'deal.currency_of_lines' }
  const errors = Object.entries(codes).filter(([path]) => fields.includes(path))
  if (errors.length > 0) throw invalid(...errors.map(([path, code]) => ({ path, code })))
}
