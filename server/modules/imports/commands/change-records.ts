import { sql } from 'kysely'
import { Refusal } from '../../../core/errors.ts'
import { type Field, isCustom, shippedFields } from '../../../core/fields.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import type { Body, ImportRow } from '../schema.ts'
import type { Meant } from './decide.ts'
import type { ImportedKind } from './kinds.ts'
import { errorOf, type Outcome } from './outcome.ts'

interface Done {
  updated: number
  skipped: number
}

/**
 * Changes records by the command of each, those of a round at once in one savepoint: what they ask travels together. Should
 * one be refused, the round is done again one by one, so that it is known which.
 */
export async function changeAll(
  cx: Cx,
  kind: ImportedKind,
  file: ImportRow,
  rows: Meant[],
  outcome: Outcome,
): Promise<Done> {
  const done: Done = { updated: 0, skipped: 0 }
  for (const round of rounds(rows)) {
    const whole = round.length > 1 ? await changed(cx, kind, file, round, outcome, done) : null
    if (whole === null || whole instanceof Refusal)
      for (const one of round) {
        const refusal = await changed(cx, kind, file, [one], outcome, done)
        if (refusal) outcome.errors.push(errorOf(one.row, refusal))
      }
  }
  return done
}

const MOST_AT_ONCE = 100

/** In their order, none of which changes a record twice. */
function rounds(rows: Meant[]): Meant[][] {
  const all: Meant[][] = []
  let seen = new Set<string>()
  for (const one of rows) {
    if (all.length === 0 || seen.has(one.id) || seen.size === MOST_AT_ONCE) {
      seen = new Set()
      all.push([])
    }
    seen.add(one.id)
    all.at(-1)!.push(one)
  }
  return all
}

/** False where all were; the refusal for which none was. */
async function changed(
  cx: Cx,
  kind: ImportedKind,
  file: ImportRow,
  rows: Meant[],
  { records }: Outcome,
  done: Done,
): Promise<Refusal | false> {
  try {
    await cx.savepoint(async () => {
      const before = await valuesOf(cx, kind, file, rows)
      const answers = await Promise.allSettled(rows.map(({ row, id }) => kind.change(cx, id, row.change)))
      // All have been heard by now: nothing is asked any more that the way back would undo.
      for (const answer of answers) if (answer.status === 'rejected') throw answer.reason
      const versions = await versionsOf(cx, kind, rows)
      for (const { row, id } of rows) {
        const { values, version: was } = before.get(id)!
        const version = versions.get(id)!
        if (version === was) {
          done.skipped += 1
          continue
        }
        done.updated += 1
        // What one import changed twice is kept as it was before the first time.
        const first = records.get(id)
        if (first) Object.assign(first, { version, before: first.before && { ...values, ...first.before } })
        else records.set(id, { n: row.n, version, before: values })
      }
    })
    return false
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

async function versionsOf(cx: Cx, { table }: ImportedKind, rows: Meant[]): Promise<Map<string, number>> {
  const { rows: found } = await sql<{ id: string; version: number }>`select id, version from ${sql.table(table)}
    where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(cx.db)
  return new Map(found.map(({ id, version }) => [id, version]))
}

type Values = Map<string, { version: number; values: Body }>

/** What records hold in the fields of the bodies, as an edit would set them again; they are locked in the order of their ids. */
async function valuesOf(
  cx: Cx,
  { table, subject }: ImportedKind,
  { kind }: ImportRow,
  meant: Meant[],
): Promise<Values> {
  const ids = meant.map(({ id }) => id)
  const bodies = new Map(meant.map(({ row, id }) => [id, row.change]))
  const { rows } = await sql<
    Record<string, unknown> & { id: string; version: number }
  >`select * from ${sql.table(table)}
    where id = any(${ids}::uuid[]) order by id for update`.execute(cx.db)
  const own = meant.some(({ row }) => row.change.custom) ? await customFields(cx.db, kind) : []
  const fields: Field[] = [...shippedFields(kind), ...own]
  const points = fields.some(({ column, key }) => column === null && meant.some(({ row }) => key in row.change))
    ? await pointsOf(cx, subject, ids)
    : new Map<string, unknown[]>()
  return new Map(
    rows.map((row) => {
      const body = bodies.get(row.id)!
      const values: Body = {}
      for (const field of fields) {
        if (isCustom(field)) {
          if (body.custom && field.name in body.custom)
            values.custom = { ...values.custom, [field.name]: (row.custom as Body)[field.name] ?? null }
        } else if (!(field.key in body)) continue
        else if (field.column) values[field.key] = row[field.column] ?? null
        else values[field.key] = points.get(`${field.key} ${row.id}`) ?? []
      }
      return [row.id, { version: Number(row.version), values }]
    }),
  )
}

async function pointsOf(cx: Cx, subject: string, ids: string[]): Promise<Map<string, unknown[]>> {
  const of = sql.ref(`${subject}_id`)
  const { rows } = await sql<{
    id: string
    key: string
    value: string
    label: string
  }>`select ${of} as id, kind || 's' as key,
      value, label from contact_points where ${of} = any(${ids}::uuid[]) order by position`.execute(cx.db)
  const points = new Map<string, unknown[]>()
  for (const { id, key, value, label } of rows) {
    const name = `${key} ${id}`
    points.set(name, [...(points.get(name) ?? []), { value, label }])
  }
  return points
}
