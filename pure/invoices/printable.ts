import { amountInWords } from '../amount-in-words.ts'
import { formatAccount } from '../bank-account.ts'
import { formatMoney, formatPrice, minorToDecimal } from '../money.ts'
import { formatNip } from '../nip.ts'
import { paymentCode, splitPaymentTitle } from '../payment-code.ts'
import type { Locale } from '../texts/format.ts'
import { claimOf, type Invoice, invoiceTotals, type Sums, taxInZloty } from './invoice.ts'

/** What a printed invoice shows, every amount in words of the reader's language; dates are ISO. */
export interface PrintableInvoice {
  kind: Invoice['kind']
  /** What prices are: lines say their net or their gross. */
  mode: Invoice['mode']
  number: string
  /** The day a duplicate is made (art. 106l of the VAT act); null for the invoice itself. */
  duplicateOn: string | null
  issuedOn: string
  place: string | null
  suppliedOn: string | null
  seller: { name: string; lines: string[]; nip: string }
  buyer: { name: string; lines: string[]; number: string | null; numberIs: 'nip' | 'eu' | 'other' }
  /** Of a correction: as they were. */
  linesBefore: PrintableLine[]
  lines: PrintableLine[]
  rates: { vat: string; net: string; tax: string; gross: string }[]
  net: string
  tax: string
  gross: string
  inWords: string
  /** Where the invoice is in another currency. */
  taxInZloty: string | null
  rate: { value: string; on: string } | null
  corrects: { number: string; issuedOn: string; reason: string } | null
  advances: string[]
  payment: {
    method: Invoice['payment']['method']
    dueOn: string | null
    account: string | null
    bank: string | null
    due: string
    /** Of a transfer by split payment. */
    splitTitle: string | null
    /** The text of the banks' QR code, or why there is none. */
    code: ReturnType<typeof paymentCode>
  }
  exemption: string | null
  notes: ('reverse_charge' | 'split_payment' | 'cash_method')[]
  note: string
}

export interface PrintableLine {
  name: string
  code: string | null
  quantity: string
  unit: string
  price: string
  discount: string | null
  vat: string
  value: string
}

/** Everything a template needs of an invoice; `due` is what is still to be paid, in minor units. */
export function printableInvoice(
  invoice: Invoice,
  { locale, due, duplicateOn = null }: { locale: Locale; due: bigint; duplicateOn?: string | null },
): PrintableInvoice {
  const { currency, buyer, seller, payment } = invoice
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const claim = claimOf(invoice)
  const zloty = taxInZloty(invoice, claim.tax)
  const all = [...invoice.lines, ...(invoice.corrects?.lines ?? [])]
  return {
    kind: invoice.kind,
    mode: invoice.mode,
    number: invoice.number,
    duplicateOn,
    issuedOn: invoice.issuedOn,
    place: invoice.issuedAt,
    suppliedOn: invoice.suppliedOn,
    seller: { name: seller.name, lines: addressLines(seller.address), nip: formatNip(seller.nip) },
    buyer: {
      name: buyer.name,
      lines: buyer.address ? addressLines(buyer.address) : [],
      number: buyer.nip
        ? formatNip(buyer.nip)
        : buyer.euVat
          ? `${buyer.euVat.country}${buyer.euVat.number}`
          : (buyer.otherId?.number ?? null),
      numberIs: buyer.nip ? 'nip' : buyer.euVat ? 'eu' : 'other',
    },
    linesBefore: linesOf(invoice, invoice.corrects?.lines ?? [], locale),
    lines: linesOf(invoice, invoice.lines, locale),
    rates: claim.rates.map((rate) => ({ vat: rate.vat, ...wordsOf(rate, money) })),
    ...wordsOf(claim, money),
    inWords: amountInWords(claim.gross, currency, locale),
    taxInZloty: zloty === null ? null : formatMoney(zloty, 'PLN', locale),
    rate: invoice.rate && { value: invoice.rate.value, on: invoice.rate.on },
    corrects: invoice.corrects && {
      number: invoice.corrects.number,
      issuedOn: invoice.corrects.issuedOn,
      reason: invoice.corrects.reason,
    },
    advances: invoice.advances.map(({ number }) => number),
    payment: {
      method: payment.method,
      dueOn: payment.dueOn,
      account: payment.account && formatAccount(payment.account),
      bank: payment.bank,
      due: money(due),
      splitTitle: invoice.splitPayment
        ? splitPaymentTitle({ tax: minorToDecimal(claim.tax, currency), nip: seller.nip, invoice: invoice.number })
        : null,
      code: paymentCode({
        nip: seller.nip,
        account: payment.account ?? '',
        currency,
        due,
        recipient: seller.name,
        title: invoice.number,
        splitPayment: invoice.splitPayment,
      }),
    },
    exemption: all.some(({ vat }) => vat === 'zw') ? (invoice.exemption?.text ?? null) : null,
    notes: [
      ...(all.some(({ vat }) => vat === 'oo') ? (['reverse_charge'] as const) : []),
      ...(invoice.splitPayment ? (['split_payment'] as const) : []),
      ...(invoice.cashMethod ? (['cash_method'] as const) : []),
    ],
    note: invoice.note,
  }
}

const addressLines = ({ line1, line2 }: { line1: string; line2: string | null }): string[] =>
  [line1, line2].filter((line): line is string => Boolean(line))

const wordsOf = ({ net, tax, gross }: Pick<Sums, 'net' | 'tax' | 'gross'>, money: (minor: bigint) => string) => ({
  net: money(net),
  tax: money(tax),
  gross: money(gross),
})

function linesOf(invoice: Invoice, lines: Invoice['lines'], locale: Locale): PrintableLine[] {
  const { currency } = invoice
  const totals = invoiceTotals(lines, invoice)
  return lines.map((line, at) => {
    const { value, discount } = totals.lines[at]!
    return {
      name: line.name,
      code: line.code,
      quantity: line.quantity,
      unit: line.unit,
      price: formatPrice(line.unitPrice, currency, locale),
      discount: discount > 0n ? formatMoney(discount, currency, locale) : null,
      vat: line.vat,
      value: formatMoney(value, currency, locale),
    }
  })
}
