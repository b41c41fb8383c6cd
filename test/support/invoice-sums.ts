import type { Invoice, InvoiceLine, InvoiceRate } from '../../pure/invoices/invoice.ts'

/*
 * What an invoice adds up to, by another way than the model's: fractions of whole numbers instead of a decimal library, a table by
 * hand instead of the one in the model. Half away from zero, as the act on prices and art. 106e ust. 11 have it.
 */

const PERCENT = new Map<InvoiceRate, bigint>([
  ...([
    ['23', 23n],
    ['8', 8n],
    ['5', 5n],
    ['0 KR', 0n],
    ['0 WDT', 0n],
  ] as [InvoiceRate, bigint][]),
  ...([
    ['0 EX', 0n],
    ['zw', 0n],
    ['oo', 0n],
    ['np I', 0n],
    ['np II', 0n],
  ] as [InvoiceRate, bigint][]),
])
const PLACES: Record<string, number> = { PLN: 2, EUR: 2, USD: 2, JPY: 0 }

export const divided = (part: bigint, whole: bigint): bigint => {
  const size = part < 0n ? -part : part
  const rounded = (size * 2n + whole) / (whole * 2n)
  return part < 0n ? -rounded : rounded
}

const digits = (text: string, places: number) => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(places, '0'))
}

/** Minor units of a line: quantity x 10^6, price x 10^8, what is left of the price x 10^4. */
export function lineByHand(line: InvoiceLine, currency: string): bigint {
  const left = 10_000n - digits(line.discountPercent ?? '0', 2)
  const minor = 10n ** BigInt(PLACES[currency]!)
  const value = divided(digits(line.quantity, 6) * digits(line.unitPrice, 8) * left * minor, 10n ** 18n)
  return value - BigInt(line.discountAmount ?? 0)
}

export const taxByHand = (value: bigint, vat: InvoiceRate, mode: 'net' | 'gross'): bigint =>
  divided(value * PERCENT.get(vat)!, mode === 'net' ? 100n : 100n + PERCENT.get(vat)!)

export interface Part {
  net: bigint
  tax: bigint
  gross: bigint
}
export type ByRate = Map<InvoiceRate, Part>

/** The sums of lines by rate. */
export function byHand(
  lines: readonly InvoiceLine[],
  { mode, roundedBy, currency }: Pick<Invoice, 'mode' | 'roundedBy' | 'currency'>,
): ByRate {
  const sums = new Map<InvoiceRate, { value: bigint; tax: bigint }>()
  for (const line of lines) {
    const sum = sums.get(line.vat) ?? { value: 0n, tax: 0n }
    sum.value += lineByHand(line, currency)
    sum.tax += taxByHand(lineByHand(line, currency), line.vat, mode)
    sums.set(line.vat, sum)
  }
  return new Map(
    [...sums].map(([vat, { value, tax }]) => {
      const due = roundedBy === 'line' ? tax : taxByHand(value, vat, mode)
      return [
        vat,
        mode === 'net' ? { net: value, tax: due, gross: value + due } : { net: value - due, tax: due, gross: value },
      ]
    }),
  )
}

const RATES = [...PERCENT.keys()]

/** Of an order what was paid: each rate takes its share of what is left, the last one all of it. */
function paidByHand(order: ByRate, paid: bigint): ByRate {
  const rates = RATES.filter((vat) => order.has(vat))
  const parts: ByRate = new Map()
  rates.forEach((vat, at) => {
    const rest = rates.slice(at).reduce((sum, one) => sum + order.get(one)!.gross, 0n)
    const given = [...parts.values()].reduce((sum, { gross }) => sum + gross, 0n)
    const gross = rest === 0n ? 0n : divided((paid - given) * order.get(vat)!.gross, rest)
    const tax = taxByHand(gross, vat, 'gross')
    parts.set(vat, { net: gross - tax, tax, gross })
  })
  return parts
}

function less(after: ByRate, before: ByRate): ByRate {
  const none = { net: 0n, tax: 0n, gross: 0n }
  return new Map(
    RATES.filter((vat) => after.has(vat) || before.has(vat)).map((vat) => {
      const [a, b] = [after.get(vat) ?? none, before.get(vat) ?? none]
      return [vat, { net: a.net - b.net, tax: a.tax - b.tax, gross: a.gross - b.gross }]
    }),
  )
}

/** What an invoice claims itself, of every kind. */
export function claimByHand(invoice: Invoice): ByRate {
  const whole = byHand(invoice.lines, invoice)
  const { corrects } = invoice
  if (invoice.kind === 'advance') return paidByHand(whole, invoice.paid!)
  if (invoice.kind === 'final')
    return invoice.advances.reduce(
      (rest, { rates }) => less(rest, new Map(rates.map((rate) => [rate.vat, rate]))),
      whole,
    )
  if (!corrects) return whole
  const before = byHand(corrects.lines, invoice)
  return corrects.kind === 'advance'
    ? less(paidByHand(whole, invoice.paid!), paidByHand(before, corrects.paid!))
    : less(whole, before)
}

/** A tax in another currency in grosze. */
export const zlotyByHand = (tax: bigint, { currency, rate }: Pick<Invoice, 'currency' | 'rate'>): bigint =>
  divided(tax * digits(rate!.value, 8) * 100n, 10n ** BigInt(8 + PLACES[currency]!))

/** Minor units of an amount as it is written: '-1249.50'. */
export function minorOf(text: string, currency: string): bigint {
  const size = digits(text.replace('-', ''), PLACES[currency]!)
  return text.startsWith('-') ? -size : size
}
