import { describe, expect, it } from 'vitest'
import { quietUntil } from './quiet-hours.ts'
import { polishHolidays, type WorkCalendar } from './work-calendar.ts'

const day = [{ from: '08:00', to: '16:00' }]
const calendar: WorkCalendar = {
  zone: 'Europe/Warsaw',
  hours: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
  holidays: polishHolidays(2026),
}
const night = { from: '20:00', to: '08:00', restDays: false }

describe('quiet hours', () => {
  it.each([
    ['in the middle of the day', '2026-11-25T12:00:00Z', null],
    ['in the evening, until the morning', '2026-11-25T19:30:00Z', '2026-11-26T07:00:00.000Z'],
    ['after midnight, until the same morning', '2026-11-26T02:00:00Z', '2026-11-26T07:00:00.000Z'],
    ['at the first moment of them', '2026-11-25T19:00:00Z', '2026-11-26T07:00:00.000Z'],
    ['at the first moment after them', '2026-11-26T07:00:00Z', null],
    ['over the night in which the clock goes forward', '2026-03-28T21:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['over the night in which it goes back', '2026-10-24T20:00:00Z', '2026-10-25T07:00:00.000Z'],
  ])('%s', (_, at, until) => expect(quietUntil(night, calendar, at)).toBe(until))

  it('last over days of rest and holidays where the company says so', () => {
    const quiet = { ...night, restDays: true }
    expect(quietUntil(quiet, calendar, '2026-11-27T20:00:00Z')).toBe('2026-11-30T07:00:00.000Z')
    expect(quietUntil(quiet, calendar, '2026-11-10T20:00:00Z')).toBe('2026-11-12T07:00:00.000Z')
  })

  it('may lie within a day, or be none', () => {
    const noon = { from: '12:00', to: '14:00', restDays: false }
    expect(quietUntil(noon, calendar, '2026-11-25T11:30:00Z')).toBe('2026-11-25T13:00:00.000Z')
    expect(quietUntil(noon, calendar, '2026-11-25T22:30:00Z')).toBeNull()
    expect(quietUntil({ from: '08:00', to: '08:00', restDays: false }, calendar, '2026-11-25T02:00:00Z')).toBeNull()
  })

  it('say nothing where nobody ever works', () => {
    const idle = { ...calendar, hours: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }
    expect(quietUntil({ ...night, restDays: true }, idle, '2026-11-25T12:00:00Z')).toBeNull()
  })
})
