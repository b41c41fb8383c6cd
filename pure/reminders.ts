import { addDuration } from './durations.ts'
import { addWorkingTime, isWorkingTime, nextWorkingInstant, type WorkCalendar } from './work-calendar.ts'

export interface ReminderPlan {
  /** ISO 8601 durations before the date. */
  before: string[]
  hours: 'working' | 'any'
}

/**
 * When to remind of something next, null when nothing is left before its date. In working hours a reminder that would come at
 * night moves on to the opening; where that is too late it comes back to the closing before.
 */
export function nextReminder(
  at: string,
  { before, hours }: ReminderPlan,
  calendar: WorkCalendar,
  now: string,
): string | null {
  const moments = before.map((duration) => {
    const plain = addDuration(at, `-${duration}`, calendar.zone)
    const moved = hours === 'working' ? withinHours(calendar, plain, at) : plain
    // Set when the closing had already passed: rather at night than not at all.
    return moved > now ? moved : plain
  })
  return moments.filter((moment) => moment > now && moment < at).sort()[0] ?? null
}

function withinHours(calendar: WorkCalendar, moment: string, limit: string): string {
  try {
    if (isWorkingTime(calendar, moment)) return moment
    const opening = nextWorkingInstant(calendar, moment)
    return opening < limit ? opening : addWorkingTime(calendar, moment, '-PT0S')
  } catch (error) {
    // Nobody ever works by this calendar: the clock on the wall is all there is.
    if (error instanceof RangeError) return moment
    throw error
  }
}
