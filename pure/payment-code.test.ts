import { expect, it } from 'vitest'
import { paymentCode, splitPaymentTitle } from './payment-code.ts'

const transfer = {
  nip: '5260001246',
  account: 'PL61109010140000071219812874',
  currency: 'PLN',
  due: 12_345n,
  recipient: 'Zakłady Stolarskie Dąb i Wspólnicy',
  title: 'FV 12/11/2026',
  splitPayment: false,
}

it('names who, where to, how much and what for', () => {
  expect(paymentCode(transfer)).toEqual({
    code: '5260001246|PL|61109010140000071219812874|012345|Zakłady Stolarskie D|FV 12/11/2026|||',
  })
})

it('lets no text break out of its field', () => {
  const { code } = paymentCode({ ...transfer, recipient: 'A|B\nC', title: 'x|y' }) as { code: string }
  expect(code.split('|')).toHaveLength(9)
})

it.each([
  [{ due: 1_000_000n }, 'above_limit'],
  [{ due: 0n }, 'nothing_due'],
  [{ splitPayment: true }, 'split_payment'],
  [{ currency: 'EUR' }, 'foreign_currency'],
  [{ account: 'DE89370400440532013000' }, 'foreign_account'],
])('says why there is none: %o', (change, reason) => {
  expect(paymentCode({ ...transfer, ...change })).toEqual({ reason })
})

it('is still there at the limit', () => {
  expect(paymentCode({ ...transfer, due: 999_999n })).toMatchObject({ code: expect.stringContaining('|999999|') })
})

it('writes the title of a split-payment transfer', () => {
  const title = splitPaymentTitle({ tax: '23.00', nip: '5231242681', invoice: 'FV 1/2026', text: 'okna' })
  expect(title).toBe('/VAT/23,00/IDC/5231242681/INV/FV 1/2026/TXT/okna')
})
