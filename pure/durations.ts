import { DAY_MS, instantMillis, localDay, offsetAt, wallToInstant } from './dates.ts'
import type { Locale } from './texts/format.ts'

/**
 * A duration of ISO 8601-1:2019, 5.5.2. Days and longer are kept apart from milliseconds, because a day is not
 * always 24 hours. `sign` is the leading minus of ISO 8601-2 ("two hours before").
 */
export type Duration = {
  sign: 1 | -1
  years: number
  months: number
  weeks: number
  days: number
  hours: number
  minutes: number
  seconds: number
}

const ISO_DURATION =
  /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/

const parsed = new Map<string, Duration>()
const MOST_KEPT = 1000

/**
 * Parses 'P2DT3H', '-PT15M', 'P1W'. Fractions are taken only on the last part of a time ('PT1,5H'): half a day or
 * half a month has no one meaning. Throws RangeError('duration_invalid').
 */
export function parseDuration(iso: string): Duration {
  const known = parsed.get(iso)
  if (known) return known
  const match = ISO_DURATION.exec(iso)
  if (!match || iso.endsWith('P') || iso.endsWith('T')) throw new RangeError('duration_invalid')
  const written = match.slice(2).filter((part) => part !== undefined)
  if (written.slice(0, -1).some((part) => /[.,]/.test(part))) throw new RangeError('duration_invalid')
  const part = (index: number) => Number((match[index] ?? '0').replace(',', '.'))
  const duration: Duration = Object.freeze({
    sign: match[1] === '-' ? -1 : 1,
    years: part(2),
    months: part(3),
    weeks: part(4),
    days: part(5),
    hours: part(6),
    minutes: part(7),
    seconds: part(8),
  })
  for (const value of Object.values(duration)) {
    if (!Number.isSafeInteger(Math.trunc(value))) throw new RangeError('duration_invalid')
  }
  if (parsed.size >= MOST_KEPT) parsed.clear()
  parsed.set(iso, duration)
  return duration
}

/** True for a text that `parseDuration` takes. */
export function isDuration(iso: string): boolean {
  try {
    parseDuration(iso)
    return true
  } catch {
    return false
  }
}

/** The part counted in hours, minutes and seconds, as milliseconds and without the sign. */
export function timeMillis({ hours, minutes, seconds }: Duration): number {
  return Math.round(hours * 3_600_000 + minutes * 60_000 + seconds * 1000)
}

/** The ISO 8601 text of a duration; parts that are left out count as zero. */
export function formatDuration(parts: Partial<Duration>): string {
  const date = `${mark(parts.years, 'Y')}${mark(parts.months, 'M')}${mark(parts.weeks, 'W')}${mark(parts.days, 'D')}`
  const time = `${mark(parts.hours, 'H')}${mark(parts.minutes, 'M')}${mark(parts.seconds, 'S')}`
  if (!date && !time) return 'PT0S'
  return `${parts.sign === -1 ? '-' : ''}P${date}${time ? `T${time}` : ''}`
}

function mark(value: number | undefined, letter: string): string {
  return value ? `${value}${letter}` : ''
}

/** Milliseconds as 'PT1H30M'. Days are never made of hours: 'PT48H' and 'P2D' differ on two nights a year. */
export function durationOfMillis(millis: number): string {
  const size = Math.abs(millis)
  return formatDuration({
    sign: millis < 0 ? -1 : 1,
    hours: Math.floor(size / 3_600_000),
    minutes: Math.floor((size % 3_600_000) / 60_000),
    seconds: (size % 60_000) / 1000,
  })
}

/**
 * Adds a plain duration to an instant. Years to days move the wall clock of the zone (a day may last 23 or 25
 * hours; 31 January + P1M is the last of February), hours and smaller are time that really passes.
 */
export function addDuration(from: string, isoDuration: string, zone: string): string {
  const duration = parseDuration(isoDuration)
  const { sign, years, months, weeks, days } = duration
  let at = instantMillis(from)
  // A duration without days must not pass through the wall clock: the second 02:30 of the autumn night would
  // come back as the first.
  if (years || months || weeks || days) {
    const wall = at + offsetAt(zone, at)
    const day = localDay(zone, at)
    const moved = addMonths(day, sign * (years * 12 + months)) + sign * (weeks * 7 + days)
    at = wallToInstant(zone, moved * DAY_MS + (wall - day * DAY_MS))
  }
  const result = new Date(at + sign * timeMillis(duration))
  if (Number.isNaN(result.getTime())) throw new RangeError('duration_too_long')
  return result.toISOString()
}

/** Day number moved by whole months; a day the month does not have becomes its last. */
export function addMonths(day: number, months: number): number {
  if (months === 0) return day
  const date = new Date(day * DAY_MS)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate()
  return first / DAY_MS + Math.min(date.getUTCDate(), length) - 1
}

type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds'
const UNITS: readonly Unit[] = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']

/** One, few (2-4, 22-24), many (0, 5-21), and the genitive singular that Polish uses after a fraction. */
type PolishForms = readonly [one: string, few: string, many: string, fraction: string]
const POLISH: Record<Unit, PolishForms> = {
  years: ['rok', 'lata', 'lat', 'roku'],
  months: ['miesiąc', 'miesiące', 'miesięcy', 'miesiąca'],
  weeks: ['tydzień', 'tygodnie', 'tygodni', 'tygodnia'],
  days: ['dzień', 'dni', 'dni', 'dnia'],
  hours: ['godzina', 'godziny', 'godzin', 'godziny'],
  minutes: ['minuta', 'minuty', 'minut', 'minuty'],
  seconds: ['sekunda', 'sekundy', 'sekund', 'sekundy'],
}
const WORKING_MASCULINE: PolishForms = ['roboczy', 'robocze', 'roboczych', 'roboczego']
const WORKING_FEMININE: PolishForms = ['robocza', 'robocze', 'roboczych', 'roboczej']
const FEMININE: ReadonlySet<Unit> = new Set<Unit>(['hours', 'minutes', 'seconds'])
/** A calendar month or year stays one on a working calendar, so it is never called a working one. */
const NEVER_WORKING: ReadonlySet<Unit> = new Set<Unit>(['years', 'months'])

const polishPlural = new Intl.PluralRules('pl')
const FORM = { one: 0, few: 1, many: 2, other: 3, zero: 2, two: 1 } as const

// look.md: a number and its noun never part at the end of a line.
const NBSP = '\u00a0'

/**
 * '15 minut roboczych', '2 dni', '1 godzina i 30 minut'; in English '15 working minutes'. The space after a number
 * is non-breaking. Says the size only: the minus of '-PT2H' belongs to the sentence around it ("przed").
 */
export function describeDuration(iso: string, locale: Locale, { working = false }: { working?: boolean } = {}): string {
  const duration = parseDuration(iso)
  const words = UNITS.filter((unit) => duration[unit] !== 0).map((unit) =>
    describePart(duration[unit], unit, locale, working && !NEVER_WORKING.has(unit)),
  )
  if (words.length === 0) return describePart(0, 'minutes', locale, working)
  const last = words.pop() as string
  return words.length === 0 ? last : `${words.join(', ')} ${locale === 'pl' ? `i${NBSP}` : 'and '}${last}`
}

function describePart(value: number, unit: Unit, locale: Locale, working: boolean): string {
  if (locale === 'en') {
    const noun = value === 1 ? unit.slice(0, -1) : unit
    return `${value}${NBSP}${working ? 'working ' : ''}${noun}`
  }
  const form = FORM[polishPlural.select(value)]
  const adjective = working ? ` ${(FEMININE.has(unit) ? WORKING_FEMININE : WORKING_MASCULINE)[form]}` : ''
  return `${String(value).replace('.', ',')}${NBSP}${POLISH[unit][form]}${adjective}`
}
