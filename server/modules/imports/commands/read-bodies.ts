import { normaliseEmail } from '../../../../pure/email.ts'
import { normaliseNip } from '../../../../pure/nip.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import { plainCell } from '../../../core/csv.ts'
import type { FieldError } from '../../../core/errors.ts'
import { type Field, IDS, isCustom } from '../../../core/fields.ts'
import { fieldErrorsOf } from '../../../core/problems.ts'
import type { Cx } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'
import { type Reading, readCell } from '../cells.ts'
import { type CsvRow, isBlank } from '../csv.ts'
import { neededFor } from '../fields.ts'
import { type Known, lookUp, namesIn } from '../names.ts'
import type { Body, ImportRow } from '../schema.ts'
import type { Key, Way } from './alike.ts'
import type { ImportedKind } from './kinds.ts'

/** A row of the file as a body of the kind's own operation; with what is wrong where it is none. */
export interface ReadRow {
  n: number
  cells: string[]
  end: number
  /** Nothing stands in it. */
  blank: boolean
  body: Body
  /** As a change of a record that is there: without what only a new one is given. */
  change: Body
  error: FieldError | null
  keys: Key[]
}

export interface Reader {
  /** Looks up what the rows to come name. */
  look(rows: CsvRow[]): Promise<void>
  /** `from`: how many rows of the file come before them. */
  read(rows: CsvRow[], from: number): ReadRow[]
}

/** Reads rows by the mapping of a file and checks each as the kind's operation checks a body. */
export async function readerOf(
  cx: Cx,
  kind: ImportedKind,
  file: ImportRow,
  fillable: readonly Field[],
): Promise<Reader> {
  const { zone, currency: base } = await companyOf(cx.db)
  const fields = new Map(fillable.map((field) => [field.key, field]))
  const columns = (file.mapping ?? []).flatMap((key, at) => {
    const field = key === null ? undefined : fields.get(key)
    return field ? [{ field, at }] : []
  })
  const links = columns.filter(({ field }) => IDS.has(field.type))
  const currencyAt = columns.find(({ field }) => field.key === 'currency')?.at
  const known: Known = new Map()
  const names = namesIn(known)
  const readings = new Map<string, Reading>()
  const readingOf = (cells: string[]): Reading => {
    const said = currencyAt === undefined ? '' : (cells[currencyAt]?.trim().toUpperCase() ?? '')
    const currency = /^[A-Z]{3}$/.test(said) ? said : base
    let reading = readings.get(currency)
    if (!reading) {
      reading = { zone, currency, names }
      readings.set(currency, reading)
    }
    return reading
  }
  const changeable = file.options?.duplicates === 'update' ? new Set(Object.keys(kind.changeBody.shape)) : null
  const changeOf = (given: Body): Body => {
    const changed = Object.fromEntries(Object.entries(given).filter(([key]) => changeable!.has(key)))
    const parsed = kind.changeBody.safeParse(changed)
    return parsed.success ? (parsed.data as Body) : {}
  }
  const readRow = ({ cells, end }: CsvRow, n: number): ReadRow => {
    const row: ReadRow = { n, cells, end, blank: isBlank(cells), body: {}, change: {}, error: null, keys: [] }
    if (row.blank) return row
    const reading = readingOf(cells)
    const given: Body = {}
    for (const { field, at } of columns) {
      const text = plainCell(cells[at]?.trim() ?? '')
      if (!text) continue
      const read = readCell(field, text, reading)
      if ('wrong' in read) {
        row.error = { path: field.key, ...read.wrong }
        return row
      }
      if (isCustom(field)) {
        given.custom ??= {}
        given.custom[field.name] = read.value
      } else given[field.key] = read.value
    }
    if (changeable) row.change = changeOf(given)
    const ownerId = given.ownerId ?? file.options?.ownerId ?? null
    if (file.kind === 'lead') {
      // A lead's owner is no part of the body of its operation, but of those beside it.
      delete given.ownerId
      given.currency ??= base
      given.source ??= 'import'
      given.title = titleOf(given)
    } else given.ownerId = ownerId
    const parsed = kind.body.safeParse(given)
    if (!parsed.success) {
      row.error = fieldErrorsOf(parsed.error)[0] ?? { path: '', code: 'field.invalid' }
      return row
    }
    row.body = parsed.data as Body
    if (file.kind === 'lead') row.body.ownerId = ownerId
    const told = keysOf(kind, file, row.body)
    row.keys = told.keys
    row.error = told.error
    if (file.kind === 'contact' && !neededFor('contact').some((key) => row.body[key]))
      row.error ??= { path: 'lastName', code: 'field.required' }
    return row
  }
  const named = new Set<string>()
  return {
    async look(rows) {
      if (links.length === 0) return
      const fresh = new Map<Field, Set<string>>()
      for (const { field, at } of links) {
        for (const { cells } of rows) {
          const text = cells[at]?.trim()
          if (!text || named.has(`${field.key} ${text}`)) continue
          named.add(`${field.key} ${text}`)
          fresh.set(field, (fresh.get(field) ?? new Set()).add(text))
        }
      }
      if (fresh.size > 0) await lookUp(cx.db, cx.actor, file.kind, fresh, known)
    },
    read: (rows, from) => rows.map((row, i) => readRow(row, from + i + 1)),
  }
}

/** A lead is called by the first that the file says of it. */
const titleOf = (given: Body): string => {
  const said = neededFor('lead').find((key) => typeof given[key] === 'string' && given[key] !== '')
  return said ? String(given[said]).slice(0, 300) : ''
}

const NORMALISE: Record<Way, (text: string) => string | null> = {
  nip: normaliseNip,
  email: normaliseEmail,
  phone: (text) => normalisePhone(text),
  value: (text) => text,
}

/** What tells the record, in the form in which the database holds it; an error where that cannot be. */
function keysOf(kind: ImportedKind, file: ImportRow, body: Body): { keys: Key[]; error: FieldError | null } {
  const given = kind.keys(body)
  // The body of a lead is normalised by its own schema.
  if (file.kind === 'lead') return { keys: given, error: null }
  const keys: Key[] = []
  for (const { way, value } of given) {
    const kept = NORMALISE[way](value)
    if (kept === null) return { keys: [], error: { path: way in body ? way : `${way}s`, code: `field.${way}` } }
    keys.push({ way, value: kept })
  }
  return { keys, error: null }
}
