import { dateOfDay, dayOfDate, isoWeekday } from './dates.ts'
import { addMonths } from './durations.ts'

export const MAILED_EVERY = ['day', 'week', 'month'] as const

/** How often a report goes out by mail. */
export interface MailingDays {
  every: (typeof MAILED_EVERY)[number]
  /** Of a week from Monday (1 to 7), of a month (1 to 31, where that is too many its last); null of every day. */
  day: number | null
}

/** The first day that is not before `from` on which it goes out. */
export function mailedOn({ every, day }: MailingDays, from: string): string {
  const first = dayOfDate(from)
  if (every === 'day' || day === null) return from
  if (every === 'week') return dateOfDay(first + ((day - isoWeekday(first) + 7) % 7))
  const inMonth = (begin: number) => Math.min(begin + day, addMonths(begin, 1)) - 1
  const month = dayOfDate(`${from.slice(0, 7)}-01`)
  const here = inMonth(month)
  return dateOfDay(here >= first ? here : inMonth(addMonths(month, 1)))
}

/** The day it goes out on after that one. */
export const mailedNext = (days: MailingDays, on: string): string => mailedOn(days, dateOfDay(dayOfDate(on) + 1))
