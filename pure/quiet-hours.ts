import { DAY_MS, dateOfDay, localDay, wallToInstant } from './dates.ts'
import { type WorkCalendar, workingSpansOn } from './work-calendar.ts'

/** When customers are left in peace: from and to on the wall ('20:00', '08:00'), and days on which the company rests. */
export interface QuietHours {
  from: string
  to: string
  restDays: boolean
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const MOST_DAYS = 60

/** The instant until which nobody is to be written to; null where it is no quiet hour. Equal hours mean no quiet ones. */
export function quietUntil(quiet: QuietHours, calendar: WorkCalendar, at: string): string | null {
  const now = Date.parse(at)
  const today = localDay(calendar.zone, now)
  const from = minutesOf(quiet.from)
  const to = minutesOf(quiet.to)
  const instant = (day: number, minutes: number) => wallToInstant(calendar.zone, day * DAY_MS + minutes * 60_000)
  const rests = (day: number) => quiet.restDays && workingSpansOn(calendar, dateOfDay(day)).length === 0
  // The spans of a day in which one may write: between the quiet ones, which may go over midnight.
  const open = (day: number): [number, number][] => {
    if (rests(day)) return []
    if (from === to) return [[0, 1440]]
    return from > to
      ? [[to, from]]
      : [
          [0, from],
          [to, 1440],
        ]
  }
  for (let day = today; day < today + MOST_DAYS; day += 1) {
    for (const [begin, end] of open(day)) {
      if (begin === end || instant(day, end) <= now) continue
      const first = instant(day, begin)
      return first <= now ? null : new Date(first).toISOString()
    }
  }
  // A calendar without a day of work: then it says nothing.
  return null
}
