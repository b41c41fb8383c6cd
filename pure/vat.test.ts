import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PricedLine, priceInCurrency, priceInMode, sellsOf, totalsOf, VAT_CODES, vatPercent } from './vat.ts'

const line = (quantity: string, unitPrice: string, given: Partial<PricedLine> = {}): PricedLine => ({
  quantity,
  unitPrice,
  discountPercent: null,
  discountAmount: null,
  vat: '23',
  ...given,
})

describe('totals with net prices', () => {
  it('round each line and take the tax once from the sum of its rate', () => {
    // 3 × 0.33 net: by the line 0.08 of tax each and 0.24 together, from the sum 0.23.
    const lines = [line('1', '0.33'), line('1', '0.33'), line('1', '0.33')]
    expect(totalsOf(lines, 'net', 'PLN')).toMatchObject({ net: 99n, tax: 23n, gross: 122n })
    expect(totalsOf([line('2.5', '0.33')], 'net', 'PLN').lines[0]!.value).toBe(83n)
    expect(totalsOf([line('0.333333', '100')], 'net', 'PLN').net).toBe(3333n)
  })

  it('keep every rate apart, and tax nothing that is exempt, reversed or outside', () => {
    const lines = [
      line('1', '100'),
      line('2', '50', { vat: '8' }),
      line('1', '100', { vat: 'zw' }),
      line('1', '10', { vat: 'oo' }),
      line('1', '1', { vat: 'np' }),
      line('1', '7', { vat: '0' }),
      line('1', '20', { vat: '5' }),
    ]
    expect(totalsOf(lines, 'net', 'PLN').rates).toEqual([
      { vat: '23', net: 10_000n, tax: 2_300n, gross: 12_300n },
      { vat: '8', net: 10_000n, tax: 800n, gross: 10_800n },
      { vat: '5', net: 2_000n, tax: 100n, gross: 2_100n },
      { vat: '0', net: 700n, tax: 0n, gross: 700n },
      { vat: 'zw', net: 10_000n, tax: 0n, gross: 10_000n },
      { vat: 'oo', net: 1_000n, tax: 0n, gross: 1_000n },
      { vat: 'np', net: 100n, tax: 0n, gross: 100n },
    ])
  })

  it('take a discount off the line, in percent rounded once, or as an amount', () => {
    expect(totalsOf([line('3', '33.33', { discountPercent: '12.5' })], 'net', 'PLN').lines).toEqual([
      { before: 9_999n, discount: 1_250n, value: 8_749n },
    ])
    expect(totalsOf([line('3', '33.33', { discountAmount: 999 })], 'net', 'PLN').lines).toEqual([
      { before: 9_999n, discount: 999n, value: 9_000n },
    ])
    expect(totalsOf([line('1', '10', { discountPercent: '100' })], 'net', 'PLN').gross).toBe(0n)
  })

  it('mind currencies without minor units', () => {
    expect(totalsOf([line('3', '33.4')], 'net', 'JPY')).toMatchObject({ net: 100n, tax: 23n, gross: 123n })
  })
})

describe('totals with gross prices', () => {
  it('take the tax out of the sum of a rate', () => {
    expect(totalsOf([line('1', '123')], 'gross', 'PLN')).toMatchObject({ net: 10_000n, tax: 2_300n, gross: 12_300n })
    // 9.99 × 23 / 123 = 1.868…
    expect(totalsOf([line('1', '9.99')], 'gross', 'PLN')).toMatchObject({ net: 812n, tax: 187n, gross: 999n })
    expect(totalsOf([line('1', '9.99', { vat: 'zw' })], 'gross', 'PLN')).toMatchObject({ net: 999n, tax: 0n })
  })

  it('differ from net ones by the way alone: a hundred at 81.30 are not a hundred at 100 gross', () => {
    expect(totalsOf([line('100', '81.3')], 'net', 'PLN').gross).toBe(999_990n)
    expect(totalsOf([line('100', '100')], 'gross', 'PLN').gross).toBe(1_000_000n)
  })
})

describe('whatever the lines are', () => {
  const decimal = (whole: number, places: number) =>
    fc
      .tuple(fc.nat(whole), fc.nat(10 ** places - 1))
      .map(([before, after]) => `${before}.${String(after).padStart(places, '0')}`)
  const any = fc.record({
    quantity: decimal(99_999, 6),
    unitPrice: decimal(999_999, 8),
    discountPercent: fc.option(fc.nat(10_000).map((hundredths) => `${hundredths / 100}`)),
    discountAmount: fc.constant(null),
    vat: fc.constantFrom(...VAT_CODES),
  })
  const modes = fc.constantFrom('net' as const, 'gross' as const)

  it('net and tax are the gross, by rate and in all, and no order changes it', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), modes, (lines, mode) => {
        const totals = totalsOf(lines, mode, 'PLN')
        for (const rate of [...totals.rates, totals]) expect(rate.net + rate.tax).toBe(rate.gross)
        expect(totals.lines.reduce((sum, { value }) => sum + value, 0n)).toBe(totals[mode])
        expect(totalsOf([...lines].reverse(), mode, 'PLN').rates).toEqual(totals.rates)
      }),
    )
  })

  it('each line and each tax is off the exact value by half a minor unit at most', () => {
    const scaled = (text: string, places: number) => BigInt(Math.round(Number(text) * 10 ** places))
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 8 }), modes, (lines, mode) => {
        const totals = totalsOf(lines, mode, 'PLN')
        for (const [index, { quantity, unitPrice, discountPercent }] of lines.entries()) {
          const digits = (text: string) => BigInt(text.replace('.', ''))
          // quantity × 10⁶, price × 10⁸, share × 10⁴: the exact value in minor units × 10¹⁶.
          const share = 10_000n - scaled(discountPercent ?? '0', 2)
          const exact = digits(quantity) * digits(unitPrice) * share
          const off = 2n * (totals.lines[index]!.value * 10n ** 16n - exact)
          expect(off > -(10n ** 16n) && off <= 10n ** 16n).toBe(true)
        }
        for (const { vat, net, tax, gross } of totals.rates) {
          const percent = BigInt(vatPercent(vat))
          const [exact, parts] = mode === 'net' ? [net * percent, 100n] : [gross * percent, 100n + percent]
          const off = 2n * (tax * parts - exact)
          expect(off > -parts && off <= parts).toBe(true)
        }
      }),
    )
  })
})

describe('a unit price', () => {
  it('is turned from net to gross and back finely enough for a hundred pieces', () => {
    expect(priceInMode('100', '23', 'net', 'gross')).toBe('123')
    expect(priceInMode('100', '23', 'gross', 'net')).toBe('81.3008')
    expect(priceInMode('19.99', 'zw', 'gross', 'net')).toBe('19.99')
    const net = priceInMode('100', '23', 'gross', 'net')
    expect(totalsOf([line('100', net)], 'net', 'PLN').gross).toBe(1_000_000n)
  })

  it('is told in another currency by the rates of both', () => {
    expect(priceInCurrency('430', '1', '4.3')).toBe('100')
    expect(priceInCurrency('100', '4.3', '3.65')).toBe('117.81')
  })
})

it('a deal sells goods, services or both', () => {
  expect(sellsOf([])).toBeNull()
  expect(sellsOf([{ kind: 'goods' }, { kind: 'goods' }])).toBe('goods')
  expect(sellsOf([{ kind: 'service' }])).toBe('services')
  expect(sellsOf([{ kind: 'service' }, { kind: 'goods' }])).toBe('mixed')
})
