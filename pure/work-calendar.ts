import { DAY_MS, dateOfDay, dayOfDate, instantMillis, isoWeekday, localDay, offsetAt, wallToInstant } from './dates.ts'
import { addMonths, parseDuration, timeMillis } from './durations.ts'
import type { Locale } from './texts/format.ts'

/**
 * Working hours by ISO weekday (1 Monday to 7 Sunday), wall time in the calendar's zone. '24:00', or '00:00' as an
 * end, is midnight. A night shift is written as two spans: 22:00-24:00 and 00:00-06:00 of the next day.
 */
export type WeekHours = Record<1 | 2 | 3 | 4 | 5 | 6 | 7, { from: string; to: string }[]>

/**
 * When somebody works. What is learnt of a calendar is kept for as long as the object lives, so an object is never
 * changed in place: a changed calendar is a new object.
 */
export type WorkCalendar = {
  zone: string
  hours: WeekHours
  /** Days off, 'YYYY-MM-DD' to a name. */
  holidays: Record<string, string>
  /** Hours of single days, 'YYYY-MM-DD', whose weekday has none: a Saturday that is worked. */
  workdays?: Record<string, { from: string; to: string }[]>
  /** Spans in which nobody works although the hours say so: a leave, a closed office. ISO instants. */
  absences?: { from: string; to: string }[]
}

type Span = [from: number, to: number]

type Known = {
  calendar: WorkCalendar
  /** Minutes of the day, by weekday - 1. */
  week: Span[][]
  /** The same of single days. */
  workdays: Map<string, Span[]>
  hasHours: boolean
  absences: Span[]
  /** Working spans of a local day, in epoch milliseconds, sorted and apart. */
  days: Map<number, Span[]>
}

const known = new WeakMap<WorkCalendar, Known>()
const MOST_DAYS_KEPT = 5000
/** Ten years without a working minute is not a calendar; it ends the search where absences or holidays cover all. */
const LONGEST_SEARCH = 3660
/** Far beyond any promise to a customer; ends the walk of a mistyped 'P999999999D'. */
const LONGEST_WALK = 55_000

function knowledgeOf(calendar: WorkCalendar): Known {
  const found = known.get(calendar)
  if (found) return found
  const minutesIn = (hours: { from: string; to: string }[]) =>
    merged(hours.map(({ from, to }): Span => [minutesOf(from, false), minutesOf(to, true)]))
  const week = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => minutesIn(calendar.hours[weekday] ?? []))
  const workdays = new Map(Object.entries(calendar.workdays ?? {}).map(([day, hours]) => [day, minutesIn(hours)]))
  const absences = merged((calendar.absences ?? []).map(({ from, to }) => [instantMillis(from), instantMillis(to)]))
  const hasHours = week.some((spans) => spans.length > 0)
  const learnt = { calendar, week, workdays, hasHours, absences, days: new Map() }
  known.set(calendar, learnt)
  return learnt
}

function minutesOf(text: string, end: boolean): number {
  const match = /^(\d\d):(\d\d)$/.exec(text)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  if (!(minutes <= 1440) || Number(match?.[2]) > 59) throw new RangeError('calendar_hours_invalid')
  return end && minutes === 0 ? 1440 : minutes
}

function merged(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (to < from) throw new RangeError('calendar_hours_invalid')
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (to > from) result.push([from, to])
  }
  return result
}

function spansOf(knowledge: Known, day: number): Span[] {
  return knowledge.days.get(day) ?? learnDay(knowledge, day)
}

function learnDay(knowledge: Known, day: number): Span[] {
  const { calendar, week, workdays, absences } = knowledge
  let spans: Span[] = []
  const date = dateOfDay(day)
  const usual = week[isoWeekday(day) - 1] as Span[]
  const hours = usual.length > 0 ? usual : (workdays.get(date) ?? [])
  if (hours.length > 0 && !Object.hasOwn(calendar.holidays, date)) {
    for (const [from, to] of hours) {
      const start = wallToInstant(calendar.zone, day * DAY_MS + from * 60_000, 'span-start')
      // Midnight ends with the day: where the clock goes back over midnight, its second one is the next day's.
      const ending = to === 1440 ? 'span-start' : 'span-end'
      const end = wallToInstant(calendar.zone, day * DAY_MS + to * 60_000, ending)
      if (end > start) spans.push([start, end])
    }
    spans = without(merged(spans), absences)
  }
  if (knowledge.days.size >= MOST_DAYS_KEPT) knowledge.days.clear()
  knowledge.days.set(day, spans)
  return spans
}

function without(spans: Span[], absences: Span[]): Span[] {
  let left = spans
  for (const [away, back] of absences) {
    if (left.length === 0) break
    if (back <= (left[0] as Span)[0] || away >= (left.at(-1) as Span)[1]) continue
    left = left.flatMap(([from, to]): Span[] => {
      if (back <= from || away >= to) return [[from, to]]
      const kept: Span[] = []
      if (away > from) kept.push([from, away])
      if (back < to) kept.push([back, to])
      return kept
    })
  }
  return left
}

function noHours(): RangeError {
  return new RangeError('calendar_has_no_working_hours')
}

/** The first working moment at or after `at`; backwards the last at or before it, where an end counts as working. */
function settled(knowledge: Known, at: number, backwards: boolean): number {
  let day = localDay(knowledge.calendar.zone, at)
  for (let searched = 0; searched <= LONGEST_SEARCH; searched++) {
    const spans = spansOf(knowledge, day)
    if (backwards) {
      for (let i = spans.length - 1; i >= 0; i--) {
        const [from, to] = spans[i] as Span
        if (from < at) return Math.min(at, to)
      }
      day--
    } else {
      for (const [from, to] of spans) if (at < to) return Math.max(at, from)
      day++
    }
  }
  throw noHours()
}

function tooLong(): RangeError {
  return new RangeError('duration_too_long')
}

function workedForward(knowledge: Known, start: number, millis: number): number {
  let left = millis
  let day = localDay(knowledge.calendar.zone, start)
  const horizon = day + LONGEST_WALK
  for (let idle = 0; idle <= LONGEST_SEARCH; idle++, day++) {
    if (day > horizon) throw tooLong()
    for (const [from, to] of spansOf(knowledge, day)) {
      if (to <= start) continue
      const begin = Math.max(from, start)
      if (left <= to - begin) return begin + left
      left -= to - begin
      idle = 0
    }
  }
  throw noHours()
}

function workedBackward(knowledge: Known, start: number, millis: number): number {
  let left = millis
  let day = localDay(knowledge.calendar.zone, start)
  const horizon = day - LONGEST_WALK
  for (let idle = 0; idle <= LONGEST_SEARCH; idle++, day--) {
    if (day < horizon) throw tooLong()
    const spans = spansOf(knowledge, day)
    for (let i = spans.length - 1; i >= 0; i--) {
      const [from, to] = spans[i] as Span
      if (from >= start) continue
      const end = Math.min(to, start)
      if (left <= end - from) return end - left
      left -= end - from
      idle = 0
    }
  }
  throw noHours()
}

function workingDaysAway(knowledge: Known, start: number, count: number, step: 1 | -1): number {
  const { zone } = knowledge.calendar
  const from = localDay(zone, start)
  const wallTime = start + offsetAt(zone, start) - from * DAY_MS
  let day = from
  let left = count
  let idle = 0
  while (left > 0) {
    day += step
    if (spansOf(knowledge, day).length > 0) {
      left--
      idle = 0
    } else if (++idle > LONGEST_SEARCH) throw noHours()
    if (Math.abs(day - from) > LONGEST_WALK) throw tooLong()
  }
  return wallToInstant(zone, day * DAY_MS + wallTime)
}

/**
 * Adds a duration counted in working time.
 *
 * 1. What begins outside working hours begins at the next working moment: Saturday noon counts as Monday's opening.
 * 2. Years and months are calendar ones (same date and wall time), then moved on to the next working moment.
 * 3. A week is five working days, a day one working day: the same wall time on the next day that has any working
 *    time left after holidays and absences. Friday 15:00 + P1D is Monday 15:00. If that moment is not working (the
 *    day is shorter, a break), it moves on to the next working moment.
 * 4. Hours, minutes and seconds are then spent as working time that really passes. Time that runs out with the day
 *    ends then: 16:45 + PT15M is 17:00, not the next morning.
 *
 * PT0S gives the next working moment. A minus counts back by the mirrored rules ('-PT2H': two working hours before).
 * Throws RangeError('calendar_has_no_working_hours') when ten years hold no working minute, and
 * RangeError('duration_too_long') past 150 years.
 */
export function addWorkingTime(calendar: WorkCalendar, from: string, isoDuration: string): string {
  const knowledge = knowledgeOf(calendar)
  if (!knowledge.hasHours) throw noHours()
  const duration = parseDuration(isoDuration)
  const backwards = duration.sign === -1
  let at = settled(knowledge, instantMillis(from), backwards)
  const months = duration.years * 12 + duration.months
  if (months > 0) {
    if (months * 30 > LONGEST_WALK) throw tooLong()
    const day = localDay(calendar.zone, at)
    const wallTime = at + offsetAt(calendar.zone, at) - day * DAY_MS
    const moved = addMonths(day, duration.sign * months)
    at = settled(knowledge, wallToInstant(calendar.zone, moved * DAY_MS + wallTime), backwards)
  }
  const days = duration.weeks * 5 + duration.days
  if (days > 0) at = settled(knowledge, workingDaysAway(knowledge, at, days, duration.sign), backwards)
  const millis = timeMillis(duration)
  if (millis > 0) at = backwards ? workedBackward(knowledge, at, millis) : workedForward(knowledge, at, millis)
  return new Date(at).toISOString()
}

/**
 * Working milliseconds from `a` to `b`; negative when `b` is earlier. A calendar without hours has none.
 * Throws RangeError('duration_too_long') past 150 years.
 */
export function workingMillisBetween(calendar: WorkCalendar, a: string, b: string): number {
  const first = instantMillis(a)
  const second = instantMillis(b)
  if (second < first) return -workingMillisBetween(calendar, b, a)
  const knowledge = knowledgeOf(calendar)
  if (!knowledge.hasHours) return 0
  let total = 0
  const start = localDay(calendar.zone, first)
  const last = localDay(calendar.zone, second)
  if (last - start > LONGEST_WALK) throw tooLong()
  for (let day = start; day <= last; day++) {
    for (const [from, to] of spansOf(knowledge, day)) {
      if (to > first && from < second) total += Math.min(to, second) - Math.max(from, first)
    }
  }
  return total
}

/** True while somebody works: the opening moment counts, the closing one does not. */
export function isWorkingTime(calendar: WorkCalendar, at: string): boolean {
  const millis = instantMillis(at)
  const knowledge = knowledgeOf(calendar)
  if (!knowledge.hasHours) return false
  return spansOf(knowledge, localDay(calendar.zone, millis)).some(([from, to]) => from <= millis && millis < to)
}

/** When somebody works on a day ('YYYY-MM-DD'), as instants. */
export function workingSpansOn(calendar: WorkCalendar, date: string): { from: string; to: string }[] {
  const iso = (millis: number) => new Date(millis).toISOString()
  return spansOf(knowledgeOf(calendar), dayOfDate(date)).map(([from, to]) => ({ from: iso(from), to: iso(to) }))
}

/** `at` itself during working time, otherwise the next opening. */
export function nextWorkingInstant(calendar: WorkCalendar, at: string): string {
  const knowledge = knowledgeOf(calendar)
  if (!knowledge.hasHours) throw noHours()
  return new Date(settled(knowledge, instantMillis(at), false)).toISOString()
}

/** Easter Sunday of the Gregorian calendar as a day number: the anonymous algorithm of 1876 (Meeus, ch. 8). */
function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const date = ((h + l - 7 * m + 114) % 31) + 1
  return Date.UTC(year, month - 1, date) / DAY_MS
}

/**
 * Statutory days off in Poland: art. 1 of the act of 18 January 1951 on days off work (ustawa z dnia 18 stycznia
 * 1951 r. o dniach wolnych od pracy). 24 December is one of them since 2025 (act of 6 December 2024, Dz.U. 2024
 * poz. 1965), 6 January since 2011. Right from 2011 on, except the single 12 November 2018. Sundays are days off by
 * the same article and are left to the week's hours, save the three that are feasts.
 */
export function polishHolidays(year: number, locale: Locale = 'pl'): Record<string, string> {
  const easter = easterSunday(year)
  const fixed = (monthAndDay: string) => dayOfDate(`${String(year).padStart(4, '0')}-${monthAndDay}`)
  const days: [day: number, pl: string, en: string][] = [
    [fixed('01-01'), 'Nowy Rok', "New Year's Day"],
    [easter, 'Wielkanoc', 'Easter Sunday'],
    [easter + 1, 'Poniedziałek Wielkanocny', 'Easter Monday'],
    [fixed('05-01'), 'Święto Pracy', 'Labour Day'],
    [fixed('05-03'), 'Święto Narodowe Trzeciego Maja', 'Constitution Day'],
    [easter + 49, 'Zielone Świątki', 'Pentecost'],
    [easter + 60, 'Boże Ciało', 'Corpus Christi'],
    [fixed('08-15'), 'Wniebowzięcie Najświętszej Maryi Panny', 'Assumption Day'],
    [fixed('11-01'), 'Wszystkich Świętych', "All Saints' Day"],
    [fixed('11-11'), 'Narodowe Święto Niepodległości', 'Independence Day'],
    [fixed('12-25'), 'Boże Narodzenie, pierwszy dzień', 'Christmas Day'],
    [fixed('12-26'), 'Boże Narodzenie, drugi dzień', 'Second Day of Christmas'],
  ]
  if (year >= 2011) days.push([fixed('01-06'), 'Święto Trzech Króli', 'Epiphany'])
  if (year >= 2025) days.push([fixed('12-24'), 'Wigilia Bożego Narodzenia', 'Christmas Eve'])
  days.sort((a, b) => a[0] - b[0])
  return Object.fromEntries(days.map(([day, pl, en]) => [dateOfDay(day), locale === 'pl' ? pl : en]))
}
