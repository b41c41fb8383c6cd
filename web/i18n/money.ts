import { useCallback } from 'react'
import { formatMoney } from '../../pure/money.ts'
import { useLocale } from './words.ts'

/** Apart from `useFormat`, because the exact arithmetic behind it is needed only on pages with amounts. */
export function useMoney(): (minor: bigint | number | string, currency: string) => string {
  const locale = useLocale()
  return useCallback((minor, currency) => formatMoney(minor, currency, locale), [locale])
}
