import { setImmediate as turn } from 'node:timers/promises'
import { execute } from '../../../core/db.ts'
import { Refusal } from '../../../core/errors.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import type { Cx } from '../../../core/write.ts'
import type { ImportRow } from '../schema.ts'
import { changeAll } from './change-records.ts'
import { alike, type Decided, decide, type Keyed, type Meant } from './decide.ts'
import type { ImportedKind, Make } from './kinds.ts'
import { errorOf, type Outcome } from './outcome.ts'
import type { ReadRow } from './read-bodies.ts'

export interface Pen {
  /** May answer while its rows are still being looked up and written. */
  write(rows: ReadRow[]): Promise<void>
  /** Waits for what is left, and tells what became of all. */
  end(): Promise<Counts>
}

interface Counts {
  made: number
  updated: number
  skipped: number
  refused: number
}

/** What writes the rows of a portion, or, while a file is only checked, counts them. */
export async function penOf(cx: Cx, kind: ImportedKind, file: ImportRow): Promise<Pen> {
  const counts: Counts = { made: 0, updated: 0, skipped: 0, refused: 0 }
  const make = file.phase === 'checking' ? null : await makerOf(cx, kind)
  // What this portion makes is seen by no question that was asked before.
  const fresh: Keyed = new Map()
  let waiting: { rows: ReadRow[]; there: Promise<Keyed> } | null = null
  let running: Promise<unknown> = Promise.resolve()

  async function carry({ rows, there }: NonNullable<typeof waiting>): Promise<void> {
    const decided = decide(file, rows, await there, fresh)
    // Nothing else is asked while savepoints are open.
    const alone = decided.change.length > 0
    if (alone) await running
    running = Promise.all([running, carryOut(cx, kind, file, decided, make, counts)])
    // Its failure is heard at the end.
    running.catch(() => {})
    // What was asked leaves with this turn of the loop; the next rows are read while the database writes these.
    await (alone ? running : turn())
  }
  return {
    async write(rows) {
      // Asked before the rows in hand are written, so that the answer is there when they are.
      const next = { rows, there: alike(cx, kind, file, rows) }
      next.there.catch(() => {})
      const before = waiting
      waiting = next
      if (before) await carry(before)
    },
    async end() {
      if (waiting) await carry(waiting)
      await running
      return counts
    },
  }
}

async function carryOut(
  cx: Cx,
  kind: ImportedKind,
  file: ImportRow,
  { make, change, skip, refuse: wrong }: Decided,
  maker: Make | null,
  counts: Counts,
): Promise<void> {
  const outcome: Outcome = { errors: [], records: new Map() }
  for (const { n, cells, error } of wrong) outcome.errors.push({ ...error!, n, cells })
  counts.skipped += skip.length
  if (maker) {
    const refused = await makeAll(make, maker, outcome)
    // What repeats a row that could not be made is made in its place.
    await makeAll(
      change.filter(({ id }) => refused.has(id)),
      maker,
      outcome,
    )
    counts.made += outcome.records.size
    if (change.length > 0) {
      const { updated, skipped } = await changeAll(
        cx,
        kind,
        file,
        change.filter(({ id }) => !refused.has(id)),
        outcome,
      )
      counts.updated += updated
      counts.skipped += skipped
    }
  } else {
    counts.made += make.length
    counts.updated += change.length
  }
  counts.refused += outcome.errors.length
  keep(cx, file, outcome)
  cx.sendEvents()
}

/** A refusal of all (no right to make any) is each row's. */
async function makerOf(cx: Cx, kind: ImportedKind): Promise<Make> {
  try {
    return await kind.maker(cx)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return async (bodies) => bodies.map(() => error)
  }
}

/** Answers the ids of those that were refused. */
async function makeAll(rows: Meant[], make: Make, { records, errors }: Outcome): Promise<Set<string>> {
  const refused = new Set<string>()
  if (rows.length === 0) return refused
  const made = await make(rows.map(({ row, id }) => Object.assign(row.body, { id })))
  rows.forEach(({ row, id }, at) => {
    const answer = made[at]
    if (answer instanceof Refusal) {
      errors.push(errorOf(row, answer))
      refused.add(id)
    } else records.set(id, { n: row.n, version: 1, before: null })
  })
  return refused
}

/** Writes down what each row became; nothing asks for it before the end. */
function keep(cx: Cx, file: ImportRow, { errors, records }: Outcome): void {
  if (errors.length > 0) {
    const columns = [
      columnOf(errors, 'n', 'int', ({ n }) => n),
      columnOf(errors, 'cells', 'json', ({ cells }) => JSON.stringify(cells)),
      columnOf(errors, 'field', 'text', ({ path }) => path || null),
      columnOf(errors, 'code', 'text', ({ code }) => code),
      columnOf(errors, 'params', 'json', ({ params }) => params && JSON.stringify(params)),
    ]
    const write = (rows: string) => `insert into import_errors (import_id, n, cells, field, code, params)
      select $6::uuid, n, cells::jsonb, field, code, params::jsonb from ${rows}`
    cx.trail(execute(cx.db, overRows('keep-refused', columns, write, [file.id])))
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
