import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertMoney, lineTotal, multiplyMoney, portionOf, scaleDecimal } from './decimals.ts'
import {
  currencyDigits,
  formatMoney,
  formatPrice,
  minorToDecimal,
  parseDecimal,
  parseMoney,
  plainDecimal,
} from './money.ts'

describe('showing money', () => {
  it('writes it by the product rules, with non-breaking spaces', () => {
    expect(formatMoney(123456n, 'PLN', 'pl')).toBe('1\u00a0234,56\u00a0zł')
    expect(formatMoney('123456', 'PLN', 'en')).toBe('PLN\u00a01,234.56')
    expect(formatMoney(-5, 'PLN', 'pl')).toBe('-0,05\u00a0zł')
    expect(formatMoney(123456, 'EUR', 'pl')).toBe('1\u00a0234,56\u00a0€')
    expect(formatMoney(1234, 'JPY', 'en')).toBe('¥1,234')
  })

  it('is exact past the size of a float', () => {
    expect(formatMoney(12345678901234567890123n, 'PLN', 'pl')).toBe(
      '123 456 789 012 345 678 901,23 zł'.replaceAll(' ', '\u00a0'),
    )
    expect(minorToDecimal(12345678901234567890123n, 'PLN')).toBe('123456789012345678901.23')
    expect(minorToDecimal(-7n, 'PLN')).toBe('-0.07')
    expect(minorToDecimal(7, 'JPY')).toBe('7')
    expect(minorToDecimal(1234, 'KWD')).toBe('1.234')
  })

  it('refuses fractions of a minor unit and made-up currencies', () => {
    expect(() => formatMoney(1.5, 'PLN', 'pl')).toThrow('money_not_whole')
    expect(() => formatMoney('abc', 'PLN', 'pl')).toThrow('money_not_whole')
    expect(() => currencyDigits('zł')).toThrow('currency_invalid')
  })
})

describe('reading money', () => {
  it.each([
    ['1 234,56', 123456n],
    ['1\u00a0234,56\u00a0zł', 123456n],
    ['1234,5', 123450n],
    ['1234', 123400n],
    ['1234,', 123400n],
    ['1234.56', 123456n],
    ['1.234,56', 123456n],
    ['1 234 567 PLN', 123456700n],
    ['PLN 12', 1200n],
    ['-12,50 zł', -1250n],
    ['\u221212,50', -1250n],
    [',99', 99n],
    ['0', 0n],
  ])('reads %j in Polish', (text, minor) => expect(parseMoney(text, 'pl')).toBe(minor))

  it.each([
    '',
    'zł',
    'abc',
    '1.234',
    '1,234,56',
    '12,345',
    '12 34,00',
    '1 234 56',
    '--5',
    '1e5',
    '12 EUR',
    '5 zł 20',
    '∞',
    '1,2,3',
  ])('refuses %j in Polish', (text) => expect(parseMoney(text, 'pl')).toBeNull())

  it('reads English', () => {
    expect(parseMoney('1,234.56', 'en')).toBe(123456n)
    expect(parseMoney('PLN 1,234.56', 'en')).toBe(123456n)
    expect(parseMoney('1234.5', 'en')).toBe(123450n)
    expect(parseMoney('$1,234', 'en', 'USD')).toBe(123400n)
    expect(parseMoney('-$5', 'en', 'USD')).toBe(-500n)
    expect(parseMoney('1234,56', 'en')).toBeNull()
    expect(parseMoney('1.234,56', 'en')).toBeNull()
  })

  it('minds currencies without a minor unit', () => {
    expect(parseMoney('1234', 'pl', 'JPY')).toBe(1234n)
    expect(parseMoney('12,5', 'pl', 'JPY')).toBeNull()
  })

  it('reads back all it shows', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 24n), 10n ** 24n),
        fc.constantFrom('PLN', 'EUR', 'USD', 'JPY', 'KWD', 'CHF'),
        fc.constantFrom('pl' as const, 'en' as const),
        (minor, currency, locale) => {
          expect(parseMoney(formatMoney(minor, currency, locale), locale, currency)).toBe(minor)
        },
      ),
    )
  })
})

it('shows a unit price with all its digits, and two at least', () => {
  expect(formatPrice('1249.5', 'PLN', 'pl')).toBe('1\u00a0249,50\u00a0zł')
  expect(formatPrice('81.3008', 'EUR', 'en')).toBe('€81.3008')
  expect(formatPrice('120', 'JPY', 'en')).toBe('¥120')
})

describe('reckoning', () => {
  it('rounds half up, once, and mirrors corrections', () => {
    expect(multiplyMoney(150n, '0.23')).toBe(35n)
    expect(multiplyMoney(-150n, '0.23')).toBe(-35n)
    expect(multiplyMoney(101n, '0.5')).toBe(51n)
    expect(multiplyMoney(100n, '1.005')).toBe(101n)
    expect(lineTotal('1.005', '1', 'PLN')).toBe(101n)
    const product = 12345678901234_12345678n * 1234567890123456_123456n
    expect(lineTotal('12345678901234.12345678', '1234567890123456.123456', 'PLN')).toBe(
      (product + 5n * 10n ** 11n) / 10n ** 12n,
    )
    expect(lineTotal('0.00000001', '500000', 'PLN')).toBe(1n)
    expect(() => multiplyMoney(1n, 'abc')).toThrow('decimal_invalid')
    expect(() => multiplyMoney(1n, 'Infinity')).toThrow('decimal_invalid')
  })

  it('converts between currencies of different minor units', () => {
    expect(convertMoney(10000n, 'EUR', '4.2711', 'PLN')).toBe(42711n)
    expect(convertMoney(1000n, 'JPY', '0.0254', 'PLN')).toBe(2540n)
    expect(convertMoney(10000n, 'PLN', '39.37', 'JPY')).toBe(3937n)
  })

  it('takes a discount and a share with one rounding', () => {
    expect(lineTotal('33.33', '3', 'PLN', '12.5')).toBe(8749n)
    expect(lineTotal('100', '1', 'JPY', '0.5')).toBe(100n)
    expect(portionOf(999n, 23, 123)).toBe(187n)
    expect(portionOf(-999n, 23, 123)).toBe(-187n)
  })

  it('compares decimals as numbers, not as texts', () => {
    expect(['4.30000000', '0.50', '100', '007.1'].map(plainDecimal)).toEqual(['4.3', '0.5', '100', '7.1'])
    expect(scaleDecimal('1.1523', { over: 100 }, 8)).toBe('0.011523')
    expect(scaleDecimal('100', { times: 100, over: 123 }, 4)).toBe('81.3008')
    expect(() => scaleDecimal('1', { over: 0 }, 2)).toThrow('decimal_invalid')
  })

  it('reads a decimal as people type it, and nothing that would have to be guessed', () => {
    expect(parseDecimal('1 234,50', 'pl', 6)).toBe('1234.5')
    expect(parseDecimal(',5', 'pl', 2)).toBe('0.5')
    expect(parseDecimal('12.5', 'pl', 2)).toBe('12.5')
    expect(parseDecimal('1,234.5', 'en', 2)).toBe('1234.5')
    for (const text of ['1,2345', '-1', '1.234', 'x', '', '1e3', '1,2,3'])
      expect(parseDecimal(text, 'pl', 3)).toBeNull()
  })
})
