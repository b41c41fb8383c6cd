import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { type Deps, Died } from '../../../core/deps.ts'
import { type FieldError, Refusal } from '../../../core/errors.ts'
import { type Field, isCustom, shippedFields } from '../../../core/fields.ts'
import { pathOfFile } from '../../../core/files.ts'
import { type Cx, write } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import { actorOf } from '../../staff/queries.ts'
import { someRows } from '../csv.ts'
import type { ImportRow } from '../schema.ts'
import { endImport } from './end-import.ts'
import { type Body, KINDS } from './kinds.ts'
import { type ReadRow, readBodies } from './read-bodies.ts'
import { undoPortion } from './undo-portion.ts'

/** Rows in one transaction; others come between. Leads are written together, other kinds one by one. */
const PORTIONS = { lead: 1000, deal: 50, contact: 50, company: 50 }
const CHECKED_AT_ONCE = 2000

const GONE = { kind: 'visitor', id: 'gone' } as const

/** Does the next portion of what was asked first; true while there is more. Slow work of the engine. */
export async function doImport(deps: Deps): Promise<boolean> {
  const { rows } = await sql<ImportRow>`select * from imports where phase in ('checking', 'running', 'undoing')
    order by created_at, id limit 20`.execute(deps.database.db)
  // A file lies on the machine it was sent to: another node does what this one cannot.
  const file = rows.find((row) => row.phase === 'undoing' || existsSync(pathOfFile(deps, row.digest)))
  if (!file) return false
  // With the rights the person has by now; who has left may nothing any more.
  const actor = await actorOf(deps.database.db, file.created_by)
  if (!actor) {
    await write(deps, GONE, (cx) => endImport(cx, file.id, { stopped: true }))
    return true
  }
  const options = { cause: { import: file.id }, undelivered: file.phase === 'undoing' || !file.options?.processes }
  if (file.phase === 'undoing') {
    const more = await write(deps, actor, (cx) => undoPortion(cx, file), options)
    if (!more) await write(deps, actor, (cx) => endImport(cx, file.id, {}))
    return true
  }
  const portion = file.phase === 'checking' ? CHECKED_AT_ONCE : PORTIONS[file.kind]
  let more: boolean
  try {
    more = await write(deps, actor, (cx) => doPortion(cx, file.id, portion), options)
  } catch (error) {
    if (error instanceof Died) throw error
    deps.log.warn({ err: error }, 'a portion of an import failed; doing one row of it')
    more = await write(deps, actor, (cx) => doPortion(cx, file.id, 1), options).catch((again: unknown) => {
      deps.log.error({ err: again }, 'a row could not be imported; left out')
      return write(deps, actor, (cx) => doPortion(cx, file.id, 1, { leaveOut: true }), options)
    })
  }
  if (!more) await write(deps, actor, (cx) => endImport(cx, file.id, {}))
  return true
}

interface Outcome {
  made: { n: number; id: string }[]
  changed: { n: number; id: string; version: number; before: Body }[]
  skipped: number
  errors: (FieldError & { n: number; cells: string[] })[]
}

/** False where no row was left. */
async function doPortion(cx: Cx, id: string, limit: number, { leaveOut = false } = {}): Promise<boolean> {
  // One worker at a time, and none after it was stopped.
  const { rows: open } =
    await sql<ImportRow>`select * from imports where id = ${id} and phase in ('checking', 'running')
    for update skip locked`.execute(cx.db)
  const file = open[0]
  if (!file) return true
  const rows = await someRows(pathOfFile(cx.deps, file.digest), file, file.position, limit)
  if (rows.length === 0) return false
  const read = leaveOut
    ? rows.map(({ cells, end }) => ({ ...LEFT_OUT, cells, end, n: file.done + 1 }))
    : await readBodies(cx, file, rows, file.done)
  const { chosen, taken } = await sort(cx, file, read)
  const outcome = file.phase === 'checking' ? checkOnly(chosen) : await carryOut(cx, file, chosen)
  await keep(cx, file, outcome)
  const last = read[taken - 1]!
  await sql`update imports set position = ${last.end}, done = ${last.n}, made = made + ${outcome.made.length},
      updated = updated + ${outcome.changed.length}, skipped = skipped + ${outcome.skipped},
      refused = refused + ${outcome.errors.length} where id = ${id}`.execute(cx.db)
  return true
}

const LEFT_OUT = { blank: false, body: {}, change: {}, error: { path: '', code: 'unexpected' }, keys: [] }

interface Chosen {
  make: ReadRow[]
  change: { row: ReadRow; id: string }[]
  skip: ReadRow[]
  errors: Outcome['errors']
}

/**
 * What is to become of each row. A row that repeats one which is only now being made and is to change it waits for the
 * next portion: `taken` rows are decided.
 */
async function sort(cx: Cx, file: ImportRow, read: ReadRow[]): Promise<{ chosen: Chosen; taken: number }> {
  const kind = KINDS[file.kind]
  const way = kind.keys ? (file.options?.duplicates ?? 'skip') : 'create'
  const there = new Map<string, string>()
  if (way !== 'create') {
    const of = (name: string) => read.flatMap(({ keys }) => keys.flatMap((key) => (key.way === name ? key.value : [])))
    const values = { nip: of('nip'), email: of('email'), phone: of('phone') }
    // The oldest of several.
    for (const { way, value, id } of (await kind.alike(cx.actor, values).execute(cx.db)).rows) {
      const key = `${way} ${value}`
      const known = there.get(key)
      if (!known || id < known) there.set(key, id)
    }
  }
  const chosen: Chosen = { make: [], change: [], skip: [], errors: [] }
  const fresh = new Set<string>()
  for (const [at, row] of read.entries()) {
    const keys = row.keys.map(({ way, value }) => `${way} ${value}`)
    const id = keys.map((key) => there.get(key)).find(Boolean)
    if (row.blank) chosen.skip.push(row)
    else if (row.error) chosen.errors.push({ ...row.error, n: row.n, cells: row.cells })
    else if (id && way === 'update') chosen.change.push({ row, id })
    else if (id && way === 'skip') chosen.skip.push(row)
    else if (way !== 'create' && keys.some((key) => fresh.has(key))) {
      if (way === 'skip') chosen.skip.push(row)
      else if (file.phase === 'checking') chosen.change.push({ row, id: '' })
      else return { chosen, taken: at }
    } else {
      chosen.make.push(row)
      for (const key of keys) fresh.add(key)
    }
  }
  return { chosen, taken: read.length }
}

const checkOnly = ({ make, change, skip, errors }: Chosen): Outcome => ({
  made: make.map(({ n }) => ({ n, id: '' })),
  changed: change.map(({ row: { n } }) => ({ n, id: '', version: 0, before: {} })),
  skipped: skip.length,
  errors,
})

async function carryOut(cx: Cx, file: ImportRow, { make, change, skip, errors }: Chosen): Promise<Outcome> {
  const kind = KINDS[file.kind]
  const outcome: Outcome = { made: [], changed: [], skipped: skip.length, errors: [...errors] }
  const refuse = ({ n, cells }: ReadRow, refusal: Refusal) => {
    const field = refusal.fields[0]
    outcome.errors.push({ ...(field ?? { path: '', code: refusal.code, params: refusal.params }), n, cells })
  }
  const made = make.length > 0 ? await makeAll(cx, file, make) : []
  make.forEach((row, i) => {
    const one = made[i]!
    if ('refusal' in one) refuse(row, one.refusal)
    else outcome.made.push({ n: row.n, id: one.id })
  })
  for (const { row, id } of change) {
    try {
      const done = await cx.savepoint(async () => {
        const before = await valuesOf(cx, file, id, row.change)
        await kind.change(cx, id, row.change)
        return { before: before.values, was: before.version, version: (await valuesOf(cx, file, id, {})).version }
      })
      if (done.version === done.was) outcome.skipped += 1
      else outcome.changed.push({ n: row.n, id, version: done.version, before: done.before })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(row, error)
    }
  }
  return outcome
}

/** A refusal of all (no right to make any) is each row's. */
async function makeAll(cx: Cx, file: ImportRow, rows: ReadRow[]) {
  try {
    return await KINDS[file.kind].make(
      cx,
      rows.map(({ body }) => body),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return rows.map(() => ({ refusal: error }))
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

/** Writes down what each row became. What one import changed twice is kept as it was before the first time. */
async function keep(cx: Cx, file: ImportRow, { made, changed, errors }: Outcome): Promise<void> {
  if (errors.length > 0) {
    const rows = errors.map(({ n, cells, path, code, params }) => ({ n, cells, field: path || null, code, params }))
    await sql`insert into import_errors (import_id, n, cells, field, code, params)
      select ${file.id}::uuid, n, cells, field, code, params from json_to_recordset(${JSON.stringify(rows)}::json)
        as r(n int, cells jsonb, field text, code text, params jsonb)`.execute(cx.db)
  }
  if (file.phase === 'checking') return
  if (made.length > 0) {
    await sql`/* keep-made */ insert into import_records (import_id, n, record_id, version)
      select ${file.id}::uuid, n, id, 1 from unnest(${made.map(({ n }) => n)}::int[], ${made.map(({ id }) => id)}::uuid[]) r(n, id)`.execute(
      cx.db,
    )
  }
  for (const { n, id, version, before } of changed) {
    await sql`insert into import_records as r (import_id, n, record_id, version, before)
      values (${file.id}, ${n}, ${id}, ${version}, ${JSON.stringify(before)}::jsonb)
      on conflict (import_id, record_id) do update set version = excluded.version, before = excluded.before || r.before`.execute(
      cx.db,
    )
  }
}
