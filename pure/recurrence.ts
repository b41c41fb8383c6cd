import { DAY_MS, dateOfDay, dayOfDate, instantMillis, isoWeekday, localDay, offsetAt, wallToInstant } from './dates.ts'
import { addMonths } from './durations.ts'

export const FREQUENCIES = ['daily', 'weekdays', 'weekly', 'monthly', 'yearly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** How something comes again. `until` is the last day it may fall on, `count` how many there are in all; both null: for ever. */
export interface Recurrence {
  freq: Frequency
  /** Every so many days, working days of a week, weeks, months or years. */
  interval: number
  until: string | null
  count: number | null
}

const FRIDAY = 5
const WORKDAYS = 5
const WEEK = 7

/** Monday to Friday, so many of them after a day; from a weekend they are counted from the Friday before. */
function weekdaysAfter(day: number, count: number): number {
  const weekday = isoWeekday(day)
  const from = day - Math.max(0, weekday - FRIDAY)
  const at = Math.min(weekday, FRIDAY) - 1 + count
  return from - (Math.min(weekday, FRIDAY) - 1) + Math.floor(at / WORKDAYS) * WEEK + (at % WORKDAYS)
}

/** The day of one occurrence, 0 being the first; 31 January a month later is the last of February. */
function dayOf({ freq, interval }: Recurrence, first: number, index: number): number {
  const steps = interval * index
  if (freq === 'daily') return first + steps
  if (freq === 'weekdays') return index === 0 ? first : weekdaysAfter(first, steps)
  if (freq === 'weekly') return first + WEEK * steps
  return addMonths(first, freq === 'monthly' ? steps : 12 * steps)
}

/**
 * The first occurrence later than `after` and than the one numbered `index`: its number and instant, at the same time on the
 * wall as the first. Null when the series has ended.
 */
export function nextOccurrence(
  rule: Recurrence,
  { start, index, after, zone }: { start: string; index: number; after: string; zone: string },
): { index: number; at: string } | null {
  const begin = instantMillis(start)
  const first = localDay(zone, begin)
  const timeOfDay = begin + offsetAt(zone, begin) - first * DAY_MS
  const last = rule.until === null ? Number.POSITIVE_INFINITY : dayOfDate(rule.until)
  const limit = instantMillis(after)
  for (let next = index + 1; rule.count === null || next < rule.count; next += 1) {
    const day = dayOf(rule, first, next)
    if (day > last) return null
    const at = wallToInstant(zone, day * DAY_MS + timeOfDay)
    if (at > limit) return { index: next, at: new Date(at).toISOString() }
  }
  return null
}

/** The days of the first occurrences, for the form that shows what was chosen. */
export const firstDays = (rule: Recurrence, start: string, howMany: number): string[] => {
  const first = dayOfDate(start)
  const last = rule.until === null ? Number.POSITIVE_INFINITY : dayOfDate(rule.until)
  const most = Math.min(howMany, rule.count ?? howMany)
  return Array.from({ length: most }, (_, index) => dayOf(rule, first, index))
    .filter((day) => day <= last)
    .map(dateOfDay)
}
