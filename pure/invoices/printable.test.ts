import { expect, it } from 'vitest'
import { BUYER, invoiceOf, lineOf } from '../../test/support/invoices.ts'
import { printableInvoice } from './printable.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('a printed invoice tells its amount in words, what is due, and the code of the transfer', () => {
  const invoice = invoiceOf({ lines: [lineOf({ quantity: '2', unitPrice: '100', discountPercent: '10' })] })
  const printed = printableInvoice(invoice, { locale: 'pl', due: 121_40n })
  expect(plain(printed.gross)).toBe('221,40 zł')
  expect(printed.inWords).toBe('dwieście dwadzieścia jeden złotych 40/100')
  expect(plain(printed.payment.due)).toBe('121,40 zł')
  expect(printed.payment.code).toEqual({
    code: '7740001454|PL|61109010140000071219812874|012140|Okna Wielkopolskie s|FV 1/11/2026|||',
  })
  expect(plain(printed.lines[0]!.discount!)).toBe('20,00 zł')
  expect(printed.buyer).toEqual({
    name: 'Termika Budownictwo sp. z o.o.',
    lines: ['ul. Prosta 12', '00-850 Warszawa'],
    number: '526-104-08-28',
    numberIs: 'nip',
  })
})

it('what the law asks to be written stands on it', () => {
  const split = printableInvoice(invoiceOf({ splitPayment: true, cashMethod: true }), { locale: 'pl', due: 123_00n })
  expect(split.notes).toEqual(['split_payment', 'cash_method'])
  expect(split.payment.code).toEqual({ reason: 'split_payment' })
  expect(split.payment.splitTitle).toBe('/VAT/23,00/IDC/7740001454/INV/FV 1/11/2026')
  const exempt = invoiceOf({
    lines: [lineOf({ vat: 'zw' }), lineOf({ vat: 'oo' })],
    exemption: { by: 'act', text: 'art. 113 ust. 1' },
    buyer: { ...BUYER, nip: null, euVat: { country: 'DE', number: '123456789' } },
  })
  const printed = printableInvoice(exempt, { locale: 'en', due: 0n, duplicateOn: '2026-12-01' })
  expect(printed).toMatchObject({ exemption: 'art. 113 ust. 1', notes: ['reverse_charge'], duplicateOn: '2026-12-01' })
  expect(printed.buyer.number).toBe('DE123456789')
})
