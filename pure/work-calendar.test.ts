import Holidays from 'date-holidays'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingTime,
  isWorkingTime,
  nextWorkingInstant,
  polishHolidays,
  type WeekHours,
  type WorkCalendar,
  workingMillisBetween,
} from './work-calendar.ts'

const HOUR = 3_600_000
const nine = [{ from: '09:00', to: '17:00' }]
const office: WeekHours = { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine, 6: [], 7: [] }
const closed: WeekHours = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] }
const always = [{ from: '00:00', to: '24:00' }]
const everyHour: WeekHours = { 1: always, 2: always, 3: always, 4: always, 5: always, 6: always, 7: always }

function calendar(hours: WeekHours, more: Partial<WorkCalendar> = {}): WorkCalendar {
  return { zone: 'Europe/Warsaw', hours, holidays: { ...polishHolidays(2026), ...polishHolidays(2027) }, ...more }
}

const firm = calendar(office)
const add = (from: string, duration: string, to = firm) => addWorkingTime(to, from, duration)

describe('single days', () => {
  it('counts a Saturday that is worked, and no other', () => {
    // Saturday 28.11.2026, 9 to 13; the week after it is free as ever.
    const worked = calendar(office, { workdays: { '2026-11-28': [{ from: '09:00', to: '13:00' }] } })
    expect(add('2026-11-27T15:30:00Z', 'PT1H', worked)).toBe('2026-11-28T08:30:00.000Z')
    expect(add('2026-11-28T11:30:00Z', 'PT1H', worked)).toBe('2026-11-30T08:30:00.000Z')
    expect(add('2026-12-04T15:30:00Z', 'PT1H', worked)).toBe('2026-12-07T08:30:00.000Z')
  })
})

describe('hours and minutes', () => {
  it('stays within the day', () => {
    expect(add('2026-11-24T09:00:00Z', 'PT15M')).toBe('2026-11-24T09:15:00.000Z')
  })

  it('runs over the night, the weekend and 11 November', () => {
    expect(add('2026-11-24T15:50:00Z', 'PT15M')).toBe('2026-11-25T08:05:00.000Z')
    expect(add('2026-11-27T15:50:00Z', 'PT15M')).toBe('2026-11-30T08:05:00.000Z')
    expect(add('2026-11-10T15:50:00Z', 'PT15M')).toBe('2026-11-12T08:05:00.000Z')
  })

  it('begins at the next opening when it is closed', () => {
    expect(add('2026-11-28T11:00:00Z', 'PT15M')).toBe('2026-11-30T08:15:00.000Z')
    expect(add('2026-11-24T03:00:00Z', 'PT15M')).toBe('2026-11-24T08:15:00.000Z')
    expect(add('2026-11-24T16:00:00Z', 'PT15M')).toBe('2026-11-25T08:15:00.000Z')
  })

  it('ends with the day when the day is enough', () => {
    expect(add('2026-11-24T15:45:00Z', 'PT15M')).toBe('2026-11-24T16:00:00.000Z')
    expect(add('2026-11-24T08:00:00Z', 'PT40H')).toBe('2026-11-30T16:00:00.000Z')
  })

  it('minds a lunch break and spans given out of order', () => {
    const spans = [
      { from: '13:00', to: '17:00' },
      { from: '09:00', to: '12:00' },
    ]
    const lunch = calendar({ ...office, 2: spans })
    expect(add('2026-11-24T10:30:00Z', 'PT1H', lunch)).toBe('2026-11-24T12:30:00.000Z')
    expect(isWorkingTime(lunch, '2026-11-24T11:30:00Z')).toBe(false)
    expect(nextWorkingInstant(lunch, '2026-11-24T11:30:00Z')).toBe('2026-11-24T12:00:00.000Z')
  })

  it('leaves absences out', () => {
    const away = calendar(office, {
      absences: [
        { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z' },
        { from: '2026-11-24T23:00:00Z', to: '2026-11-26T23:00:00Z' },
      ],
    })
    expect(add('2026-11-24T09:30:00Z', 'PT1H', away)).toBe('2026-11-24T11:30:00.000Z')
    expect(add('2026-11-24T15:30:00Z', 'PT1H', away)).toBe('2026-11-27T08:30:00.000Z')
    expect(workingMillisBetween(away, '2026-11-23T23:00:00Z', '2026-11-27T23:00:00Z')).toBe(15 * HOUR)
  })

  it('gives the next working moment for no time at all', () => {
    expect(add('2026-11-28T11:00:00Z', 'PT0S')).toBe('2026-11-30T08:00:00.000Z')
    expect(add('2026-11-24T11:00:00Z', 'PT0S')).toBe('2026-11-24T11:00:00.000Z')
  })

  it('takes an instant in any offset', () => {
    expect(add('2026-11-24T10:00:00+01:00', 'PT15M')).toBe('2026-11-24T09:15:00.000Z')
    expect(() => add('2026-11-24T10:00:00', 'PT15M')).toThrow('instant_invalid')
  })
})

describe('days, weeks, months', () => {
  it('is the same wall time on the next working day', () => {
    expect(add('2026-11-27T14:00:00Z', 'P1D')).toBe('2026-11-30T14:00:00.000Z')
    expect(add('2026-11-10T14:00:00Z', 'P1D')).toBe('2026-11-12T14:00:00.000Z')
    expect(add('2026-11-24T14:00:00Z', 'P1W')).toBe('2026-12-01T14:00:00.000Z')
    expect(add('2026-11-09T14:00:00Z', 'P1W')).toBe('2026-11-17T14:00:00.000Z')
    expect(add('2026-11-27T15:00:00Z', 'P1DT2H')).toBe('2026-12-01T09:00:00.000Z')
  })

  it('counts from the opening when it begins outside hours', () => {
    expect(add('2026-11-28T11:00:00Z', 'P1D')).toBe('2026-12-01T08:00:00.000Z')
    expect(add('2026-11-24T19:00:00Z', 'P1D')).toBe('2026-11-26T08:00:00.000Z')
  })

  it('keeps the wall time over a change of the clock', () => {
    expect(add('2026-03-27T11:00:00Z', 'P1D')).toBe('2026-03-30T10:00:00.000Z')
    expect(add('2026-10-23T10:00:00Z', 'P1D')).toBe('2026-10-26T11:00:00.000Z')
  })

  it('moves on when the day is shorter', () => {
    const shortFriday = calendar({ ...office, 5: [{ from: '09:00', to: '15:00' }] })
    expect(add('2026-11-26T15:30:00Z', 'P1D', shortFriday)).toBe('2026-11-30T08:00:00.000Z')
  })

  it('counts a day partly away and skips a day wholly away', () => {
    const away = calendar(office, {
      absences: [
        { from: '2026-11-25T08:00:00Z', to: '2026-11-25T09:00:00Z' },
        { from: '2026-11-26T00:00:00Z', to: '2026-11-26T20:00:00Z' },
      ],
    })
    expect(add('2026-11-24T14:00:00Z', 'P1D', away)).toBe('2026-11-25T14:00:00.000Z')
    expect(add('2026-11-24T14:00:00Z', 'P2D', away)).toBe('2026-11-27T14:00:00.000Z')
  })

  it('reads months by the calendar and then moves on to working time', () => {
    expect(add('2026-10-01T08:00:00Z', 'P1M')).toBe('2026-11-02T08:00:00.000Z')
  })

  it('counts back by the mirrored rules', () => {
    expect(add('2026-11-24T09:00:00Z', '-PT2H')).toBe('2026-11-23T15:00:00.000Z')
    expect(add('2026-11-24T09:00:00Z', '-PT1H')).toBe('2026-11-24T08:00:00.000Z')
    expect(add('2026-11-30T14:00:00Z', '-P1D')).toBe('2026-11-27T14:00:00.000Z')
    expect(add('2026-11-28T11:00:00Z', '-PT1H')).toBe('2026-11-27T15:00:00.000Z')
  })
})

describe('nights the clock changes', () => {
  const nights: WeekHours = { ...closed, 7: [{ from: '00:00', to: '06:00' }] }
  const shift = calendar(nights)
  const round = calendar(everyHour, { holidays: {} })

  it('counts the hours that really pass', () => {
    expect(workingMillisBetween(shift, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(5 * HOUR)
    expect(workingMillisBetween(shift, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(7 * HOUR)
    expect(workingMillisBetween(round, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(23 * HOUR)
    expect(workingMillisBetween(round, '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe(25 * HOUR)
  })

  it('adds through the gap and through the doubled hour', () => {
    expect(add('2026-03-28T23:30:00Z', 'PT3H', shift)).toBe('2026-03-29T02:30:00.000Z')
    expect(add('2026-10-24T22:30:00Z', 'PT3H', shift)).toBe('2026-10-25T01:30:00.000Z')
    expect(add('2026-10-24T22:30:00Z', 'PT4H', shift)).toBe('2026-10-25T02:30:00.000Z')
  })

  it('keeps a span that begins or ends within them', () => {
    const half = calendar({ ...closed, 7: [{ from: '02:30', to: '04:00' }] })
    expect(nextWorkingInstant(half, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z')
    expect(nextWorkingInstant(half, '2026-10-24T22:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(workingMillisBetween(half, '2026-10-24T22:00:00Z', '2026-10-25T12:00:00Z')).toBe(2.5 * HOUR)
    expect(isWorkingTime(half, '2026-10-25T01:10:00Z')).toBe(true)
  })

  it('does not count midnight twice where the clock goes back over it', () => {
    const havana = calendar(everyHour, { zone: 'America/Havana', holidays: {} })
    expect(workingMillisBetween(havana, '2026-10-31T04:00:00Z', '2026-11-02T05:00:00Z')).toBe(49 * HOUR)
  })

  it('passes an office over the weekend by the wall clock', () => {
    expect(add('2026-03-27T15:30:00Z', 'PT1H')).toBe('2026-03-30T07:30:00.000Z')
    expect(add('2026-10-23T14:30:00Z', 'PT1H')).toBe('2026-10-26T08:30:00.000Z')
  })
})

describe('calendars that cannot work', () => {
  it('says so instead of searching for ever', () => {
    const never = calendar(closed)
    expect(() => add('2026-11-24T09:00:00Z', 'PT15M', never)).toThrow(new RangeError('calendar_has_no_working_hours'))
    expect(() => nextWorkingInstant(never, '2026-11-24T09:00:00Z')).toThrow('calendar_has_no_working_hours')
    expect(isWorkingTime(never, '2026-11-24T09:00:00Z')).toBe(false)
    expect(workingMillisBetween(never, '2026-11-24T09:00:00Z', '2026-11-27T09:00:00Z')).toBe(0)
  })

  it('sees through an absence without end', () => {
    const left = calendar(office, { absences: [{ from: '2026-11-24T09:00:00Z', to: '2099-01-01T00:00:00Z' }] })
    expect(add('2026-11-24T08:00:00Z', 'PT15M', left)).toBe('2026-11-24T08:15:00.000Z')
    for (const duration of ['PT2H', 'P1D', 'PT1H1M']) {
      expect(() => add('2026-11-24T08:00:00Z', duration, left)).toThrow('calendar_has_no_working_hours')
    }
  })

  it('refuses durations past all sense and hours that are none', () => {
    for (const duration of ['P999999999D', 'PT999999999H', 'P99999Y', '-PT999999999H']) {
      expect(() => add('2026-11-24T08:00:00Z', duration)).toThrow('duration_too_long')
    }
    for (const span of [
      { from: '17:00', to: '09:00' },
      { from: '9:00', to: '17:00' },
      { from: '09:00', to: '25:00' },
      { from: '09:60', to: '17:00' },
    ]) {
      expect(() => add('2026-11-24T08:00:00Z', 'PT1H', calendar({ ...office, 1: [span] }))).toThrow(
        'calendar_hours_invalid',
      )
    }
  })
})

describe('laws that hold for every calendar', () => {
  const times = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-11-01') })
  const spans = fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 6 }).map((marks) => {
    const sorted = [...marks].sort((a, b) => a - b)
    const clock = (quarter: number) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
    const pairs: { from: string; to: string }[] = []
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      pairs.push({ from: clock(sorted[i] as number), to: clock(sorted[i + 1] as number) })
    }
    return pairs
  })
  const calendars = fc
    .tuple(fc.tuple(spans, spans, spans), fc.array(fc.tuple(times, fc.integer({ min: 1, max: 200 })), { maxLength: 4 }))
    .map(([[a, b, c], away]) =>
      calendar({ 1: nine, 2: a, 3: b, 4: a, 5: c, 6: b, 7: c } as WeekHours, {
        absences: away.map(([from, hours]) => ({
          from: new Date(from).toISOString(),
          to: new Date(from + hours * HOUR).toISOString(),
        })),
      }),
    )

  it('spends exactly the time it was given, forwards and back', () => {
    fc.assert(
      fc.property(calendars, times, fc.integer({ min: 1, max: 6000 }), (any, at, minutes) => {
        const from = new Date(at).toISOString()
        const to = addWorkingTime(any, from, `PT${minutes}M`)
        expect(workingMillisBetween(any, from, to)).toBe(minutes * 60_000)
        const back = addWorkingTime(any, from, `-PT${minutes}M`)
        expect(workingMillisBetween(any, from, back)).toBe(-minutes * 60_000)
      }),
      { numRuns: 200 },
    )
  })

  it('never lets a later start end earlier', () => {
    fc.assert(
      fc.property(calendars, times, times, fc.constantFrom('PT15M', 'P1D', 'P2DT3H', 'P1W'), (any, a, b, duration) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((at) => new Date(at).toISOString()) as [
          string,
          string,
        ]
        expect(addWorkingTime(any, first, duration) <= addWorkingTime(any, second, duration)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('agrees with counting minute by minute', () => {
    fc.assert(
      fc.property(calendars, times, (any, at) => {
        const start = Math.floor(at / 60_000) * 60_000
        let minutes = 0
        for (let m = 0; m < 2880; m++) if (isWorkingTime(any, new Date(start + m * 60_000).toISOString())) minutes++
        const counted = workingMillisBetween(
          any,
          new Date(start).toISOString(),
          new Date(start + 2880 * 60_000).toISOString(),
        )
        // Absences begin at any millisecond, each end may cost or win a minute.
        expect(Math.abs(counted - minutes * 60_000)).toBeLessThanOrEqual(8 * 60_000)
      }),
      { numRuns: 20 },
    )
  })
})

describe('Polish days off', () => {
  it('agrees with date-holidays for 2024 to 2030, Christmas Eve included from 2025', () => {
    const theirs = new Holidays('PL')
    for (let year = 2024; year <= 2030; year++) {
      const dates = theirs
        .getHolidays(year)
        .filter((holiday) => holiday.type === 'public')
        .map((holiday) => holiday.date.slice(0, 10))
        .sort()
      expect(Object.keys(polishHolidays(year))).toEqual(dates)
    }
  })

  it('has Christmas Eve since 2025 and names in both languages', () => {
    expect(polishHolidays(2024)['2024-12-24']).toBeUndefined()
    expect(polishHolidays(2025)['2025-12-24']).toBe('Wigilia Bożego Narodzenia')
    expect(polishHolidays(2026, 'en')['2026-04-06']).toBe('Easter Monday')
    expect(polishHolidays(2010)['2010-01-06']).toBeUndefined()
  })
})
