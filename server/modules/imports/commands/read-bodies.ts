import { normaliseEmail } from '../../../../pure/email.ts'
import { normaliseNip } from '../../../../pure/nip.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import { plainCell } from '../../../core/csv.ts'
import type { FieldError } from '../../../core/errors.ts'
import { type Field, IDS, isCustom } from '../../../core/fields.ts'
import { fieldErrorsOf } from '../../../core/problems.ts'
import type { Cx } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'
import { readCell } from '../cells.ts'
import { type CsvRow, isBlank } from '../csv.ts'
import { fillable, NEEDED } from '../fields.ts'
import { type Known, lookUp, namesIn } from '../names.ts'
import type { ImportRow } from '../schema.ts'
import { type Body, type Key, KINDS } from './kinds.ts'

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
export async function readerOf(cx: Cx, file: ImportRow): Promise<Reader> {
  const { zone, currency: base } = await companyOf(cx.db)
  const fields = new Map((await fillable(cx.db, cx.actor, file.kind)).map((field) => [field.key, field]))
  const columns = (file.mapping ?? []).flatMap((key, at) => {
    const field = key === null ? undefined : fields.get(key)
    return field ? [{ field, at }] : []
  })
  const currencyAt = columns.find(({ field }) => field.key === 'currency')?.at
  const named = new Set<string>()
  const known: Known = new Map()
  const names = namesIn(known)
  const readRow = ({ cells, end }: CsvRow, n: number): ReadRow => {
    const currency = (currencyAt !== undefined && cells[currencyAt]?.trim().toUpperCase()) || base
    const reading = { zone, currency: /^[A-Z]{3}$/.test(currency) ? currency : base, names }
    const given: Body = {}
    const custom: Record<string, unknown> = {}
    let error: FieldError | null = null
    for (const { field, at } of columns) {
      const text = plainCell(cells[at]?.trim() ?? '')
      if (!text) continue
      const read = readCell(field, text, reading)
      if ('wrong' in read) error ??= { path: field.key, ...read.wrong }
      else if (isCustom(field)) custom[field.name] = read.value
      else given[field.key] = read.value
    }
    if (Object.keys(custom).length > 0) given.custom = custom
    const row = { n, cells, end, blank: isBlank(cells) }
    const refused = (error: FieldError): ReadRow => ({ ...row, body: {}, change: {}, error, keys: [] })
    if (error) return refused(error)
    const whole = asNew(file, given, base)
    const { ownerId, ...rest } = whole
    // A lead's owner is no part of the body of its operation, but of those beside it.
    const lead = file.kind === 'lead'
    const parsed = KINDS[file.kind].body.safeParse(lead ? rest : whole)
    if (!parsed.success) return refused(fieldErrorsOf(parsed.error)[0] ?? { path: '', code: 'field.invalid' })
    const body: Body = { ...(parsed.data as Body), ...(lead ? { ownerId: ownerId ?? null } : {}) }
    const changes = file.options?.duplicates === 'update'
    const changed = changes ? KINDS[file.kind].changeBody.safeParse(lead ? without(given, LEADS_OWN) : given) : null
    const told = keysOf(file, body)
    const nameless = file.kind === 'contact' && !NEEDED.contact.some((key) => body[key])
    return {
      ...row,
      body,
      change: changed?.success ? (changed.data as Body) : {},
      error: told.error ?? (nameless ? { path: 'lastName', code: 'field.required' } : null),
      keys: told.keys,
    }
  }
  return {
    async look(rows) {
      const fresh = new Map<Field['type'], Set<string>>()
      for (const { field, at } of columns) {
        if (!IDS.has(field.type)) continue
        for (const { cells } of rows) {
          const text = cells[at]?.trim()
          if (!text || named.has(`${field.type} ${text}`)) continue
          named.add(`${field.type} ${text}`)
          fresh.set(field.type, (fresh.get(field.type) ?? new Set()).add(text))
        }
      }
      if (fresh.size > 0) await lookUp(cx.db, cx.actor, fresh, known)
    },
    read: (rows, from) => rows.map((row, i) => readRow(row, from + i + 1)),
  }
}

const LEADS_OWN = ['ownerId', 'departmentId', 'source']
const without = (body: Body, keys: string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)))

/** What the file does not say of a new record. */
function asNew({ kind, options }: ImportRow, given: Body, currency: string): Body {
  const ownerId = given.ownerId ?? options?.ownerId ?? null
  if (kind !== 'lead') return { ...given, ownerId }
  const title = NEEDED.lead.map((key) => given[key]).find((value) => typeof value === 'string' && value !== '')
  return {
    currency,
    source: 'import',
    ...given,
    ...(title ? { title: String(title).slice(0, 300) } : { title: '' }),
    ownerId,
  }
}

const NORMALISE: Record<Key['way'], (text: string) => string | null> = {
  nip: normaliseNip,
  email: normaliseEmail,
  phone: (text) => normalisePhone(text),
}

/** What tells the record, in the form in which the database holds it; an error where that cannot be. */
function keysOf({ kind }: ImportRow, body: Body): { keys: Key[]; error: FieldError | null } {
  const given = KINDS[kind].keys?.(body) ?? []
  // The body of a lead is normalised by its own schema.
  if (kind === 'lead') return { keys: given, error: null }
  const keys: Key[] = []
  for (const { way, value } of given) {
    const kept = NORMALISE[way](value)
    if (kept === null) return { keys: [], error: { path: way in body ? way : `${way}s`, code: `field.${way}` } }
    keys.push({ way, value: kept })
  }
  return { keys, error: null }
}
