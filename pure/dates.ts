import type { Locale } from './texts/format.ts'

/** Who reads a date: the language, the zone that rules what "today" is, and the instant taken for now. */
export type Reader = { locale: Locale; zone: string; now: string }

export const DAY_MS = 86_400_000

const INSTANT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i
const PLAIN_DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/**
 * Epoch milliseconds of an ISO 8601 instant. A text without Z or an offset is refused:
 * it would be read in whatever zone the machine happens to have.
 */
export function instantMillis(iso: string): number {
  const millis = INSTANT.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(millis)) throw new RangeError('instant_invalid')
  return millis
}

type ZoneDay = number | { before: number; at: number; after: number }
type Zone = { clock: Intl.DateTimeFormat; days: Map<number, ZoneDay> }

// Asking Intl costs about a microsecond a question, so the answer is kept per UTC day: a number for the days
// without a change, the instant of the change for the two days a year that have one.
const zones = new Map<string, Zone>()
const MOST_DAYS_KEPT = 20_000

function zoneNamed(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  let clock: Intl.DateTimeFormat
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    throw new RangeError('zone_invalid')
  }
  const zone = { clock, days: new Map<number, ZoneDay>() }
  zones.set(name, zone)
  return zone
}

function askedOffset(zone: Zone, at: number): number {
  const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of zone.clock.formatToParts(at)) {
    if (type in part) part[type as keyof typeof part] = Number(value)
  }
  const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second)
  return wall - Math.floor(at / 1000) * 1000
}

function learnDay(zone: Zone, day: number): ZoneDay {
  const start = day * DAY_MS
  const before = askedOffset(zone, start)
  const after = askedOffset(zone, start + DAY_MS)
  let learnt: ZoneDay = before
  if (before !== after) {
    let low = start
    let high = start + DAY_MS
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000
      if (askedOffset(zone, middle) === before) low = middle
      else high = middle
    }
    learnt = { before, at: high, after }
  }
  if (zone.days.size >= MOST_DAYS_KEPT) zone.days.clear()
  zone.days.set(day, learnt)
  return learnt
}

/** How far the wall clock of the zone is ahead of UTC at the instant, in milliseconds. */
export function offsetAt(zoneName: string, at: number): number {
  const zone = zoneNamed(zoneName)
  const day = Math.floor(at / DAY_MS)
  const known = zone.days.get(day) ?? learnDay(zone, day)
  if (typeof known === 'number') return known
  return at < known.at ? known.before : known.after
}

/**
 * What to do with a wall time that the spring night skips or the autumn night has twice.
 * `span-start` and `span-end` keep the whole of a span of hours: in the gap both are the change itself,
 * of two the start takes the first and the end the second. `moment` is RFC 5545's reading (and Temporal's
 * "compatible"): in the gap the clock runs on by its old offset (02:30 becomes 03:30), of two the first.
 */
export type WallReading = 'moment' | 'span-start' | 'span-end'

/** The instant at which the clock on the wall of the zone shows `wall` (milliseconds as if the wall were UTC). */
export function wallToInstant(zoneName: string, wall: number, reading: WallReading = 'moment'): number {
  const before = offsetAt(zoneName, wall - DAY_MS)
  const after = offsetAt(zoneName, wall + DAY_MS)
  if (before === after) return wall - before
  const byOld = wall - before
  const byNew = wall - after
  const oldHolds = offsetAt(zoneName, byOld) === before
  const newHolds = offsetAt(zoneName, byNew) === after
  if (oldHolds && newHolds) return reading === 'span-end' ? Math.max(byOld, byNew) : Math.min(byOld, byNew)
  if (oldHolds) return byOld
  if (newHolds) return byNew
  if (reading === 'moment') return byOld
  let low = byNew
  let high = byOld
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offsetAt(zoneName, middle) === before) low = middle
    else high = middle
  }
  return high
}

/** Number of the local day (days since 1970-01-01) in which the instant lies in the zone. */
export function localDay(zoneName: string, at: number): number {
  return Math.floor((at + offsetAt(zoneName, at)) / DAY_MS)
}

/** ISO weekday of a day number: 1 Monday to 7 Sunday. */
export function isoWeekday(day: number): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return (((((day + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** 'YYYY-MM-DD' of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** Day number of 'YYYY-MM-DD'; a date that does not exist (2026-02-30) throws. */
export function dayOfDate(date: string): number {
  const match = PLAIN_DATE.exec(date)
  const millis = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 10) !== date) {
    throw new RangeError('date_invalid')
  }
  return millis / DAY_MS
}

/** The date ('YYYY-MM-DD') on the wall of the zone at the instant. */
export function dateIn(zoneName: string, at: string): string {
  return dateOfDay(localDay(zoneName, instantMillis(at)))
}

const WEEKDAYS: Record<Locale, readonly string[]> = {
  pl: ['pon.', 'wt.', 'śr.', 'czw.', 'pt.', 'sob.', 'niedz.'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const RELATIVE: Record<Locale, Record<number, string>> = {
  pl: { [-1]: 'wczoraj', 0: 'dziś', 1: 'jutro' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
}
/** Within a week a weekday names one day only. */
const NEAR_DAYS = 6

// A plain date is a day everywhere; moving it through a zone would shift birthdays and invoice dates by one.
function dayOf(value: string, zone: string): number {
  return PLAIN_DATE.test(value) ? dayOfDate(value) : localDay(zone, instantMillis(value))
}

function fullDate(day: number, locale: Locale): string {
  const date = new Date(day * DAY_MS)
  if (locale === 'en') return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  return `${date.getUTCDate()}.${String(date.getUTCMonth() + 1).padStart(2, '0')}.${date.getUTCFullYear()}`
}

function shortDate(day: number, locale: Locale): string {
  const date = new Date(day * DAY_MS)
  if (locale === 'en') return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return `${date.getUTCDate()}.${String(date.getUTCMonth() + 1).padStart(2, '0')}`
}

/** '23.11.2026', in English '23 Nov 2026'. Takes an instant, or a plain date, which no zone moves. */
export function formatDate(value: string, reader: Pick<Reader, 'locale' | 'zone'>): string {
  return fullDate(dayOf(value, reader.zone), reader.locale)
}

/** '9:05' or '14:00' on the wall of the zone; both languages use the 24-hour clock without a leading zero. */
export function formatTime(at: string, reader: Pick<Reader, 'zone'>): string {
  const millis = instantMillis(at)
  const minutes = Math.floor(((((millis + offsetAt(reader.zone, millis)) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** '23.11.2026 14:06', in English '23 Nov 2026, 14:06': for places where the exact instant matters. */
export function formatDateTime(at: string, reader: Pick<Reader, 'locale' | 'zone'>): string {
  return `${formatDate(at, reader)}${reader.locale === 'en' ? ', ' : ' '}${formatTime(at, reader)}`
}

/**
 * A date the way a person says it: 'dziś 12:00', 'wczoraj 14:00', 'jutro 9:00'; within six days 'pt. 27.11';
 * further off '23.11.2026'. Plain dates have no time: 'dziś', 'jutro'. With `time: 'always'` the time follows
 * in every form ('pt. 27.11, 12:00'), with `'never'` in none.
 */
export function formatNear(
  value: string,
  reader: Reader,
  { time = 'near' }: { time?: 'near' | 'always' | 'never' } = {},
): string {
  const { locale, zone, now } = reader
  const day = dayOf(value, zone)
  const distance = day - localDay(zone, instantMillis(now))
  const timed = time !== 'never' && !PLAIN_DATE.test(value)
  const relative = RELATIVE[locale][distance]
  if (relative) return timed ? `${relative} ${formatTime(value, reader)}` : relative
  const far = Math.abs(distance) > NEAR_DAYS
  const weekday = WEEKDAYS[locale][isoWeekday(day) - 1]
  const text = far ? fullDate(day, locale) : `${weekday} ${shortDate(day, locale)}`
  return timed && time === 'always' ? `${text}, ${formatTime(value, reader)}` : text
}
