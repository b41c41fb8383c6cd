import fc from 'fast-check'
import type { Buyer, Invoice, InvoiceLine, InvoiceRate } from '../../pure/invoices/invoice.ts'
import { claimOf, INVOICE_RATES, invoiceTotals, PAYMENT_METHODS } from '../../pure/invoices/invoice.ts'

/* What the tests of invoices are made of. */

export const BUYER: Buyer = {
  nip: '5261040828',
  euVat: null,
  otherId: null,
  name: 'Termika Budownictwo sp. z o.o.',
  address: { country: 'PL', line1: 'ul. Prosta 12', line2: '00-850 Warszawa' },
  email: 'biuro@termika.example',
  phone: null,
  customerNumber: null,
  localGovernment: false,
  vatGroup: false,
}

export const lineOf = (given: Partial<InvoiceLine> = {}): InvoiceLine => ({
  name: 'Okno PVC',
  code: null,
  pkwiu: null,
  gtu: null,
  unit: 'szt.',
  quantity: '1',
  unitPrice: '100',
  discountPercent: null,
  discountAmount: null,
  vat: '23',
  ...given,
})

export const invoiceOf = (given: Partial<Invoice> = {}): Invoice => ({
  kind: 'vat',
  number: 'FV 1/11/2026',
  issuedOn: '2026-11-28',
  issuedAt: 'Poznań',
  suppliedOn: null,
  currency: 'PLN',
  rate: null,
  mode: 'net',
  roundedBy: 'document',
  seller: {
    nip: '7740001454',
    name: 'Okna Wielkopolskie sp. z o.o.',
    address: { country: 'PL', line1: 'ul. Fabryczna 3', line2: '61-512 Poznań' },
    email: null,
    phone: null,
  },
  buyer: BUYER,
  lines: [lineOf()],
  exemption: null,
  splitPayment: false,
  cashMethod: false,
  selfBilled: false,
  payment: {
    method: 'transfer',
    dueOn: '2026-12-12',
    account: 'PL61109010140000071219812874',
    bank: 'Bank',
    paidOn: null,
  },
  paid: null,
  advances: [],
  corrects: null,
  note: '',
  ...given,
})

export const decimal = (whole: number, places: number) =>
  fc
    .tuple(fc.nat(whole), fc.nat(10 ** places - 1))
    .map(([before, after]) => `${before}.${String(after).padStart(places, '0')}`)

const words = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((text) => /[a-z0-9]/i.test(text))

export const anyLine = (rates: readonly InvoiceRate[] = INVOICE_RATES): fc.Arbitrary<InvoiceLine> =>
  fc.record({
    name: words,
    code: fc.option(words),
    pkwiu: fc.constantFrom(null, '25.12.10.0'),
    gtu: fc.constantFrom(null, 'GTU_01', 'GTU_13'),
    unit: fc.constantFrom('szt.', 'm²', 'godz.', 'kpl.'),
    quantity: decimal(9_999, 6),
    unitPrice: decimal(99_999, 8),
    discountPercent: fc.option(fc.integer({ min: 1, max: 9_999 }).map((hundredths) => `${hundredths / 100}`)),
    discountAmount: fc.constant(null),
    vat: fc.constantFrom(...rates),
  })

const COMMON: InvoiceRate[] = ['23', '8', '5', '0 KR', 'zw', 'np I']
/** Who may buy, and at which rates. */
const BUYERS: { buyer: Buyer; rates: InvoiceRate[] }[] = [
  { buyer: BUYER, rates: [...COMMON, 'oo'] },
  { buyer: { ...BUYER, localGovernment: true, vatGroup: true, customerNumber: 'K-77' }, rates: [...COMMON, 'oo'] },
  { buyer: { ...BUYER, nip: null, address: null, email: null }, rates: COMMON },
  {
    buyer: { ...BUYER, nip: null, euVat: { country: 'DE', number: '123456789' } },
    rates: [...COMMON, '0 WDT', 'np II'],
  },
  { buyer: { ...BUYER, nip: null, otherId: { country: 'US', number: '12-3456789' } }, rates: [...COMMON, '0 EX'] },
]
const CURRENCIES: Pick<Invoice, 'currency' | 'rate'>[] = [
  { currency: 'PLN', rate: null },
  { currency: 'EUR', rate: { value: '4.32150000', on: '2026-11-27', table: '230/A/NBP/2026' } },
  { currency: 'USD', rate: { value: '3.7', on: '2026-11-27', table: null } },
  { currency: 'JPY', rate: { value: '0.026113', on: '2026-11-27', table: null } },
]
const KSEF = [null, '5265877635-20250626-010080DD2B5E-26']

const some = <T>(...values: T[]) => fc.constantFrom(...values)

/** Any invoice that may be issued, of every kind; its day is 28 November 2026. */
export const anyInvoice: fc.Arbitrary<Invoice> = some(...BUYERS)
  .chain(({ buyer, rates }) =>
    fc.record({
      buyer: fc.constant(buyer),
      lines: fc.array(anyLine(rates), { minLength: 1, maxLength: 10 }),
      before: fc.array(anyLine(rates), { minLength: 1, maxLength: 5 }),
      off: fc.integer({ min: 0, max: 100 }),
      money: some(...CURRENCIES),
      mode: some('net' as const, 'gross' as const),
      roundedBy: some('document' as const, 'line' as const),
      kind: some('vat' as const, 'vat' as const, 'advance' as const, 'final' as const, 'correction' as const),
      corrected: some('vat' as const, 'final' as const, 'advance' as const),
      effect: some('as_corrected' as const, 'now' as const, 'other' as const),
      ground: some('act' as const, 'directive' as const, 'other' as const),
      parts: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 }),
      ksef: some(...KSEF),
      splitPayment: fc.boolean(),
      cashMethod: fc.boolean(),
      method: some(...PAYMENT_METHODS),
      isPaid: fc.boolean(),
      suppliedOn: some(null, '2026-11-20'),
      note: fc.string({ maxLength: 300, unit: 'binary' }),
    }),
  )
  .map((given) => {
    const { kind, money, mode, roundedBy, buyer, before, ksef, splitPayment, suppliedOn, cashMethod, note } = given
    const how = { mode, roundedBy, ...money }
    const lines = given.lines.map((line, at) => (at === 0 ? withAmountOff(line, given.off, how) : line))
    const order = invoiceTotals(lines, how).gross
    const ofAdvance = kind === 'advance' || (kind === 'correction' && given.corrected === 'advance')
    const paid = (of: bigint, percent: number) => (of * BigInt(percent)) / 100n || 1n
    const exempt = [...lines, ...before].some(({ vat }) => vat === 'zw')
    return invoiceOf({
      ...{ kind, buyer, lines, ...how, suppliedOn, cashMethod, note },
      splitPayment: splitPayment && money.currency === 'PLN' && buyer.nip !== null,
      exemption: exempt ? { by: given.ground, text: 'art. 113 ust. 1 ustawy o VAT' } : null,
      payment: {
        ...{ method: given.method, account: 'PL61109010140000071219812874', bank: 'Bank' },
        ...(given.isPaid ? { dueOn: null, paidOn: '2026-11-28' } : { dueOn: '2026-12-12', paidOn: null }),
      },
      paid: ofAdvance ? paid(order, given.parts[0]!) : null,
      advances:
        kind === 'final'
          ? given.parts.map((percent, at) => ({
              ...{ number: `FZ ${at + 1}/11/2026`, ksef },
              rates: claimOf(invoiceOf({ kind: 'advance', lines, ...how, paid: (order * BigInt(percent)) / 100n }))
                .rates,
            }))
          : [],
      corrects:
        kind === 'correction'
          ? {
              ...{ number: 'FV 1/10/2026', issuedOn: '2026-10-05', ksef, kind: given.corrected, reason: 'Zwrot' },
              ...{ buyer: given.isPaid ? { ...buyer, name: 'Termika' } : buyer, lines: before, effect: given.effect },
              paid: ofAdvance ? paid(invoiceTotals(before, how).gross, 50) : null,
            }
          : null,
    })
  })

/** An amount off instead of a percentage: so many hundredths of the line. */
function withAmountOff(line: InvoiceLine, percent: number, how: Parameters<typeof invoiceTotals>[1]): InvoiceLine {
  const whole = { ...line, discountPercent: null }
  const off = (invoiceTotals([whole], how).gross * BigInt(percent)) / 200n
  return off > 0n ? { ...whole, discountAmount: Number(off) } : line
}
