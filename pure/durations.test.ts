import { DateTime, Duration as LuxonDuration } from 'luxon'
import { describe, expect, it } from 'vitest'
import {
  addDuration,
  describeDuration,
  durationOfMillis,
  formatDuration,
  isDuration,
  parseDuration,
} from './durations.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('parsing', () => {
  it('reads what ISO 8601 allows', () => {
    expect(parseDuration('P1Y2M3W4DT5H6M7.5S')).toMatchObject({
      sign: 1,
      years: 1,
      months: 2,
      weeks: 3,
      days: 4,
      hours: 5,
      minutes: 6,
      seconds: 7.5,
    })
    expect(parseDuration('-PT1,5H')).toMatchObject({ sign: -1, hours: 1.5 })
  })

  it.each(['', 'P', 'PT', 'P1DT', '15m', 'PT15', 'P1.5D', 'PT1.5H30M', 'P1H', 'P-1D', 'pt15m', 'P99999999999999999D'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseDuration(text)).toThrow('duration_invalid')
      expect(isDuration(text)).toBe(false)
    },
  )

  it('writes back what it read', () => {
    for (const text of ['P1Y2M3W4DT5H6M7.5S', '-PT15M', 'P2D', 'PT0S']) {
      expect(formatDuration(parseDuration(text))).toBe(text)
    }
    expect(durationOfMillis(90 * 60_000)).toBe('PT1H30M')
    expect(durationOfMillis(-1500)).toBe('-PT1.5S')
    expect(durationOfMillis(48 * 3_600_000)).toBe('PT48H')
  })
})

describe('words', () => {
  it.each([
    ['PT1M', '1 minuta', '1 minuta robocza', '1 working minute'],
    ['PT2M', '2 minuty', '2 minuty robocze', '2 working minutes'],
    ['PT15M', '15 minut', '15 minut roboczych', '15 working minutes'],
    ['PT22M', '22 minuty', '22 minuty robocze', '22 working minutes'],
    ['PT1H', '1 godzina', '1 godzina robocza', '1 working hour'],
    ['PT1.5H', '1,5 godziny', '1,5 godziny roboczej', '1.5 working hours'],
    ['P1D', '1 dzień', '1 dzień roboczy', '1 working day'],
    ['P2D', '2 dni', '2 dni robocze', '2 working days'],
    ['P5D', '5 dni', '5 dni roboczych', '5 working days'],
    ['P1W', '1 tydzień', '1 tydzień roboczy', '1 working week'],
    ['P3M', '3 miesiące', '3 miesiące', '3 months'],
    ['P5Y', '5 lat', '5 lat', '5 years'],
    ['P1DT2H', '1 dzień i 2 godziny', '1 dzień roboczy i 2 godziny robocze', '1 working day and 2 working hours'],
    ['PT0S', '0 minut', '0 minut roboczych', '0 working minutes'],
  ])('%s is %s', (iso, polish, working, english) => {
    expect(plain(describeDuration(iso, 'pl'))).toBe(polish)
    expect(plain(describeDuration(iso, 'pl', { working: true }))).toBe(working)
    expect(plain(describeDuration(iso, 'en', { working: true }))).toBe(english)
  })

  it('keeps a number and its noun on one line', () => {
    expect(describeDuration('PT15M', 'pl', { working: true })).toBe('15\u00a0minut roboczych')
  })
})

describe('adding', () => {
  it('moves days by the wall clock and hours by time that passes', () => {
    expect(addDuration('2026-03-28T11:00:00Z', 'P1D', 'Europe/Warsaw')).toBe('2026-03-29T10:00:00.000Z')
    expect(addDuration('2026-03-28T11:00:00Z', 'PT24H', 'Europe/Warsaw')).toBe('2026-03-29T11:00:00.000Z')
    expect(addDuration('2026-10-24T10:00:00Z', 'P1D', 'Europe/Warsaw')).toBe('2026-10-25T11:00:00.000Z')
    expect(addDuration('2026-10-25T11:00:00Z', '-P1D', 'Europe/Warsaw')).toBe('2026-10-24T10:00:00.000Z')
  })

  it('ends in the last day of a shorter month', () => {
    expect(addDuration('2026-01-31T11:00:00Z', 'P1M', 'Europe/Warsaw')).toBe('2026-02-28T11:00:00.000Z')
    expect(addDuration('2024-02-29T11:00:00Z', 'P1Y', 'Europe/Warsaw')).toBe('2025-02-28T11:00:00.000Z')
    expect(addDuration('2026-03-31T10:00:00Z', '-P1M', 'Europe/Warsaw')).toBe('2026-02-28T11:00:00.000Z')
  })

  it('leaves the second half past two of the autumn night alone', () => {
    expect(addDuration('2026-10-25T01:30:00Z', 'PT0S', 'Europe/Warsaw')).toBe('2026-10-25T01:30:00.000Z')
    expect(addDuration('2026-10-25T01:30:00Z', 'PT5M', 'Europe/Warsaw')).toBe('2026-10-25T01:35:00.000Z')
  })

  it('agrees with luxon through both changes of the clock', () => {
    for (const start of ['2026-03-26T00:17:00Z', '2026-10-22T00:17:00Z', '2024-01-31T23:30:00Z']) {
      for (let hour = 0; hour < 120; hour += 1) {
        const from = new Date(Date.parse(start) + hour * 3_600_000).toISOString()
        for (const duration of ['P1D', 'P1M', 'P2W', 'PT36H', 'P1DT3H', 'P1Y2M']) {
          const theirs = DateTime.fromISO(from, { zone: 'Europe/Warsaw' }).plus(LuxonDuration.fromISO(duration))
          const ours = addDuration(from, duration, 'Europe/Warsaw')
          // Of a doubled wall time luxon keeps the offset it came with; we take the first, as RFC 5545 says.
          const doubled = theirs.getPossibleOffsets().length > 1
          if (!doubled) expect(`${from} ${ours}`).toBe(`${from} ${theirs.toUTC().toISO()}`)
        }
      }
    }
  })

  it('refuses what no date can hold', () => {
    expect(() => addDuration('2026-01-01T00:00:00Z', 'P999999999Y', 'Europe/Warsaw')).toThrow(RangeError)
  })
})
