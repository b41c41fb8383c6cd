import { convertMoney } from '../decimals.ts'
import {
  type PricedLine,
  type PriceMode,
  type RateTotal,
  type Totals,
  taxOf,
  totalsByRate,
  type VatCode,
  vatPercent,
} from '../vat.ts'

/*
 * The model of an invoice as Polish law and the structure FA(3) know it: what is on it, what it adds up to, and what forbids
 * issuing it. Amounts are minor units.
 */

/**
 * Rates as FA(3) names them in P_12: 0 KR in the country, 0 WDT to a payer in the Union, 0 EX export; zw exempt; oo reverse
 * charge; np I outside the country, np II services under art. 100 ust. 1 pkt 4 of the VAT act.
 */
export const INVOICE_RATES = ['23', '8', '5', '0 KR', '0 WDT', '0 EX', 'zw', 'oo', 'np I', 'np II'] as const
export type InvoiceRate = (typeof INVOICE_RATES)[number]

/** A rate of the price list as invoices have it: 0 in the country, outside it as a delivery. */
export const invoiceRateOf = (vat: VatCode): InvoiceRate => (vat === '0' ? '0 KR' : vat === 'np' ? 'np I' : vat)

/** A proforma is an offer to be paid, no invoice in the law's eyes: it has a number of its own and never goes to the tax office. */
export const INVOICE_KINDS = ['vat', 'advance', 'final', 'correction', 'proforma'] as const
export type InvoiceKind = (typeof INVOICE_KINDS)[number]
export type CorrectedKind = Exclude<InvoiceKind, 'correction' | 'proforma'>

/** When a correction counts: at the corrected invoice's date, its own, or another (TypKorekty 1, 2, 3). */
export const CORRECTION_EFFECTS = ['as_corrected', 'now', 'other'] as const

/** In the order of FormaPlatnosci 1 to 7. */
export const PAYMENT_METHODS = ['cash', 'card', 'voucher', 'cheque', 'credit', 'transfer', 'mobile'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export interface Address {
  /** ISO 3166-1, two letters. */
  country: string
  line1: string
  line2: string | null
}

export interface Seller {
  nip: string
  name: string
  address: Address
  email: string | null
  phone: string | null
}

/** Of the numbers at most one; none: a consumer. */
export interface Buyer {
  nip: string | null
  euVat: { country: string; number: string } | null
  otherId: { country: string; number: string } | null
  name: string
  address: Address | null
  email: string | null
  phone: string | null
  customerNumber: string | null
  /** A unit of local government; a member of a VAT group. */
  localGovernment: boolean
  vatGroup: boolean
}

export interface InvoiceLine extends PricedLine<InvoiceRate> {
  name: string
  code: string | null
  pkwiu: string | null
  gtu: string | null
  unit: string
}

/** Why there is no tax: art. 113 or 43 of the VAT act, the directive, or another ground (P_19A, P_19B, P_19C). */
export interface Exemption {
  by: 'act' | 'directive' | 'other'
  text: string
}

export interface Invoice {
  kind: InvoiceKind
  number: string
  /** ISO dates. */
  issuedOn: string
  issuedAt: string | null
  /** When the goods were delivered or the service done, or the advance was paid; null where it is the day of issue. */
  suppliedOn: string | null
  currency: string
  /** Złoty for one unit of the currency, and its day (art. 31a: the last working day before the tax is due). */
  rate: { value: string; on: string; table: string | null } | null
  mode: PriceMode
  roundedBy: 'document' | 'line'
  seller: Seller
  buyer: Buyer
  lines: InvoiceLine[]
  exemption: Exemption | null
  splitPayment: boolean
  cashMethod: boolean
  selfBilled: boolean
  payment: {
    method: PaymentMethod
    dueOn: string | null
    account: string | null
    bank: string | null
    paidOn: string | null
  }
  /** Of an advance invoice: what was paid, gross. Its lines are those of the order. */
  paid: bigint | null
  /** Of a final invoice: the advance invoices it settles, with what each had taxed. */
  advances: { number: string; ksef: string | null; rates: RateTotal<InvoiceRate>[] }[]
  /** Of a correction: what it corrects, as it was. */
  corrects: {
    number: string
    issuedOn: string
    ksef: string | null
    kind: CorrectedKind
    buyer: Buyer
    lines: InvoiceLine[]
    /** Of an advance: what was told to be paid. */
    paid: bigint | null
    reason: string
    effect: (typeof CORRECTION_EFFECTS)[number]
  } | null
  note: string
}

export const invoiceTotals = (
  lines: readonly InvoiceLine[],
  { mode, currency, roundedBy }: Pick<Invoice, 'mode' | 'currency' | 'roundedBy'>,
): Totals<InvoiceRate> =>
  totalsByRate(lines, { mode, currency, rates: INVOICE_RATES, percentOf: vatPercent, roundedBy })

export interface Sums {
  rates: RateTotal<InvoiceRate>[]
  net: bigint
  tax: bigint
  gross: bigint
}

const sumsOf = (rates: RateTotal<InvoiceRate>[]): Sums => {
  const total = (part: 'net' | 'tax' | 'gross') => rates.reduce((sum, rate) => sum + rate[part], 0n)
  return { rates, net: total('net'), tax: total('tax'), gross: total('gross') }
}

function difference(after: RateTotal<InvoiceRate>[], before: RateTotal<InvoiceRate>[]): RateTotal<InvoiceRate>[] {
  return INVOICE_RATES.flatMap((vat) => {
    const [a, b] = [after, before].map((rates) => rates.filter((rate) => rate.vat === vat))
    if (a!.length === 0 && b!.length === 0) return []
    const sum = (part: 'net' | 'tax' | 'gross') =>
      a!.reduce((total, rate) => total + rate[part], 0n) - b!.reduce((total, rate) => total + rate[part], 0n)
    return [{ vat, net: sum('net'), tax: sum('tax'), gross: sum('gross') }]
  })
}

/**
 * What the invoice itself claims and taxes: of a correction the differences, of a final invoice what its advances left, of an
 * advance the part that was paid, spread over the rates of the order as their gross is (art. 106f ust. 1 pkt 3).
 */
export function claimOf(invoice: Invoice): Sums {
  const whole = invoiceTotals(invoice.lines, invoice)
  if (invoice.kind === 'correction') {
    const { corrects } = invoice
    const before = invoiceTotals(corrects?.lines ?? [], invoice)
    if (corrects?.kind !== 'advance') return sumsOf(difference(whole.rates, before.rates))
    return sumsOf(difference(partPaid(whole, invoice.paid ?? 0n), partPaid(before, corrects.paid ?? 0n)))
  }
  if (invoice.kind === 'final')
    return sumsOf(
      difference(
        whole.rates,
        invoice.advances.flatMap(({ rates }) => rates),
      ),
    )
  if (invoice.kind === 'advance') return sumsOf(partPaid(whole, invoice.paid ?? 0n))
  return sumsOf(whole.rates)
}

/** The last rate bears what rounding leaves, so that the parts are exactly what was paid. */
function partPaid({ rates, gross }: Totals<InvoiceRate>, paid: bigint): RateTotal<InvoiceRate>[] {
  let [left, of] = [paid, gross]
  return rates.map((rate) => {
    const part = of === 0n ? 0n : (left * rate.gross * 2n + of) / (of * 2n)
    left -= part
    of -= rate.gross
    const tax = taxOf(part, vatPercent(rate.vat), 'gross')
    return { vat: rate.vat, net: part - tax, tax, gross: part }
  })
}

/** A tax in another currency as it is told in złoty, too (art. 106e ust. 11). */
export const taxInZloty = (invoice: Pick<Invoice, 'currency' | 'rate'>, tax: bigint): bigint | null =>
  invoice.currency === 'PLN' || !invoice.rate ? null : convertMoney(tax, invoice.currency, invoice.rate.value, 'PLN')

export interface Fault {
  /** As in the model: 'lines.2.vat'. */
  path: string
  /** Words stand in the texts under 'error.<code>'. */
  code: string
}

/** What forbids issuing it, each with its place; nothing where it may be issued. `today` is an ISO date. */
export function faultsOf(invoice: Invoice, today: string): Fault[] {
  const faults: Fault[] = []
  const refuse = (path: string, code: string) => void faults.push({ path, code })
  const { lines, buyer, kind } = invoice
  if (invoice.issuedOn > today) refuse('issuedOn', 'invoice.issued_in_future')
  if (lines.length === 0 && kind !== 'correction') refuse('lines', 'field.required')
  if (lines.length > 10_000) refuse('lines', 'invoice.too_many_lines')
  if (!buyer.name.trim()) refuse('buyer.name', 'field.required')
  if (!invoice.seller.nip) refuse('seller.nip', 'field.required')
  if (!invoice.seller.address.line1.trim()) refuse('seller.address', 'field.required')
  if ([buyer.nip, buyer.euVat, buyer.otherId].filter(Boolean).length > 1) refuse('buyer.nip', 'invoice.one_number')
  lines.forEach((line, at) => {
    if (!line.name.trim()) refuse(`lines.${at}.name`, 'field.required')
    if (line.vat === '0 WDT' && !buyer.euVat) refuse(`lines.${at}.vat`, 'invoice.wdt_needs_eu_number')
    if (line.vat === 'oo' && !buyer.nip) refuse(`lines.${at}.vat`, 'invoice.reverse_charge_needs_nip')
    if (line.vat === 'np II' && !buyer.euVat) refuse(`lines.${at}.vat`, 'invoice.np2_needs_eu_number')
  })
  const exempt = lines.some(({ vat }) => vat === 'zw')
  if (exempt && !invoice.exemption?.text.trim()) refuse('exemption', 'invoice.exemption_ground')
  if (invoice.currency !== 'PLN' && !invoice.rate) refuse('rate', 'invoice.rate_needed')
  if (invoice.splitPayment && (invoice.currency !== 'PLN' || !buyer.nip))
    refuse('splitPayment', 'invoice.split_payment_domestic')
  if (invoice.payment.method === 'transfer' && !invoice.payment.account && !invoice.payment.paidOn)
    refuse('payment.account', 'invoice.account_needed')
  if (invoice.payment.dueOn && invoice.payment.dueOn < invoice.issuedOn && !invoice.payment.paidOn)
    refuse('payment.dueOn', 'invoice.due_before_issue')
  const corrected = invoice.corrects
  if (kind === 'advance' || (kind === 'correction' && corrected?.kind === 'advance' && invoice.paid !== 0n)) {
    const { gross } = invoiceTotals(lines, invoice)
    if (!invoice.paid || invoice.paid <= 0n) refuse('paid', 'field.required')
    else if (invoice.paid > gross) refuse('paid', 'invoice.advance_above_order')
  }
  if (kind === 'final' && invoice.advances.length === 0) refuse('advances', 'field.required')
  if (kind === 'final' && claimOf(invoice).gross < 0n) refuse('lines', 'invoice.advances_above_total')
  if (kind === 'correction') {
    if (!invoice.corrects) refuse('corrects', 'field.required')
    else {
      if (!invoice.corrects.reason.trim()) refuse('corrects.reason', 'field.required')
      if (invoice.corrects.issuedOn > invoice.issuedOn) refuse('issuedOn', 'invoice.before_corrected')
    }
  }
  if (kind !== 'correction' && kind !== 'final' && claimOf(invoice).gross < 0n) refuse('lines', 'invoice.below_zero')
  return faults
}
