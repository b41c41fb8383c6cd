import { useCallback } from 'react'
import { formatMoney, minorToDecimal, parseMoney } from '../../pure/money.ts'
import { currentLocale, useLocale } from './words.ts'

/** Apart from `useFormat`, because the exact arithmetic behind it is needed only on pages with amounts. */
export function useMoney(): (minor: bigint | number | string, currency: string) => string {
  const locale = useLocale()
  return useCallback((minor, currency) => formatMoney(minor, currency, locale), [locale])
}

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
