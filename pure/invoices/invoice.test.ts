import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byHand, divided, taxByHand } from '../../test/support/invoice-sums.ts'
import { anyLine, BUYER, invoiceOf, lineOf } from '../../test/support/invoices.ts'
import { claimOf, faultsOf, type Invoice, invoiceTotals, taxInZloty } from './invoice.ts'

const TODAY = '2026-11-28'

const modes = fc.constantFrom('net' as const, 'gross' as const)
const roundings = fc.constantFrom('document' as const, 'line' as const)
const lines = fc.array(anyLine(), { minLength: 1, maxLength: 12 })

describe('sums, whatever stands on the invoice', () => {
  it('are to the grosz those of an independent calculation, by document and by line', () => {
    fc.assert(
      fc.property(lines, modes, roundings, (given, mode, roundedBy) => {
        const claim = claimOf(invoiceOf({ lines: given, mode, roundedBy }))
        const expected = byHand(given, { mode, roundedBy, currency: 'PLN' })
        expect(new Map(claim.rates.map(({ vat, ...sums }) => [vat, sums]))).toEqual(expected)
        const total = [...expected.values()].reduce((sum, { gross }) => sum + gross, 0n)
        expect(claim.gross).toBe(total)
        expect(claim.net + claim.tax).toBe(total)
      }),
    )
  })

  it('of a correction are what is now less what was, and nothing when nothing changed', () => {
    fc.assert(
      fc.property(lines, lines, modes, (before, after, mode) => {
        const corrects = correcting({ lines: before })
        const claim = claimOf(invoiceOf({ kind: 'correction', mode, lines: after, corrects }))
        const [was, is] = [before, after].map((given) => invoiceTotals(given, invoiceOf({ mode })))
        expect(claim.gross).toBe(is!.gross - was!.gross)
        expect(claim.tax).toBe(is!.tax - was!.tax)
        const none = claimOf(invoiceOf({ kind: 'correction', mode, lines: before, corrects }))
        expect(none.rates.every(({ net, tax, gross }) => net === 0n && tax === 0n && gross === 0n)).toBe(true)
      }),
    )
  })

  it('of an advance are exactly what was paid, spread over the rates of the order', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 100 }), modes, (given, percent, mode) => {
        const order = invoiceTotals(given, invoiceOf({ mode }))
        const paid = (order.gross * BigInt(percent)) / 100n
        const claim = claimOf(invoiceOf({ kind: 'advance', lines: given, mode, paid }))
        expect(claim.gross).toBe(paid)
        for (const { net, tax, gross, vat } of claim.rates) {
          expect(net + tax).toBe(gross)
          expect(tax).toBe(taxByHand(gross, vat, 'gross'))
          // No part is off its share by more than a grosz for each rate rounded before it.
          const share =
            order.gross === 0n ? 0n : divided(paid * order.rates.find((one) => one.vat === vat)!.gross, order.gross)
          expect(gross - share <= 10n && share - gross <= 10n).toBe(true)
        }
      }),
    )
  })

  it('of a final invoice and its advances are together those of the order', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 }), (given, parts) => {
        const order = invoiceTotals(given, invoiceOf())
        const advances = parts.map((percent, at) => {
          const paid = (order.gross * BigInt(percent)) / 100n
          const { rates } = claimOf(invoiceOf({ kind: 'advance', lines: given, paid }))
          return { number: `ZAL ${at + 1}/2026`, ksef: null, rates }
        })
        const rest = claimOf(invoiceOf({ kind: 'final', lines: given, advances }))
        for (const part of ['net', 'tax', 'gross'] as const) {
          const paid = advances.flatMap(({ rates }) => rates).reduce((sum, rate) => sum + rate[part], 0n)
          expect(rest[part] + paid).toBe(order[part])
        }
      }),
    )
  })
})

const correcting = (given: Partial<NonNullable<Invoice['corrects']>> = {}): NonNullable<Invoice['corrects']> => ({
  number: 'FV 1/10/2026',
  issuedOn: '2026-10-05',
  ksef: null,
  kind: 'vat',
  buyer: BUYER,
  lines: [lineOf()],
  paid: null,
  reason: 'Zwrot towaru',
  effect: 'now',
  ...given,
})

describe('the tax', () => {
  it('by line and by document differ where rounding adds up', () => {
    const three = ['1', '2', '3'].map((name) => lineOf({ name, unitPrice: '0.33' }))
    expect(claimOf(invoiceOf({ lines: three })).tax).toBe(23n)
    expect(claimOf(invoiceOf({ lines: three, roundedBy: 'line' })).tax).toBe(24n)
  })

  it('is told in złoty, too, where the invoice is in another currency', () => {
    const rate = { value: '4.3215', on: '2026-11-27', table: null }
    expect(taxInZloty({ currency: 'EUR', rate }, 2300n)).toBe(9939n)
    expect(taxInZloty({ currency: 'JPY', rate: { ...rate, value: '0.026' } }, 1000n)).toBe(2600n)
    expect(taxInZloty({ currency: 'PLN', rate: null }, 2300n)).toBeNull()
  })

  it('of a corrected advance is of the difference between what was and is paid', () => {
    const lines = [lineOf({ unitPrice: '1000' })]
    const corrects = correcting({ kind: 'advance', lines, paid: 123_00n })
    const back = claimOf(invoiceOf({ kind: 'correction', lines, paid: 0n, corrects }))
    expect(back).toMatchObject({ net: -100_00n, tax: -23_00n, gross: -123_00n })
  })
})

const faults = (given: Partial<Invoice>) => faultsOf(invoiceOf(given), TODAY).map(({ path, code }) => `${path} ${code}`)

describe('what forbids issuing', () => {
  it('is nothing on a plain invoice', () => {
    expect(faults({})).toEqual([])
  })

  const cases: [string, Partial<Invoice>, string][] = [
    ['a day to come', { issuedOn: '2026-11-29' }, 'issuedOn invoice.issued_in_future'],
    ['no lines', { lines: [] }, 'lines field.required'],
    ['an exemption without its ground', { lines: [lineOf({ vat: 'zw' })] }, 'exemption invoice.exemption_ground'],
    ['a currency without its rate', { currency: 'EUR' }, 'rate invoice.rate_needed'],
    [
      'split payment by a consumer',
      { splitPayment: true, buyer: { ...BUYER, nip: null } },
      'splitPayment invoice.split_payment_domestic',
    ],
    [
      'reverse charge to nobody',
      { lines: [lineOf({ vat: 'oo' })], buyer: { ...BUYER, nip: null } },
      'lines.0.vat invoice.reverse_charge_needs_nip',
    ],
    [
      'a delivery within the Union to a Pole',
      { lines: [lineOf({ vat: '0 WDT' })] },
      'lines.0.vat invoice.wdt_needs_eu_number',
    ],
    [
      'a transfer to nowhere',
      { payment: { ...invoiceOf().payment, account: null } },
      'payment.account invoice.account_needed',
    ],
    [
      'a due day gone by',
      { payment: { ...invoiceOf().payment, dueOn: '2026-11-01' } },
      'payment.dueOn invoice.due_before_issue',
    ],
    ['an advance above its order', { kind: 'advance', paid: 123_01n }, 'paid invoice.advance_above_order'],
    ['a final one without advances', { kind: 'final' }, 'advances field.required'],
    ['a correction of nothing', { kind: 'correction' }, 'corrects field.required'],
    [
      'a correction without its reason',
      { kind: 'correction', corrects: correcting({ reason: ' ' }) },
      'corrects.reason field.required',
    ],
    [
      'a correction before what it corrects',
      { kind: 'correction', issuedOn: '2026-10-01', corrects: correcting() },
      'issuedOn invoice.before_corrected',
    ],
    ['less than nothing', { lines: [lineOf({ discountAmount: 200_00 })] }, 'lines invoice.below_zero'],
  ]
  for (const [name, given, fault] of cases) it(`is ${name}`, () => expect(faults(given)).toContain(fault))

  it('is not that an advance given back is corrected to nothing', () => {
    const corrects = correcting({ kind: 'advance', paid: 100_00n })
    expect(faults({ kind: 'correction', corrects, paid: 0n })).toEqual([])
  })
})
