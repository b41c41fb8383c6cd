import { DAY_MS, dateOfDay, isoWeekday, localDay, wallToInstant } from '../../../pure/dates.ts'
import { polishHolidays } from '../../../pure/work-calendar.ts'

const ZONE = 'Europe/Warsaw'
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const OPENS_MS = 8 * HOUR_MS
const CLOSES_MS = 16 * HOUR_MS
/** How far back the story begins. */
const BACK_MS = 14 * DAY_MS
/** The people of the demo rest before "now": what comes in then still waits for them. */
const REST_MS = 45 * MINUTE_MS

interface Span {
  from: number
  to: number
}

/** The days of the story: day 0 is the last working day of which at least an hour has passed, day -1 the one before it. */
export interface StoryCalendar {
  begins: Date
  ends: Date
  /** A moment of a working day of the story; on a day that is not over yet, its hours are squeezed into what has passed. */
  at(day: number, time: string): Date
  /** A moment of the present day that is still to come; `part` from 0 (soon) to 1 (its end). */
  laterToday(part: number): Date
  /** A moment of the n-th working day after today. */
  ahead(days: number, time: string): Date
  dateAhead(days: number): string
}

/** Works out the days of a story that ends at this moment. */
export function storyCalendar(ends: Date): StoryCalendar {
  const end = ends.getTime()
  const today = localDay(ZONE, end)
  const days: Span[] = []
  for (let day = today - 14; day <= today; day += 1) {
    if (!isWorkday(day)) continue
    const from = wallToInstant(ZONE, day * DAY_MS + OPENS_MS)
    const to = Math.min(wallToInstant(ZONE, day * DAY_MS + CLOSES_MS), end - REST_MS)
    if (to - from >= HOUR_MS && from - HOUR_MS >= end - BACK_MS) days.push({ from, to })
  }
  const ahead = (count: number, time: string) => {
    let day = today
    for (let left = count; left > 0; ) {
      day += 1
      if (isWorkday(day)) left -= 1
    }
    return new Date(wallToInstant(ZONE, day * DAY_MS + wallMs(time)))
  }
  return {
    begins: new Date(days[0]!.from - 20 * MINUTE_MS),
    ends,
    at(day, time) {
      // Holidays leave fewer days: the first ones of the story then share one.
      const { from, to } = days[Math.max(0, days.length - 1 + day)]!
      const part = (wallMs(time) - OPENS_MS) / (CLOSES_MS - OPENS_MS)
      return new Date(Math.round((from + part * (to - from)) / MINUTE_MS) * MINUTE_MS)
    },
    laterToday(part) {
      const soon = end + 40 * MINUTE_MS
      const last = [16 * HOUR_MS, 23.5 * HOUR_MS]
        .map((wall) => wallToInstant(ZONE, today * DAY_MS + wall))
        .find((closing) => closing - soon >= HOUR_MS)
      if (last === undefined) return ahead(1, part < 0.5 ? '10:00' : '14:00')
      const quarter = 15 * MINUTE_MS
      return new Date(Math.round((soon + part * (last - soon)) / quarter) * quarter)
    },
    ahead,
    dateAhead: (count) => dateOfDay(localDay(ZONE, ahead(count, '12:00').getTime())),
  }
}

function isWorkday(day: number): boolean {
  const date = dateOfDay(day)
  return isoWeekday(day) <= 5 && polishHolidays(Number(date.slice(0, 4)))[date] === undefined
}

const wallMs = (time: string): number => Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3)) * MINUTE_MS
