import { lineTotal, multiplyMoney, portionOf, scaleDecimal } from './decimals.ts'

/** Polish VAT: rates in percent; zw exempt, oo reverse charge (the buyer settles it), np outside Polish VAT. */
export const VAT_CODES = ['23', '8', '5', '0', 'zw', 'oo', 'np'] as const
export type VatCode = (typeof VAT_CODES)[number]

/** What unit prices hold: without the tax, or with it. */
export const PRICE_MODES = ['net', 'gross'] as const
export type PriceMode = (typeof PRICE_MODES)[number]

export const PRODUCT_KINDS = ['goods', 'service'] as const
export type ProductKind = (typeof PRODUCT_KINDS)[number]

/** Percent of a code, of the price list or of an invoice ('0 WDT'); 0 also where no tax is named at all. */
export const vatPercent = (code: string): number => Number(/^\d+/.exec(code)?.[0] ?? 0)

export interface PricedLine<Rate extends string = VatCode> {
  /** A decimal text with up to 6 digits after the point. */
  quantity: string
  /** In major units, a decimal text with up to 8 digits after the point; net or gross as the document says. */
  unitPrice: string
  /** Of the two at most one; the amount is for the whole line, in minor units. */
  discountPercent: string | null
  discountAmount: number | bigint | null
  vat: Rate
}

/** Minor units. */
export interface LineValue {
  /** Before the discount, rounded by itself: what the discount is told from. */
  before: bigint
  discount: bigint
  /** Net or gross as the document says; below zero where an amount off is more than the line. */
  value: bigint
}

/** Minor units. */
export interface RateTotal<Rate extends string = VatCode> {
  vat: Rate
  net: bigint
  tax: bigint
  gross: bigint
}

export interface Totals<Rate extends string = VatCode> {
  lines: LineValue[]
  /** In the order of the rates, only those that occur. */
  rates: RateTotal<Rate>[]
  net: bigint
  tax: bigint
  gross: bigint
}

/**
 * The totals of a document as Polish invoices have them (art. 106e of the VAT act): each line is rounded to a minor unit,
 * half up; the tax is computed once for each rate from the sum of its lines. Net prices: tax = net × rate / 100. Gross
 * prices: tax = gross × rate / (100 + rate), and the net is what remains.
 */
export const totalsOf = (lines: readonly PricedLine[], mode: PriceMode, currency: string): Totals =>
  totalsByRate(lines, { mode, currency, rates: VAT_CODES, percentOf: vatPercent, roundedBy: 'document' })

/** The same for any set of rates; `roundedBy` 'line' computes the tax of each line instead (art. 106e ust. 11 leaves the choice). */
export function totalsByRate<Rate extends string>(
  lines: readonly PricedLine<Rate>[],
  how: {
    mode: PriceMode
    currency: string
    rates: readonly Rate[]
    percentOf: (rate: Rate) => number
    roundedBy: 'document' | 'line'
  },
): Totals<Rate> {
  const values = lines.map((line) => lineValue(line, how.currency))
  const rates = how.rates.flatMap((vat): RateTotal<Rate>[] => {
    const mine = values.filter((_, index) => lines[index]!.vat === vat).map(({ value }) => value)
    if (mine.length === 0) return []
    const sum = mine.reduce((total, value) => total + value, 0n)
    const tax = (how.roundedBy === 'line' ? mine : [sum]).reduce(
      (total, value) => total + taxOf(value, how.percentOf(vat), how.mode),
      0n,
    )
    return [how.mode === 'net' ? { vat, net: sum, tax, gross: sum + tax } : { vat, net: sum - tax, tax, gross: sum }]
  })
  const total = (part: 'net' | 'tax' | 'gross') => rates.reduce((sum, rate) => sum + rate[part], 0n)
  return { lines: values, rates, net: total('net'), tax: total('tax'), gross: total('gross') }
}

/** The tax on a net value, or in a gross one. */
export const taxOf = (value: bigint, percent: number, mode: PriceMode): bigint =>
  mode === 'net' ? multiplyMoney(value, `${percent}e-2`) : portionOf(value, percent, 100 + percent)

function lineValue(line: PricedLine<string>, currency: string): LineValue {
  const before = lineTotal(line.unitPrice, line.quantity, currency)
  const value =
    line.discountPercent === null
      ? before - BigInt(line.discountAmount ?? 0)
      : lineTotal(line.unitPrice, line.quantity, currency, line.discountPercent)
  return { before, discount: before - value, value }
}

// A unit price that was turned over keeps more than whole minor units, or a hundred pieces would cost another sum.
const PLACES = 4

/** A unit price without its tax, or with it, as a decimal text of up to 4 digits after the point. */
export function priceInMode(price: string, vat: string, from: PriceMode, to: PriceMode): string {
  if (from === to || vatPercent(vat) === 0) return price
  const parts = 100 + vatPercent(vat)
  return scaleDecimal(price, from === 'net' ? { times: parts, over: 100 } : { times: 100, over: parts }, PLACES)
}

/** A unit price in another currency; the rates are units of the same third currency for one of each. */
export function priceInCurrency(price: string, rate: string, otherRate: string): string {
  return scaleDecimal(price, { times: rate, over: otherRate }, 2)
}

export type Sells = 'goods' | 'services' | 'mixed'

/** What lines of these kinds make of a deal; null without lines. */
export function sellsOf(lines: readonly { kind: ProductKind }[]): Sells | null {
  const kinds = new Set(lines.map(({ kind }) => kind))
  if (kinds.size === 0) return null
  return kinds.size === 2 ? 'mixed' : kinds.has('goods') ? 'goods' : 'services'
}
