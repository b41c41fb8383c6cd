import { describe, expect, it } from 'vitest'
import { type MailingDays, mailedNext, mailedOn } from './figure-mailings.ts'

const days = (rule: MailingDays, from: string, count: number): string[] => {
  const found = [mailedOn(rule, from)]
  while (found.length < count) found.push(mailedNext(rule, found.at(-1)!))
  return found
}

describe('a report goes out by mail', () => {
  it('every day', () => {
    expect(days({ every: 'day', day: null }, '2026-12-30', 3)).toEqual(['2026-12-30', '2026-12-31', '2027-01-01'])
  })

  it('on one day of the week, on this one too', () => {
    expect(days({ every: 'week', day: 1 }, '2026-11-30', 2)).toEqual(['2026-11-30', '2026-12-07'])
    expect(days({ every: 'week', day: 7 }, '2026-11-30', 2)).toEqual(['2026-12-06', '2026-12-13'])
  })

  it('on one day of the month, on its last where there is no such day', () => {
    expect(days({ every: 'month', day: 31 }, '2027-01-31', 4)).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ])
    expect(days({ every: 'month', day: 1 }, '2026-11-29', 2)).toEqual(['2026-12-01', '2027-01-01'])
    expect(mailedOn({ every: 'month', day: 29 }, '2028-02-01')).toBe('2028-02-29')
  })
})
