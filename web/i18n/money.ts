import { useCallback } from 'react'
import { formatMoney, formatPrice, minorToDecimal, parseDecimal, parseMoney } from '../../pure/money.ts'
import { currentLocale, useLocale } from './words.ts'

/** Apart from `useFormat`, because the exact arithmetic behind it is needed only on pages with amounts. */
export function useMoney(): (minor: bigint | number | string, currency: string) => string {
  const locale = useLocale()
  return useCallback((minor, currency) => formatMoney(minor, currency, locale), [locale])
}

/** A unit price with its currency and all its digits. */
export function usePrice(): (price: string, currency: string) => string {
  const locale = useLocale()
  return useCallback((price, currency) => formatPrice(price, currency, locale), [locale])
}

const USUAL = ['PLN', 'EUR', 'USD', 'GBP', 'CZK', 'UAH', 'CHF']
/** What Polish companies deal in, and the one a record already has. */
export const currenciesWith = (present: string): string[] => (USUAL.includes(present) ? USUAL : [present, ...USUAL])

/** Minor units as a person would type them: '1234,56', without the currency. '' for none. */
export function amountText(minor: number | null, currency: string): string {
  if (minor === null) return ''
  const text = minorToDecimal(minor, currency).replace(/\.00$/, '')
  return currentLocale() === 'pl' ? text.replace('.', ',') : text
}

/** What a person typed, as minor units; null for an empty field, undefined for what is no amount. */
export function readAmount(text: string, currency: string): number | null | undefined {
  if (!text.trim()) return null
  const minor = parseMoney(text, currentLocale(), currency)
  return minor === null || minor < 0n || minor > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(minor)
}

/** A decimal of the API as a person would type it: '1249.5' is '1 249,50' with two places at least. */
export function decimalText(value: string, least = 0): string {
  const polish = currentLocale() === 'pl'
  const [whole = '', fraction = ''] = value.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, polish ? '\u00a0' : ',')
  const places = fraction.padEnd(least, '0')
  return places ? `${grouped}${polish ? ',' : '.'}${places}` : grouped
}

/** What a person typed as a decimal of the API; null for what is none or has more digits after the point. */
export const readDecimal = (text: string, places: number): string | null => parseDecimal(text, currentLocale(), places)
