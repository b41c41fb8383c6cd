import { describe, expect, it } from 'vitest'
import { daysOf, instantAt, laidOut, minutesOn, step } from './time.ts'

const zone = 'Europe/Warsaw'

describe('the days of a view', () => {
  it('a week begins on Monday, a month has whole weeks', () => {
    expect(daysOf('week', '2026-11-29')).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ])
    const month = daysOf('month', '2026-11-15')
    expect([month[0], month.at(-1), month.length]).toEqual(['2026-10-26', '2026-12-06', 42])
  })

  it('steps on and back', () => {
    expect([step('day', '2026-11-30', 1), step('week', '2026-11-30', -1)]).toEqual(['2026-12-01', '2026-11-23'])
    expect(step('month', '2027-01-31', 1)).toBe('2027-02-01')
  })
})

describe('minutes on the wall', () => {
  it('are those of the zone, also on the days of the change, and end with the day', () => {
    expect(minutesOn(zone, '2026-11-23', '2026-11-23T09:30:00Z')).toBe(630)
    expect(minutesOn(zone, '2026-11-23', '2026-11-22T09:30:00Z')).toBe(0)
    expect(minutesOn(zone, '2026-11-23', '2026-11-24T09:30:00Z')).toBe(1440)
    expect(minutesOn(zone, '2027-03-28', '2027-03-28T08:00:00Z')).toBe(600)
    expect(new Date(instantAt(zone, '2027-03-28', 600)).toISOString()).toBe('2027-03-28T08:00:00.000Z')
  })
})

describe('what overlaps', () => {
  const block = (id: string, from: number, to: number) => ({ item: { id }, from, to })
  const places = (spans: ReturnType<typeof block>[]) =>
    Object.fromEntries(laidOut(spans).map(({ item, lane, lanes }) => [item.id, `${lane + 1} of ${lanes}`]))

  it('stands side by side; what follows takes a lane that is free again', () => {
    expect(places([block('a', 60, 120), block('b', 120, 180)])).toEqual({ a: '1 of 1', b: '1 of 1' })
    expect(places([block('a', 60, 180), block('b', 90, 120), block('c', 120, 150), block('d', 180, 200)])).toEqual({
      a: '1 of 2',
      b: '2 of 2',
      c: '2 of 2',
      d: '1 of 1',
    })
  })
})
