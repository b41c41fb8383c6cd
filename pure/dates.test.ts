import { describe, expect, it } from 'vitest'
import {
  dateIn,
  dayOfDate,
  formatDate,
  formatDateTime,
  formatNear,
  formatTime,
  instantMillis,
  isoWeekday,
  offsetAt,
  type Reader,
  wallToInstant,
} from './dates.ts'

const HOUR = 3_600_000
const pl: Reader = { locale: 'pl', zone: 'Europe/Warsaw', now: '2026-11-24T09:00:00Z' }
const en: Reader = { ...pl, locale: 'en' }

describe('dates near by', () => {
  it.each([
    ['2026-11-24T11:00:00Z', 'dziś 12:00', 'today 12:00'],
    ['2026-11-23T13:00:00Z', 'wczoraj 14:00', 'yesterday 14:00'],
    ['2026-11-25T08:00:00Z', 'jutro 9:00', 'tomorrow 9:00'],
    ['2026-11-27T08:00:00Z', 'pt. 27.11', 'Fri 27 Nov'],
    ['2026-11-30T08:00:00Z', 'pon. 30.11', 'Mon 30 Nov'],
    ['2026-11-18T08:00:00Z', 'śr. 18.11', 'Wed 18 Nov'],
    ['2026-12-01T08:00:00Z', '1.12.2026', '1 Dec 2026'],
    ['2026-11-17T08:00:00Z', '17.11.2026', '17 Nov 2026'],
    ['2026-11-24', 'dziś', 'today'],
    ['2026-11-27', 'pt. 27.11', 'Fri 27 Nov'],
  ])('says %s as %s', (value, polish, english) => {
    expect(formatNear(value, pl)).toBe(polish)
    expect(formatNear(value, en)).toBe(english)
  })

  it('takes the day from the zone, not from UTC', () => {
    expect(formatNear('2026-11-24T23:30:00Z', pl)).toBe('jutro 0:30')
    expect(formatNear('2026-11-24T23:30:00Z', { ...pl, now: '2026-11-24T23:10:00Z' })).toBe('dziś 0:30')
  })

  it('shows or hides the time when told to', () => {
    expect(formatNear('2026-11-27T11:00:00Z', pl, { time: 'always' })).toBe('pt. 27.11, 12:00')
    expect(formatNear('2026-11-24T11:00:00Z', pl, { time: 'never' })).toBe('dziś')
    expect(formatNear('2026-11-27', pl, { time: 'always' })).toBe('pt. 27.11')
  })
})

describe('dates and times in full', () => {
  it('writes them by the product rules', () => {
    expect(formatDate('2026-11-23T23:30:00Z', pl)).toBe('24.11.2026')
    expect(formatDate('2026-11-03', pl)).toBe('3.11.2026')
    expect(formatDate('2026-11-23', en)).toBe('23 Nov 2026')
    expect(formatTime('2026-11-23T09:12:00Z', pl)).toBe('10:12')
    expect(formatTime('2026-07-23T07:05:00Z', pl)).toBe('9:05')
    expect(formatTime('1969-12-31T22:30:00Z', pl)).toBe('23:30')
    expect(formatDateTime('2026-11-23T13:06:00Z', pl)).toBe('23.11.2026 14:06')
    expect(formatDateTime('2026-11-23T13:06:00Z', en)).toBe('23 Nov 2026, 14:06')
  })

  it('moves no plain date through a zone', () => {
    expect(formatDate('2026-01-01', { locale: 'pl', zone: 'America/Los_Angeles' })).toBe('1.01.2026')
  })

  it('refuses an instant without an offset and a date that does not exist', () => {
    expect(() => instantMillis('2026-11-23T09:12:00')).toThrow('instant_invalid')
    expect(() => dayOfDate('2026-02-30')).toThrow('date_invalid')
    expect(() => dayOfDate('2026-13-01')).toThrow('date_invalid')
    expect(() => offsetAt('Mars/Olympus', 0)).toThrow('zone_invalid')
  })
})

describe('zone arithmetic', () => {
  it('knows the offset to the second of the change', () => {
    const spring = Date.parse('2026-03-29T01:00:00Z')
    expect([offsetAt('Europe/Warsaw', spring - 1), offsetAt('Europe/Warsaw', spring)]).toEqual([HOUR, 2 * HOUR])
    const autumn = Date.parse('2026-10-25T01:00:00Z')
    expect([offsetAt('Europe/Warsaw', autumn - 1), offsetAt('Europe/Warsaw', autumn)]).toEqual([2 * HOUR, HOUR])
    expect(offsetAt('Asia/Kathmandu', spring)).toBe(5.75 * HOUR)
  })

  it('reads wall times that are skipped or doubled', () => {
    const wall = (text: string) => Date.parse(`${text}Z`)
    const read = (text: string, how?: 'moment' | 'span-start' | 'span-end') =>
      new Date(wallToInstant('Europe/Warsaw', wall(text), how)).toISOString()
    expect(read('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z')
    expect(read('2026-03-29T02:30:00', 'span-start')).toBe('2026-03-29T01:00:00.000Z')
    expect(read('2026-03-29T02:30:00', 'span-end')).toBe('2026-03-29T01:00:00.000Z')
    expect(read('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z')
    expect(read('2026-10-25T02:30:00', 'span-start')).toBe('2026-10-25T00:30:00.000Z')
    expect(read('2026-10-25T02:30:00', 'span-end')).toBe('2026-10-25T01:30:00.000Z')
    expect(read('2026-10-25T03:00:00')).toBe('2026-10-25T02:00:00.000Z')
  })

  it('knows weekdays and local dates', () => {
    expect(isoWeekday(dayOfDate('1970-01-01'))).toBe(4)
    expect(isoWeekday(dayOfDate('1969-12-28'))).toBe(7)
    expect(isoWeekday(dayOfDate('2026-11-11'))).toBe(3)
    expect(dateIn('Europe/Warsaw', '2026-06-30T22:30:00Z')).toBe('2026-07-01')
  })
})
