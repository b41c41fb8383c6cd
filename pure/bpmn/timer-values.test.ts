import fc from 'fast-check'
import { DateTime, Duration } from 'luxon'
import { expect, test } from 'vitest'
import { addDuration, isDuration, nextByCron, parseCycle, parseInstant } from './timer-values.ts'

const zone = 'Europe/Warsaw'

test('a day keeps the hour on both daylight-saving nights, 24 hours do not', () => {
  expect(addDuration('2026-03-28T11:00:00.000Z', 'P1D', zone)).toBe('2026-03-29T10:00:00.000Z')
  expect(addDuration('2026-03-28T11:00:00.000Z', 'PT24H', zone)).toBe('2026-03-29T11:00:00.000Z')
  expect(addDuration('2026-10-24T10:00:00.000Z', 'P1D', zone)).toBe('2026-10-25T11:00:00.000Z')
})

test('an hour that does not exist is the one after it', () => {
  expect(addDuration('2026-03-28T01:30:00.000Z', 'P1D', zone)).toBe('2026-03-29T01:30:00.000Z')
})

test('months end where the month does', () => {
  expect(addDuration('2026-01-31T09:00:00.000Z', 'P1M', zone)).toBe('2026-02-28T09:00:00.000Z')
})

test('adding agrees with luxon everywhere, daylight-saving nights above all', () => {
  const nights = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-04-05T14:00:00Z'].map((at) => Date.parse(at))
  fc.assert(
    fc.property(
      fc.constantFrom(...nights),
      fc.integer({ min: -3 * 86_400, max: 86_400 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
      (night, seconds, days, hours, anyZone) => {
        const from = new Date(night + seconds * 1000).toISOString()
        const duration = `P${days}DT${hours}H`
        const expected = DateTime.fromISO(from, { zone: anyZone }).plus(Duration.fromISO(duration)).toMillis()
        expect(addDuration(from, duration, anyZone)).toBe(new Date(expected).toISOString())
      },
    ),
    { numRuns: 2000 },
  )
})

test('what is a duration and what is not', () => {
  for (const text of ['PT8H', 'P3D', 'P1W', 'P1Y2M', 'P1DT2H30M', 'PT0.5S', 'PT0S']) expect(isDuration(text)).toBe(true)
  for (const text of ['P', 'PT', '8H', 'P1H', 'PT-1H', 'P1DT', '']) expect(isDuration(text)).toBe(false)
})

test('cycles', () => {
  expect(parseCycle('R3/PT10H')).toEqual({ repeat: 3, duration: 'PT10H' })
  expect(parseCycle('R/PT1H')).toEqual({ repeat: -1, duration: 'PT1H' })
  expect(parseCycle('R2/2026-05-04T08:00:00Z/P1D')).toEqual({
    repeat: 2,
    duration: 'P1D',
    start: '2026-05-04T08:00:00Z',
  })
  for (const text of ['R0/PT1H', 'R/PT0S', 'R3', 'PT1H', '0 0 * * *']) expect(parseCycle(text)).toBeNull()
})

test('instants with an offset, local ones, dates, and the named zones of FEEL', () => {
  expect(parseInstant('2026-05-04T08:00:00Z', zone)).toBe('2026-05-04T08:00:00.000Z')
  expect(parseInstant('2026-05-04T08:00:00', zone)).toBe('2026-05-04T06:00:00.000Z')
  expect(parseInstant('2026-05-04T08:00:00@America/New_York', zone)).toBe('2026-05-04T12:00:00.000Z')
  expect(parseInstant('2026-05-04', zone)).toBe('2026-05-03T22:00:00.000Z')
  expect(parseInstant('2026-05-04', zone, 'end')).toBe('2026-05-04T21:59:59.999Z')
  expect(parseInstant('tomorrow', zone)).toBeNull()
})

test.each([
  ['0 0 9 * * MON-FRI', '2026-05-08T10:00:00Z', '2026-05-11T07:00:00.000Z'],
  ['0 9 * * 1-5', '2026-05-08T10:00:00Z', '2026-05-11T07:00:00.000Z'],
  ['0 0 9 ? * MON#1', '2026-05-08T10:00:00Z', '2026-06-01T07:00:00.000Z'],
  ['0 30 2 * * *', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['0 0 12 13 * FRI', '2026-05-01T00:00:00Z', '2026-11-13T11:00:00.000Z'],
  ['@daily', '2026-05-08T10:00:00Z', '2026-05-08T22:00:00.000Z'],
])('%s after %s is %s in Warsaw', (expression, after, next) => {
  expect(nextByCron(expression, after, zone)).toBe(next)
})

test('a cron expression that names no time any more, and one that is none', () => {
  expect(nextByCron('0 0 0 30 2 *', '2026-05-08T10:00:00Z', zone)).toBeNull()
  expect(nextByCron('every morning', '2026-05-08T10:00:00Z', zone)).toBeUndefined()
  expect(nextByCron('R3/PT10H', '2026-05-08T10:00:00Z', zone)).toBeUndefined()
})
