import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { invalid, Refusal } from './errors.ts'
import type { Change, Subject } from './events.ts'
import type { Cx } from './write.ts'

export type FieldType =
  | 'text'
  | 'long_text'
  | 'email'
  | 'phone'
  | 'emails'
  | 'phones'
  | 'nip'
  | 'regon'
  | 'url'
  | 'locale'
  | 'date'
  | 'moment'
  | 'durations'
  | 'flag'
  | 'recurrence'
  | 'money'
  | 'currency'
  | 'rate'
  | 'employee'
  | 'employees'
  | 'contacts'
  | 'contact'
  | 'company'
  | 'stage'
  | 'choice'

/** A field of a kind of record: what the update, the timeline and the forms know of it (decisions.md, "Kinds and fields"). */
export interface Field {
  /** Its name in the API and in the changes of events. */
  key: string
  /** null: its values lie in rows of their own (contact points). */
  column: string | null
  type: FieldType
  label: { pl: string; en: string }
  /** Its values belong to a person: events keep them apart, where they can be erased. */
  personal?: boolean
}

/** The version the sender saw, from `If-Match: "3"`; null for `*`, which overwrites whatever is there. */
export function ifMatch(request: FastifyRequest): number | null {
  const header = request.headers['if-match']?.trim()
  if (!header) throw new Refusal('version_required', { status: 428 })
  if (header === '*') return null
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1]
  if (!version) throw invalid({ path: 'If-Match', code: 'field.invalid' })
  return Number(version)
}

/** As `ifMatch`, for verbs (moving a card) where the header is welcome but not needed. */
export const ifMatchOrAny = (request: FastifyRequest): number | null =>
  request.headers['if-match'] ? ifMatch(request) : null

/**
 * What an edit changes: only fields whose value really differs. Throws `version_conflict` when one of just these was
 * changed by somebody after the version the sender saw; other fields merge. `before` holds the locked row by field key,
 * `input` already normalised values.
 */
export async function changesOfEdit(
  cx: Cx,
  edit: {
    subject: Subject
    fields: readonly Field[]
    before: Record<string, unknown>
    input: Record<string, unknown>
    /** The version the sender saw; null: no matter which. */
    expected: number | null
    version: number
  },
): Promise<Change[]> {
  const changes = edit.fields
    .filter(({ key }) => edit.input[key] !== undefined && !same(edit.before[key], edit.input[key]))
    .map(({ key }) => ({ field: key, from: edit.before[key] ?? null, to: edit.input[key] }))
  await refuseStale(
    cx.db,
    edit.subject,
    edit.expected,
    edit.version,
    changes.map((change) => change.field),
  )
  return changes
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Throws `version_conflict` when one of these fields changed between the version the sender saw and the present one. */
export async function refuseStale(
  db: Db,
  subject: Subject,
  expected: number | null,
  version: number,
  fields: string[],
): Promise<void> {
  if (expected === null || expected === version || fields.length === 0) return
  const since = expected < version ? await changedSince(db, subject, expected, version) : null
  const clashing = since === null ? fields : fields.filter((field) => since.has(field))
  if (clashing.length === 0) return
  throw new Refusal('version_conflict', {
    params: { version, fields: clashing },
    fields: clashing.map((path) => ({ path, code: 'field.version_conflict' })),
  })
}

/**
 * The fields events tell to have changed after a version. Every event that changes a row carries the new version in its
 * payload; a version no event speaks of could have changed anything, which is what null means.
 */
async function changedSince(db: Db, subject: Subject, from: number, to: number): Promise<Set<string> | null> {
  const { rows } = await sql<{ version: number; changes: Change[] | null }>`
    select (payload ->> 'version')::int as version, changes from event_log
    where subject_kind = ${subject.kind} and subject_id = ${subject.id}
      and jsonb_typeof(payload -> 'version') = 'number' and (payload ->> 'version')::int > ${from}`.execute(db)
  const told = new Set(rows.map((row) => row.version))
  for (let version = from + 1; version <= to; version += 1) if (!told.has(version)) return null
  return new Set(rows.flatMap((row) => row.changes ?? []).map((change) => change.field))
}

/** Writes the changed columns of the locked row, its new version and the time. */
export async function updateRow(
  cx: Cx,
  table: string,
  id: string,
  fields: readonly Field[],
  changes: Change[],
  further: Record<string, unknown> = {},
): Promise<void> {
  const columns = new Map(fields.map(({ key, column }) => [key, column]))
  const values = new Map(Object.entries(further))
  for (const { field, to } of changes) {
    const column = columns.get(field)
    if (column) values.set(column, to)
  }
  const sets = [...values].map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  await sql`update ${sql.table(table)} set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${cx.now}`])}
    where id = ${id}`.execute(cx.db)
}

/**
 * Changes as an event may keep them for ever: of a personal field only that it changed, its values go to `personal`
 * (`{ changes }`), which can be erased without breaking the log.
 */
export function partPersonal(
  fields: readonly Field[],
  changes: Change[],
): { changes: Change[]; personal?: { changes: Change[] } } {
  const personal = new Set(fields.filter((field) => field.personal).map((field) => field.key))
  const apart = changes.filter((change) => personal.has(change.field))
  if (apart.length === 0) return { changes }
  return {
    changes: changes.map((change) =>
      personal.has(change.field) ? { field: change.field, from: null, to: null } : change,
    ),
    personal: { changes: apart },
  }
}
