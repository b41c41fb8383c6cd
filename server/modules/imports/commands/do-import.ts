import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { type Deps, Died } from '../../../core/deps.ts'
import { pathOfFile } from '../../../core/files.ts'
import { type Cx, write } from '../../../core/write.ts'
import { actorOf } from '../../staff/queries.ts'
import { type CsvRow, readRows } from '../csv.ts'
import { fillable } from '../fields.ts'
import type { ImportRow } from '../schema.ts'
import { penOf } from './carry-out.ts'
import { endImport } from './end-import.ts'
import { importedKind } from './kinds.ts'
import { type ReadRow, readerOf } from './read-bodies.ts'
import { undoPortion } from './undo-portion.ts'

/** Rows decided and written together. */
const TOGETHER = 500
/** Then the transaction ends with the group in hand: others come between. */
const PORTION_MS = 400

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
  const portion = (how: Portion) => write(deps, actor, (cx) => doPortion(cx, file.id, how), options)
  let more: boolean | 'taken'
  try {
    more = await portion({})
  } catch (error) {
    if (error instanceof Died) throw error
    deps.log.warn({ err: error }, 'a portion of an import failed; doing one row of it')
    more = await portion({ alone: true }).catch((again: unknown) => {
      deps.log.error({ err: again }, 'a row could not be imported; left out')
      return portion({ alone: true, leaveOut: true })
    })
  }
  if (more === 'taken') return false
  if (!more) await write(deps, actor, (cx) => endImport(cx, file.id, {}))
  return true
}

interface Portion {
  /** One row and no more. */
  alone?: boolean
  /** Its rows are told as refused, without being looked at. */
  leaveOut?: boolean
}

/** False where no row was left; 'taken' while another worker is at it, or it was stopped. */
async function doPortion(cx: Cx, id: string, { alone = false, leaveOut = false }: Portion): Promise<boolean | 'taken'> {
  // One worker at a time, and none after it was stopped.
  const { rows: open } =
    await sql<ImportRow>`select * from imports where id = ${id} and phase in ('checking', 'running')
    for update skip locked`.execute(cx.db)
  const file = open[0]
  if (!file) return 'taken'
  const until = alone ? 0 : performance.now() + PORTION_MS
  const fields = await fillable(cx.db, cx.actor, file.kind)
  const by = fields.find(({ key }) => key === file.options?.by) ?? null
  const kind = importedKind(file.kind, by)
  const reader = await readerOf(cx, kind, file, fields)
  const pen = await penOf(cx, kind, file)
  let { done, position } = file
  for await (const rows of groups(cx, file, alone ? 1 : TOGETHER)) {
    await reader.look(rows)
    await pen.write(leaveOut ? rows.map((row, i) => leftOut(row, done + i + 1)) : reader.read(rows, done))
    done += rows.length
    position = rows.at(-1)!.end
    if (performance.now() >= until) break
  }
  if (done === file.done) return false
  const { made, updated, skipped, refused } = await pen.end()
  await sql`update imports set position = ${position}, done = ${done}, made = made + ${made},
      updated = updated + ${updated}, skipped = skipped + ${skipped}, refused = refused + ${refused}
    where id = ${id}`.execute(cx.db)
  return true
}

/** The rows that are left, so many at a time; no more than a piece of the file is in memory. */
async function* groups(cx: Cx, file: ImportRow, most: number): AsyncGenerator<CsvRow[]> {
  let held: CsvRow[] = []
  for await (const rows of readRows(pathOfFile(cx.deps, file.digest), file, file.position)) {
    held = held.concat(rows)
    for (; held.length >= most; held = held.slice(most)) yield held.slice(0, most)
  }
  if (held.length > 0) yield held
}

const leftOut = ({ cells, end }: CsvRow, n: number): ReadRow => ({
  n,
  cells,
  end,
  blank: false,
  body: {},
  change: {},
  error: { path: '', code: 'unexpected' },
  keys: [],
})
