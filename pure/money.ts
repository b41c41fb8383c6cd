import type { Locale } from './texts/format.ts'

const digitsOf = new Map<string, number>()

/** Digits after the point of a currency (ISO 4217): 2 for PLN, 0 for JPY. Throws RangeError('currency_invalid'). */
export function currencyDigits(currency: string): number {
  const known = digitsOf.get(currency)
  if (known !== undefined) return known
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError('currency_invalid')
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  digitsOf.set(currency, digits)
  return digits
}

/** Minor units as a whole number; throws RangeError('money_not_whole'). */
export function wholeMinor(minor: bigint | number | string): bigint {
  try {
    return BigInt(minor)
  } catch {
    throw new RangeError('money_not_whole')
  }
}

/** Minor units as a plain decimal text: 123456n PLN is '1234.56'. What APIs, CSV and XML carry. */
export function minorToDecimal(minor: bigint | number | string, currency: string): string {
  const value = wholeMinor(minor)
  const digits = currencyDigits(currency)
  const size = (value < 0n ? -value : value).toString().padStart(digits + 1, '0')
  const sign = value < 0n ? '-' : ''
  return digits === 0 ? `${sign}${size}` : `${sign}${size.slice(0, -digits)}.${size.slice(-digits)}`
}

const formats = new Map<string, Intl.NumberFormat>()

/**
 * '1 234,56 zł', in English 'PLN 1,234.56'; the spaces are non-breaking. Thousands are parted from 1 000 on, which
 * Polish in CLDR leaves out. Exact for any size: nothing passes through a float.
 */
export function formatMoney(minor: bigint | number | string, currency: string, locale: Locale): string {
  const key = `${locale}${currency}`
  let format = formats.get(key)
  if (!format) {
    currencyDigits(currency)
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, useGrouping: 'always' })
    formats.set(key, format)
  }
  return format.format(minorToDecimal(minor, currency) as Intl.StringNumericLiteral)
}

const priceFormats = new Map<string, Intl.NumberFormat>()

/** A unit price in major units, a decimal text: '1 249,50 zł', or '81,3008 zł' where it has more digits than the currency. */
export function formatPrice(price: string, currency: string, locale: Locale): string {
  const key = `${locale}${currency}`
  let format = priceFormats.get(key)
  if (!format) {
    const minimumFractionDigits = currencyDigits(currency)
    format = new Intl.NumberFormat(locale, {
      ...{ style: 'currency', currency, useGrouping: 'always' },
      ...{ minimumFractionDigits, maximumFractionDigits: 8 },
    })
    priceFormats.set(key, format)
  }
  return format.format(price as Intl.StringNumericLiteral)
}

const SPACES = /[\s\u00a0\u2009\u202f]/g

const marks = new Map<string, readonly string[]>()

function marksOf(currency: string): readonly string[] {
  let known = marks.get(currency)
  if (!known) {
    const format = new Intl.NumberFormat('pl', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    const symbol = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency
    known = [...new Set([currency.toLowerCase(), symbol.toLowerCase(), ...(currency === 'PLN' ? ['zł', 'zl'] : [])])]
    marks.set(currency, known)
  }
  return known
}

// Only the mark of the currency asked for goes: '12 EUR' typed into an amount in PLN must not become 12 zł.
function withoutMark(text: string, currency: string): string {
  const lower = text.toLowerCase()
  for (const mark of marksOf(currency)) {
    if (lower.endsWith(mark)) return text.slice(0, -mark.length).trim()
    if (lower.startsWith(mark)) return text.slice(mark.length).trim()
  }
  return text
}

/**
 * What a person typed as minor units, or null when it is not an amount of that currency. In Polish the comma is the
 * decimal sign; a single point before one or two digits is taken as one too, because keypads type it. What would have
 * to be guessed is refused: '1.234' in Polish, '1234,56' in English, more digits than the currency has, the mark of
 * another currency.
 */
export function parseMoney(text: string, locale: Locale, currency = 'PLN'): bigint | null {
  if (text.length > 60) return null
  const digits = currencyDigits(currency)
  const unsigned = withoutMark(text.trim(), currency).replace(/^[−–]/, '-')
  const sign = unsigned.startsWith('-') ? -1n : 1n
  const body = withoutMark(unsigned.replace(/^[+-]\s*/, ''), currency)
  const plain = locale === 'pl' ? polishNumber(body) : englishNumber(body)
  if (plain === null) return null
  const [whole = '0', fraction = ''] = plain.split('.')
  if (fraction.length > digits) return null
  return sign * BigInt(`${whole || '0'}${fraction.padEnd(digits, '0')}`)
}

function polishNumber(body: string): string | null {
  const grouped = /^\d{1,3}(?:[\s\u00a0\u2009\u202f]\d{3})+(?:[,.]\d{0,2}|,\d+)?$/
  const byPoints = /^\d{1,3}(?:\.\d{3})+,\d+$/
  const ungrouped = /^\d+(?:,\d*|\.\d{1,2})?$|^,\d+$/
  if (grouped.test(body) || ungrouped.test(body)) return body.replace(SPACES, '').replace(',', '.')
  return byPoints.test(body) ? body.replaceAll('.', '').replace(',', '.') : null
}

function englishNumber(body: string): string | null {
  const grouped = /^\d{1,3}(?:[,\s\u00a0\u2009\u202f]\d{3})+(?:\.\d*)?$/
  const ungrouped = /^\d+(?:\.\d*)?$|^\.\d+$/
  return grouped.test(body) || ungrouped.test(body) ? body.replaceAll(',', '').replace(SPACES, '') : null
}

/** A decimal as a person typed it ('1 234,5' in Polish, '1,234.5' in English) as a plain text, or null; never negative. */
export function parseDecimal(text: string, locale: Locale, places: number): string | null {
  if (text.length > 60) return null
  const plain = locale === 'pl' ? polishNumber(text.trim()) : englishNumber(text.trim())
  if (plain === null) return null
  const value = plainDecimal(plain.startsWith('.') ? `0${plain}` : plain)
  return (value.split('.')[1] ?? '').length > places ? null : value
}

/** '4.30000000', as PostgreSQL gives it, and '4.3' are the same number; this is the shorter. */
export function plainDecimal(text: string): string {
  const [whole = '', fraction = ''] = text.split('.')
  const rest = fraction.replace(/0+$/, '')
  return `${whole.replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}`
}
