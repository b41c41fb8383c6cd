import { formatDate, formatDateTime } from '../../../pure/dates.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { pl } from '../../../pure/texts/pl.ts'
import { say } from '../../core/problems.ts'

/** What a mail needs to know of its reader to put a coded text into words. */
export interface Words {
  locale: Locale
  zone: string
}

export const hasWords = (code: string): boolean => Object.hasOwn(pl, code)

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/
const DATE = /^\d{4}-\d\d-\d\d$/

/** Words of a code for one reader; instants and dates in the parameters are shown the way that reader writes them. */
export function wordsOf(reader: Words, code: string, params: Record<string, unknown>): string {
  const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shownTo(reader, value)]))
  return say(reader.locale, code, shown)
}

function shownTo(reader: Words, value: unknown): unknown {
  const text = value instanceof Date ? value.toISOString() : value
  if (typeof text !== 'string') return value
  try {
    if (INSTANT.test(text)) return formatDateTime(text, reader)
    if (DATE.test(text)) return formatDate(text, reader)
  } catch {
    // Looks like a date and is none (2026-02-30): shown as it came.
  }
  return text
}
