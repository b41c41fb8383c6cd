import { DAY_MS, dateOfDay, dayOfDate, isoWeekday, localDay, wallToInstant } from '../../../pure/dates.ts'
import { addMonths } from '../../../pure/durations.ts'

export const VIEWS = ['day', 'week', 'month', 'list'] as const
export type View = (typeof VIEWS)[number]

const WEEK = 7
const MINUTE_MS = 60_000
export const DAY_MINUTES = 1440
/** Everything is moved and drawn by quarters. */
export const SNAP = 15

const monday = (day: number) => day - isoWeekday(day) + 1

/** The days a view shows around a date, as 'YYYY-MM-DD': a month with the rest of its first and last week. */
export function daysOf(view: View, date: string): string[] {
  const day = dayOfDate(date)
  if (view === 'day') return [date]
  if (view !== 'month') return range(monday(day), WEEK)
  const first = dayOfDate(`${date.slice(0, 8)}01`)
  const from = monday(first)
  const last = addMonths(first, 1) - 1
  return range(from, monday(last) + WEEK - from)
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => dateOfDay(from + index))

/** The same view one step on or back. */
export function step(view: View, date: string, by: 1 | -1): string {
  const day = dayOfDate(date)
  if (view === 'month') return dateOfDay(addMonths(dayOfDate(`${date.slice(0, 8)}01`), by))
  return dateOfDay(day + by * (view === 'day' ? 1 : WEEK))
}

export const dayStart = (zone: string, date: string): number => wallToInstant(zone, dayOfDate(date) * DAY_MS)
export const dateAt = (zone: string, at: string | number): string =>
  dateOfDay(localDay(zone, typeof at === 'number' ? at : Date.parse(at)))
export const dateMoved = (date: string, by: number): string => dateOfDay(dayOfDate(date) + by)

/** The instant so many minutes after midnight, on the clock on the wall. */
export const instantAt = (zone: string, date: string, minutes: number): number =>
  wallToInstant(zone, dayOfDate(date) * DAY_MS + minutes * MINUTE_MS)

/** Minutes after midnight on the wall; a moment before or after the day is its edge. */
export function minutesOn(zone: string, date: string, at: string): number {
  const instant = Date.parse(at)
  if (instant <= dayStart(zone, date)) return 0
  if (instant >= dayStart(zone, dateMoved(date, 1))) return DAY_MINUTES
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const [hours = 0, minutes = 0] = wall.format(instant).split(':').map(Number)
  return hours * 60 + minutes
}

export const snapped = (minutes: number): number => Math.round(minutes / SNAP) * SNAP

export interface Block<Item> {
  item: Item
  from: number
  to: number
  /** Which of so many columns side by side. */
  lane: number
  lanes: number
}

/** What overlaps stands side by side, what doesn't has the whole width. */
export function laidOut<Item extends { id: string }>(spans: { item: Item; from: number; to: number }[]): Block<Item>[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from || b.to - a.to)
  const blocks: Block<Item>[] = []
  let cluster: Block<Item>[] = []
  let end = -1
  const close = () => {
    const lanes = Math.max(0, ...cluster.map((block) => block.lane + 1))
    for (const block of cluster) block.lanes = lanes
    blocks.push(...cluster)
    cluster = []
  }
  for (const span of sorted) {
    if (span.from >= end) close()
    const taken = new Set(cluster.filter((block) => block.to > span.from).map((block) => block.lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    cluster.push({ ...span, lane, lanes: 1 })
    end = Math.max(end, span.to)
  }
  close()
  return blocks
}
