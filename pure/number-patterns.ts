/* Numbers of records and documents: 'FV {N}/{MM}/{YYYY}', 'ZAK/{YYYY}/{NNNN}'. */

const TOKEN = /\{(YYYY|YY|MM|N{1,9})\}/g

/** Whether it has just one place for the number, and no braces that mean nothing. */
export function isNumberPattern(pattern: string): boolean {
  const tokens = [...pattern.matchAll(TOKEN)].map(([, token]) => token!)
  return tokens.filter((token) => token.startsWith('N')).length === 1 && !/[{}]/.test(pattern.replaceAll(TOKEN, ''))
}

/** Whether numbers begin anew each year: only where the year tells them apart. */
export const isYearly = (pattern: string): boolean => /\{(?:YYYY|YY)\}/.test(pattern)

/** Within what numbers are counted: a month, a year, or ever; `day` is YYYY-MM-DD. */
export const periodOf = (pattern: string, day: string): string =>
  isYearly(pattern) ? day.slice(0, /\{MM\}/.test(pattern) ? 7 : 4) : ''

/** The pattern with its places filled; `day` is YYYY-MM-DD in the company's zone. */
export function numberFrom(pattern: string, n: number, day: string): string {
  return pattern.replaceAll(TOKEN, (_, token: string) => {
    if (token === 'YYYY') return day.slice(0, 4)
    if (token === 'YY') return day.slice(2, 4)
    if (token === 'MM') return day.slice(5, 7)
    return String(n).padStart(token.length, '0')
  })
}
