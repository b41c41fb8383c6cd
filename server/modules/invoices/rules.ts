import { claimOf, faultsOf, type Invoice, invoiceRateOf, invoiceTotals } from '../../../pure/invoices/invoice.ts'
import { plainDecimal } from '../../../pure/money.ts'
import { normaliseNip } from '../../../pure/nip.ts'
import { type FieldError, invalid, Refusal } from '../../core/errors.ts'
import type { CompanyView, ContactView } from '../contacts/schema.ts'
import type { DealLineView } from '../deals/schema/lines.ts'
import type { BuyerInput, InvoiceLineInput, InvoiceView } from './schema.ts'

/** As the amount of a deal. */
const MOST = 10n ** 12n

/** Lines as they are stored; throws with every field that cannot be taken. */
export function readLines(
  given: readonly InvoiceLineInput[],
  how: Pick<Invoice, 'mode' | 'currency' | 'roundedBy'>,
): InvoiceLineInput[] {
  const lines = given.map((line) => ({
    ...line,
    quantity: plainDecimal(line.quantity),
    unitPrice: plainDecimal(line.unitPrice),
    discountPercent: shareOrNone(line.discountPercent),
    discountAmount: line.discountAmount || null,
  }))
  const totals = invoiceTotals(lines, how)
  const errors = lines.flatMap(({ discountPercent, discountAmount }, index): FieldError[] => {
    const at = (field: string, code: string) => [{ path: `lines.${index}.${field}`, code }]
    if (discountPercent !== null && discountAmount !== null) return at('discountAmount', 'deal.two_discounts')
    const { before, value } = totals.lines[index]!
    if (before > MOST) return at('quantity', 'deal.too_large')
    return value < 0n ? at('discountAmount', 'deal.discount_too_large') : []
  })
  if (errors.length === 0 && totals.gross > MOST) errors.push({ path: 'lines', code: 'deal.too_large' })
  if (errors.length > 0) throw invalid(...errors)
  return lines
}

function shareOrNone(percent: string | null): string | null {
  const share = percent === null ? '0' : plainDecimal(percent)
  return share === '0' ? null : share
}

/** A buyer as it is kept: a Polish number as its ten digits, empty words as none. */
export function readBuyer(buyer: BuyerInput): BuyerInput {
  const nip = buyer.nip?.trim() ? normaliseNip(buyer.nip) : null
  if (buyer.nip?.trim() && !nip) throw invalid({ path: 'buyer.nip', code: 'field.nip' })
  const { address } = buyer
  return {
    ...buyer,
    nip,
    email: buyer.email || null,
    phone: buyer.phone || null,
    customerNumber: buyer.customerNumber || null,
    address: address && (address.line1 || address.line2) ? { ...address, line2: address.line2 || null } : null,
  }
}

const NOBODY: BuyerInput = {
  ...{ nip: null, euVat: null, otherId: null, name: '', address: null, email: null, phone: null },
  ...{ customerNumber: null, localGovernment: false, vatGroup: false },
}

/** Who a card's invoices are for; without a company a person, who has no number. */
export function buyerOf(company: CompanyView | null, contact: ContactView | null): BuyerInput {
  const card = company ?? contact
  if (!card) return NOBODY
  return {
    ...NOBODY,
    name: card.name,
    nip: company?.nip ? normaliseNip(company.nip) : null,
    address: company ? addressOf(company.address) : null,
    email: (contact ?? card).emails[0]?.value ?? card.emails[0]?.value ?? null,
    phone: card.phones[0]?.value ?? null,
  }
}

/** 'ul. Prosta 12, 00-850 Warszawa' in its two lines: at the break of the line, else before the postal code. */
function addressOf(text: string): BuyerInput['address'] {
  const plain = text.trim()
  if (!plain) return null
  const at = plain.search(/\n|,?\s+(?=\d{2}-\d{3}\b)/)
  const [line1, line2] = at < 0 ? [plain, ''] : [plain.slice(0, at), plain.slice(at)]
  const clean = (part: string) => part.replace(/^[\s,]+|[\s,]+$/g, '').replace(/\s+/g, ' ')
  return { country: 'PL', line1: clean(line1).slice(0, 300), line2: clean(line2).slice(0, 300) || null }
}

export const linesOfDealLines = (lines: readonly DealLineView[]): InvoiceLineInput[] =>
  lines.map((line) => ({
    productId: line.productId,
    name: line.name,
    code: line.code,
    pkwiu: line.pkwiu || null,
    gtu: line.gtu,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    discountPercent: line.discountPercent,
    discountAmount: line.discountAmount,
    vat: invoiceRateOf(line.vat),
  }))

/** The model of an invoice as it stands in the database; `today` where a draft names no day. */
export function modelOf(view: Omit<InvoiceView, 'faults'>, today: string): Invoice {
  const { kind, corrects } = view
  return {
    kind,
    number: view.number ?? '',
    issuedOn: view.issuedOn ?? today,
    issuedAt: view.place || null,
    suppliedOn: view.suppliedOn,
    currency: view.currency,
    rate: view.rate && view.currency !== 'PLN' ? { value: view.rate, on: view.rateOn ?? today, table: null } : null,
    mode: view.mode,
    roundedBy: view.roundedBy,
    seller: view.seller,
    buyer: view.buyer,
    lines: view.lines,
    exemption: view.exemption,
    splitPayment: view.splitPayment,
    cashMethod: view.cashMethod,
    selfBilled: false,
    payment: {
      method: view.paymentMethod,
      dueOn: view.dueOn,
      account: view.account,
      bank: view.bank,
      paidOn: view.paidOn,
    },
    paid: view.advance === null ? null : BigInt(view.advance),
    advances: [],
    corrects: corrects ? correctedOf(view) : null,
    note: view.note,
  }
}

const correctedOf = (view: Omit<InvoiceView, 'faults'>): Invoice['corrects'] => ({
  ...{ number: view.corrects?.number ?? '', issuedOn: '', ksef: null, kind: 'vat', buyer: view.buyer, paid: null },
  ...{ lines: view.linesBefore, reason: view.reason, effect: view.effect ?? 'now' },
})

/** What it adds up to, as rows keep it. */
export function sumsOf(invoice: Invoice) {
  const claim = claimOf(invoice)
  const plain = ({ net, tax, gross }: { net: bigint; tax: bigint; gross: bigint }) => ({
    net: Number(net),
    tax: Number(tax),
    gross: Number(gross),
  })
  return { ...plain(claim), rates: claim.rates.map((rate) => ({ vat: rate.vat, ...plain(rate) })) }
}

/** Refuses, at each place, what the law forbids to issue. */
export function refuseFaulty(invoice: Invoice, today: string): void {
  const faults = faultsOf(invoice, today)
  if (faults.length > 0) throw invalid(...faults)
}

type InvoiceState = Pick<InvoiceView, 'status' | 'kind' | 'sentAt' | 'payments' | 'corrections' | 'ksefNumber'>

export function stillDraft({ status }: Pick<InvoiceView, 'status'>): void {
  if (status !== 'draft') throw new Refusal('invoice.issued')
}

export function issued({ status }: Pick<InvoiceView, 'status'>): void {
  if (status !== 'issued') throw new Refusal('invoice.not_issued')
}

/** Issued, and of a kind that goes into KSeF. */
export function inKsef(invoice: Pick<InvoiceView, 'status' | 'kind'>): void {
  issued(invoice)
  if (invoice.kind === 'proforma') throw new Refusal('invoice.not_structured')
}

/** What left the house, was paid, corrected or taken in by KSeF stays: it can only be corrected. */
export function cancellable(invoice: InvoiceState): void {
  issued(invoice)
  if (invoice.sentAt || invoice.payments.length > 0 || invoice.corrections.length > 0 || invoice.ksefNumber)
    throw new Refusal('invoice.correct_instead')
}

export function payable(invoice: InvoiceState): void {
  issued(invoice)
  if (invoice.kind === 'correction' || invoice.kind === 'proforma') throw new Refusal('invoice.nothing_to_pay')
}
