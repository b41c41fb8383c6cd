import { describe, expect, it } from 'vitest'
import { firstDays, nextOccurrence, type Recurrence } from './recurrence.ts'

const rule = (freq: Recurrence['freq'], given: Partial<Recurrence> = {}): Recurrence => ({
  freq,
  interval: 1,
  until: null,
  count: null,
  ...given,
})
const zone = 'Europe/Warsaw'
const START = '2026-11-23T08:00:00.000Z'
const next = (one: Recurrence, given: Partial<Parameters<typeof nextOccurrence>[1]> = {}) =>
  nextOccurrence(one, { start: START, index: 0, after: START, zone, ...given })

describe('what comes again', () => {
  it.each([
    [rule('daily'), ['2026-11-30', '2026-12-01', '2026-12-02']],
    [rule('daily', { interval: 3 }), ['2026-11-30', '2026-12-03', '2026-12-06']],
    [rule('weekly', { interval: 2 }), ['2026-11-30', '2026-12-14', '2026-12-28']],
    [rule('monthly'), ['2026-11-30', '2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30']],
    [rule('yearly'), ['2026-11-30', '2027-11-30']],
    [rule('weekdays'), ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07']],
    [rule('weekdays', { interval: 2 }), ['2026-11-30', '2026-12-02', '2026-12-04', '2026-12-08']],
  ])('%j', (one, days) => {
    expect(firstDays(one, '2026-11-30', days.length)).toEqual(days)
  })

  it('the last of a long month is the last of a short one, and long again', () => {
    expect(firstDays(rule('monthly'), '2027-01-31', 3)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31'])
    expect(firstDays(rule('yearly'), '2028-02-29', 2)).toEqual(['2028-02-29', '2029-02-28'])
  })

  it('from a weekend working days begin on Monday', () => {
    expect(firstDays(rule('weekdays'), '2026-11-28', 3)).toEqual(['2026-11-28', '2026-11-30', '2026-12-01'])
  })

  it('keeps the time on the wall over the change of the clocks', () => {
    const at = { start: '2027-03-27T08:00:00.000Z', after: '2027-03-27T08:00:00.000Z' }
    expect(next(rule('daily'), at)).toEqual({ index: 1, at: '2027-03-28T07:00:00.000Z' })
  })

  it('passes over what is gone, and ends by its last day and by its count', () => {
    expect(next(rule('daily'), { after: '2026-11-26T12:00:00.000Z' })).toEqual({
      index: 4,
      at: '2026-11-27T08:00:00.000Z',
    })
    expect(next(rule('daily', { until: '2026-11-24' }))).toMatchObject({ index: 1 })
    expect(next(rule('daily', { until: '2026-11-24' }), { index: 1 })).toBeNull()
    expect(next(rule('daily', { count: 2 }))).toMatchObject({ index: 1 })
    expect(next(rule('daily', { count: 2 }), { index: 1 })).toBeNull()
    expect(next(rule('daily', { count: 3 }), { after: '2026-12-24T12:00:00.000Z' })).toBeNull()
  })
})
