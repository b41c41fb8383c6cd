import { invalid } from '../../core/errors.ts'

const TOKEN = /\{(YYYY|YY|MM|N{1,9})\}/g

/** Refuses a pattern without just one place for the number, or with braces that mean nothing. */
export function refuseBadPattern(pattern: string): void {
  const tokens = [...pattern.matchAll(TOKEN)].map(([, token]) => token!)
  const numbers = tokens.filter((token) => token.startsWith('N')).length
  if (numbers !== 1 || /[{}]/.test(pattern.replaceAll(TOKEN, ''))) {
    const params = { example: 'ZAK/{YYYY}/{NNNN}', others: '{YYYY}, {YY}, {MM}' }
    throw invalid({ path: 'numberPattern', code: 'kind.bad_pattern', params })
  }
}

/** Whether numbers begin anew each year: only where the year tells them apart. */
export const isYearly = (pattern: string): boolean => /\{(?:YYYY|YY)\}/.test(pattern)

/** The pattern with its places filled; `day` is YYYY-MM-DD in the company's zone. */
export function numberFrom(pattern: string, n: number, day: string): string {
  return pattern.replaceAll(TOKEN, (_, token: string) => {
    if (token === 'YYYY') return day.slice(0, 4)
    if (token === 'YY') return day.slice(2, 4)
    if (token === 'MM') return day.slice(5, 7)
    return String(n).padStart(token.length, '0')
  })
}

/** 'Zamówienie' -> 'ZAM/{YYYY}/{NNNN}' */
export const patternFor = (key: string): string => `${key.replaceAll('_', '').slice(0, 3).toUpperCase()}/{YYYY}/{NNNN}`
