import fc from 'fast-check'
import type { Buyer, Invoice, InvoiceLine, InvoiceRate } from '../../pure/invoices/invoice.ts'
import { INVOICE_RATES } from '../../pure/invoices/invoice.ts'

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
