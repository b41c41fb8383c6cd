import { Cron } from 'croner'
import { DateTime, Duration, IANAZone } from 'luxon'

const DURATION =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const CYCLE = /^R(-1|\d*)\/(?:([^/]+)\/)?(P[^/]+)$/
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A cycle of ISO 8601: how often (-1 endless), every how long, and the first firing where the text names it. */
export interface Cycle {
  repeat: number
  duration: string
  start?: string
}

/** Whether a text is an ISO 8601 duration such as PT8H or P3D. */
export function isDuration(text: string): boolean {
  return DURATION.test(text)
}

/** Reads R3/PT10H, R/PT1H (as Camunda also writes it, R-1/PT1H) and R2/2026-05-04T08:00:00Z/P1D; null when it is none of these. */
export function parseCycle(text: string): Cycle | null {
  const match = CYCLE.exec(text)
  if (!match || !isDuration(match[3]!)) return null
  const repeat = match[1] === '' ? -1 : Number(match[1])
  if (repeat === 0) return null
  // an endless cycle of no length would fire for ever at one instant
  if (isEmptyDuration(match[3]!)) return null
  return match[2] === undefined ? { repeat, duration: match[3]! } : { repeat, duration: match[3]!, start: match[2] }
}

/**
 * The next time a cron expression names after an instant, in the zone; null where it names none. Six fields from seconds on, as
 * Camunda 8 reads them, five without seconds, or one of @yearly, @monthly, @weekly, @daily, @hourly; day of month and day of
 * week hold both. Undefined where it is no such expression.
 */
export function nextByCron(text: string, after: string, zone: string): string | null | undefined {
  try {
    const cron = new Cron(text.replaceAll('?', '*'), {
      timezone: zone,
      mode: '5-or-6-parts',
      domAndDow: true,
      paused: true,
    })
    return cron.nextRun(new Date(after))?.toISOString() ?? null
  } catch {
    return undefined
  }
}

/** An ISO date or date-time as an instant; without an offset it is local time of the zone. Null when it is neither. */
export function parseInstant(text: string, zone: string, dateMeans: 'start' | 'end' = 'start'): string | null {
  // FEEL writes a named zone as a suffix
  const [, local = text, named] = /^(.*)@([\w/+-]+)$/.exec(text) ?? []
  const moment = DateTime.fromISO(local, { zone: named ?? zone })
  if (!moment.isValid) return null
  const isDateOnly = /^\d{4}-\d{2}-\d{2}$/.test(local)
  return new Date((isDateOnly && dateMeans === 'end' ? moment.endOf('day') : moment).toMillis()).toISOString()
}

/**
 * Adds an ISO duration in the zone: days, weeks, months and years move the local date, hours and less are exact.
 * So P1D across a daylight-saving night is the same hour of the next day, PT24H is not.
 */
export function addDuration(from: string, duration: string, zone: string): string {
  const match = DURATION.exec(duration)
  if (!match) throw new RangeError(`"${duration}" is not an ISO 8601 duration`)
  const exact = Number(match[5] ?? 0) * HOUR + Number(match[6] ?? 0) * 60_000 + Number(match[7] ?? 0) * 1000
  const days = Number(match[3] ?? 0) * 7 + Number(match[4] ?? 0)
  const start = Date.parse(from)
  if (match[1] || match[2]) {
    const moved = DateTime.fromMillis(start, { zone }).plus(Duration.fromISO(duration))
    return new Date(moved.toMillis()).toISOString()
  }
  return new Date((days === 0 ? start : addDays(start, days, zone)) + exact).toISOString()
}

function isEmptyDuration(duration: string): boolean {
  return !/[1-9]/.test(duration)
}

/** As luxon does it, without building four objects: this runs for each timer of each instance. */
function addDays(start: number, days: number, zone: string): number {
  const before = offset(start, zone)
  const shifted = start + days * DAY
  const after = offset(shifted, zone)
  if (after === before) return shifted
  const corrected = shifted + before - after
  const settled = offset(corrected, zone)
  if (settled === after) return corrected
  // the local time does not exist in that night: the later reading, as luxon and the clock on the wall have it
  return shifted + before - Math.min(after, settled)
}

const offsets = new Map<string, number>()

/** Zones change their offset on full quarters of an hour only, so one look-up serves a quarter. */
function offset(instant: number, zone: string): number {
  const key = `${zone}${Math.floor(instant / 900_000)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size > 20_000) offsets.clear()
  const found = IANAZone.create(zone).offset(instant) * 60_000
  offsets.set(key, found)
  return found
}
