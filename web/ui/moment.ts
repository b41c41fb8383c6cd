import { DAY_MS, dateIn, dateOfDay, dayOfDate, isoWeekday, localDay, wallToInstant } from '../../pure/dates.ts'
import { addMonths } from '../../pure/durations.ts'

/** A moment as a person types it: a day and a time on the clock of the company. */
export interface Wall {
  /** 'YYYY-MM-DD', '' while nothing is chosen */
  date: string
  /** 'HH:MM' */
  time: string
}

const MINUTE_MS = 60_000

export function wallOf(zone: string, at: string): Wall {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  return { date: dateIn(zone, at), time: time.format(new Date(at)) }
}

/** The instant of a wall time, or null while it is not whole. */
export function instantOf(zone: string, { date, time }: Wall): string | null {
  const parts = /^(\d{2}):(\d{2})/.exec(time)
  if (!parts || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  try {
    const minutes = Number(parts[1]) * 60 + Number(parts[2])
    return new Date(wallToInstant(zone, dayOfDate(date) * DAY_MS + minutes * MINUTE_MS)).toISOString()
  } catch {
    // A day that does not exist, from a browser without a date field of its own.
    return null
  }
}

const SATURDAY = 6
const SUNDAY = 7

export const isTomorrow = (zone: string, now: number, date: string): boolean =>
  date === dateOfDay(localDay(zone, now) + 1)

/** So many days from now. */
export const dateAhead = (zone: string, now: number, days: number): string => dateOfDay(localDay(zone, now) + days)

/** So many days from now, at the next working day of a usual week: nobody wants to be reminded on a Sunday. */
export function daysAhead(zone: string, now: number, days: number): string {
  let day = localDay(zone, now) + days
  while (isoWeekday(day) === SATURDAY || isoWeekday(day) === SUNDAY) day += 1
  return dateOfDay(day)
}

const WEEK = 7
const MONDAY = 1

/** The Monday after this week. */
export function nextMonday(zone: string, now: number): string {
  const day = localDay(zone, now)
  return dateOfDay(day + WEEK + MONDAY - isoWeekday(day))
}

/** The same day of the next month, or its last. */
export const nextMonth = (zone: string, now: number): string => dateOfDay(addMonths(localDay(zone, now), 1))
