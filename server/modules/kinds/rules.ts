import { isNumberPattern } from '../../../pure/number-patterns.ts'
import { invalid } from '../../core/errors.ts'

/** Refuses a pattern without just one place for the number, or with braces that mean nothing. */
export function refuseBadPattern(pattern: string): void {
  if (isNumberPattern(pattern)) return
  const params = { example: 'ZAK/{YYYY}/{NNNN}', others: '{YYYY}, {YY}, {MM}' }
  throw invalid({ path: 'numberPattern', code: 'kind.bad_pattern', params })
}

/** 'Zamówienie' -> 'ZAM/{YYYY}/{NNNN}' */
export const patternFor = (key: string): string => `${key.replaceAll('_', '').slice(0, 3).toUpperCase()}/{YYYY}/{NNNN}`
