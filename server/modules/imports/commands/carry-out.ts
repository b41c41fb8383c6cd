import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { execute } from '../../../core/db.ts'
import { type FieldError, Refusal } from '../../../core/errors.ts'
import { type Field, isCustom, shippedFields } from '../../../core/fields.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import type { ImportRow } from '../schema.ts'
import { type Decided, decide } from './decide.ts'
import { type Body, KINDS, type Made } from './kinds.ts'
import type { ReadRow } from './read-bodies.ts'

export interface Pen {
  /** May answer while its rows are still being written. */
  write(rows: ReadRow[]): Promise<void>
  /** Waits for what is left running, and tells what became of all. */
  end(): Promise<Counts>
}

interface Counts {
  made: number
  updated: number
  skipped: number
  refused: number
}

/** What became of rows written together. */
interface Outcome {
  errors: (FieldError & { n: number; cells: string[] })[]
  /** By id what was made (`before` is null) and changed. */
  records: Map<string, { n: number; version: number; before: Body | null }>
}

/** What writes the rows of a portion, or, while a file is only checked, counts them. */
export async function penOf(cx: Cx, file: ImportRow): Promise<Pen> {
  const counts: Counts = { made: 0, updated: 0, skipped: 0, refused: 0 }
  const make = file.phase === 'checking' ? null : await makerOf(cx, file)
  let running: Promise<unknown> = Promise.resolve()
  return {
    async write(rows) {
      let rest = rows
      while (rest.length > 0) {
        const decided = await decide(cx, file, rest)
        rest = rest.slice(decided.taken)
        // Nothing else is asked while savepoints are open.
        const together = KINDS[file.kind].together && decided.change.length === 0
        if (!together) await running
        running = Promise.all([running, carryOut(cx, file, decided, make, counts)])
        // Its failure is heard at the end.
        running.catch(() => {})
        // What was asked leaves with this turn of the loop; the next rows are read while the database writes these.
        await (together ? turn() : running)
      }
    },
    async end() {
      await running
      return counts
    },
  }
}

async function carryOut(
  cx: Cx,
  file: ImportRow,
  { make, change, skip, refuse }: Decided,
  maker: Make | null,
  counts: Counts,
): Promise<void> {
  const outcome: Outcome = { errors: [], records: new Map() }
  for (const { n, cells, error } of refuse) outcome.errors.push({ ...error!, n, cells })
  counts.skipped += skip.length
  if (maker) {
    await makeAll(make, maker, outcome)
    counts.made += outcome.records.size
    for (const one of change) {
      const became = await changeOne(cx, file, one, outcome)
      if (became) counts[became] += 1
    }
  } else {
    counts.made += make.length
    counts.updated += change.length
  }
  counts.refused += outcome.errors.length
  keep(cx, file, outcome)
  cx.sendEvents()
}

type Make = (bodies: Body[]) => Promise<Made[]>

/** A refusal of all (no right to make any) is each row's. */
async function makerOf(cx: Cx, { kind }: ImportRow): Promise<Make> {
  try {
    return await KINDS[kind].maker(cx)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return async (bodies) => bodies.map(() => ({ refusal: error }))
  }
}

async function makeAll(rows: ReadRow[], make: Make, outcome: Outcome): Promise<void> {
  if (rows.length === 0) return
  const made = await make(rows.map(({ body }) => body))
  rows.forEach((row, i) => {
    const one = made[i]!
    if ('refusal' in one) refuse(outcome, row, one.refusal)
    else outcome.records.set(one.id, { n: row.n, version: 1, before: null })
  })
}

function refuse(outcome: Outcome, { n, cells }: ReadRow, { fields, code, params }: Refusal): void {
  outcome.errors.push({ ...(fields[0] ?? { path: '', code, params }), n, cells })
}

async function changeOne(
  cx: Cx,
  file: ImportRow,
  { row, id }: Decided['change'][number],
  outcome: Outcome,
): Promise<'updated' | 'skipped' | null> {
  try {
    const { before, was, version } = await cx.savepoint(async () => {
      const { values, version: was } = await valuesOf(cx, file, id, row.change)
      await KINDS[file.kind].change(cx, id, row.change)
      return { before: values, was, version: (await valuesOf(cx, file, id, {})).version }
    })
    if (version === was) return 'skipped'
    // What one import changed twice is kept as it was before the first time.
    const first = outcome.records.get(id)
    if (first) Object.assign(first, { version, before: first.before && { ...before, ...first.before } })
    else outcome.records.set(id, { n: row.n, version, before })
    return 'updated'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refuse(outcome, row, error)
    return null
  }
}

/** What a record holds in the fields of a body, as an edit would set it again. */
async function valuesOf(
  cx: Cx,
  { kind }: ImportRow,
  id: string,
  body: Body,
): Promise<{ version: number; values: Body }> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(KINDS[kind].table)} where id = ${id}
    for update`.execute(cx.db)
  const row = rows[0] ?? {}
  const fields: Field[] = [...shippedFields(kind), ...(body.custom ? await customFields(cx.db, kind) : [])]
  const values: Body = {}
  for (const field of fields) {
    if (isCustom(field)) {
      if (body.custom && field.name in body.custom)
        values.custom = { ...values.custom, [field.name]: (row.custom as Body)[field.name] ?? null }
    } else if (!(field.key in body)) continue
    else if (field.column) values[field.key] = row[field.column] ?? null
    else {
      const { rows: points } = await sql<{ value: string; label: string }>`select value, label from contact_points
        where ${sql.ref(`${kind}_id`)} = ${id} and kind = ${field.type === 'emails' ? 'email' : 'phone'} order by position`.execute(
        cx.db,
      )
      values[field.key] = points
    }
  }
  return { version: Number(row.version), values }
}

/** Writes down what each row became; nothing asks for it before the end. */
function keep(cx: Cx, file: ImportRow, { errors, records }: Outcome): void {
  if (errors.length > 0) {
    const rows = errors.map(({ n, cells, path, code, params }) => ({ n, cells, field: path || null, code, params }))
    const errata = sql`insert into import_errors (import_id, n, cells, field, code, params)
      select ${file.id}::uuid, n, cells, field, code, params from json_to_recordset(${JSON.stringify(rows)}::json)
        as r(n int, cells jsonb, field text, code text, params jsonb)`
    cx.trail(errata.execute(cx.db))
  }
  if (records.size === 0) return
  const kept = [...records]
  const columns = [
    columnOf(kept, 'id', 'uuid', ([id]) => id),
    columnOf(kept, 'n', 'int', ([, { n }]) => n),
    columnOf(kept, 'version', 'int', ([, { version }]) => version),
    columnOf(kept, 'before', 'json', ([, { before }]) => before && JSON.stringify(before)),
  ]
  const write = (rows: string) => `insert into import_records as r (import_id, n, record_id, version, before)
    select $5::uuid, n, id, version, before::jsonb from ${rows}
    on conflict (import_id, record_id) do update set version = excluded.version, before = excluded.before || r.before`
  cx.trail(execute(cx.db, overRows('keep-imported', columns, write, [file.id])))
}
