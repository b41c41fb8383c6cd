import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { may } from '../../core/access.ts'
import type { UserActor } from '../../core/actor.ts'
import { plainCell } from '../../core/csv.ts'
import type { Db } from '../../core/db.ts'
import type { Deps } from '../../core/deps.ts'
import { notFound } from '../../core/errors.ts'
import { type Field, isCustom } from '../../core/fields.ts'
import { pathOfFile } from '../../core/files.ts'
import { kindOf } from '../../core/kinds.ts'
import { someRows } from './csv.ts'
import { fillable, isKeyed, neededFor, tells } from './fields.ts'
import { propose } from './names.ts'
import type { ImportDetail, ImportRow, ImportView } from './schema.ts'

const SHOWN = 8
const MOST_SHOWN = 100

export const signatureOf = (headers: string[]): string =>
  createHash('sha256').update(JSON.stringify(headers)).digest('hex')

const viewOf = (row: ImportRow): ImportView => ({
  id: row.id,
  kind: row.kind,
  fileName: row.file_name,
  size: row.size,
  encoding: row.encoding,
  delimiter: row.delimiter,
  sheets: row.sheets && { read: row.sheets, leftOut: row.sheets_left_out ?? [] },
  headers: row.headers,
  total: row.total,
  mapping: row.mapping,
  options: row.options && { ...row.options, by: row.options.by ?? null },
  phase: row.phase,
  done: row.done,
  made: row.made,
  updated: row.updated,
  skipped: row.skipped,
  refused: row.refused,
  undone: row.undone,
  kept: row.kept,
  undoable: row.phase === 'finished' && row.made + row.updated > 0,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  stopped: row.stopped_at !== null,
})

/** What this person brought in lately, the newest first. */
export async function listImports(db: Db, user: UserActor): Promise<ImportView[]> {
  const { rows } = await sql<ImportRow>`select i.* from imports i where ${may(user, 'import', 'read', 'i')}
    order by i.created_at desc, i.id desc limit 50`.execute(db)
  return rows.map(viewOf)
}

export async function importRowOf(db: Db, user: UserActor, id: string): Promise<ImportRow> {
  const { rows } =
    await sql<ImportRow>`select i.* from imports i where i.id = ${id} and ${may(user, 'import', 'read', 'i')}`.execute(
      db,
    )
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** An import with what its page needs: the first rows, the fields to choose from, and what was refused or kept. */
export async function importById(deps: Deps, db: Db, user: UserActor, id: string): Promise<ImportDetail> {
  const row = await importRowOf(db, user, id)
  const fields = await fillable(db, user, row.kind)
  const path = pathOfFile(deps, row.digest)
  const there = row.dropped_at === null && existsSync(path)
  const preview = there ? await someRows(path, row, row.begins_at, SHOWN) : []
  const { rows: refusals } = await sql<
    ImportDetail['refusals'][number]
  >`select n as row, field, code, params from import_errors
    where import_id = ${id} order by n limit ${MOST_SHOWN}`.execute(db)
  return {
    ...viewOf(row),
    preview: preview.map(({ cells }) => cells.map((cell) => plainCell(cell).slice(0, 200))),
    proposed: row.mapping ?? (await rememberedMapping(db, user, row, fields)) ?? propose(row.headers, fields),
    fields: fields.map((field) => ({
      key: field.key,
      label: field.label,
      required: isCustom(field) ? field.required : neededFor(row.kind)[0] === field.key,
    })),
    compared: isKeyed(row.kind) ? null : fields.filter(tells).map(({ key }) => key),
    refusals,
    keptRecords: row.kept > 0 ? await keptOf(db, user, row) : [],
  }
}

async function keptOf(db: Db, user: UserActor, { id, kind }: ImportRow): Promise<ImportDetail['keptRecords']> {
  const { table, name } = kindOf(kind)
  const { rows } = await sql<{ id: string; name: string | null }>`
    select r.record_id as id, (select ${sql.ref(`t.${name}`)} from ${sql.table(table)} t where t.id = r.record_id
      and ${may(user, kind, 'read', 't')}) as name
    from import_records r where r.import_id = ${id} and r.result = 'kept' order by r.n limit ${MOST_SHOWN}`.execute(db)
  return rows
}

/** What this person chose for the same headers the last time, as far as the fields are still there. */
async function rememberedMapping(
  db: Db,
  user: UserActor,
  { kind, signature }: ImportRow,
  fields: Field[],
): Promise<(string | null)[] | null> {
  const { rows } = await sql<{ mapping: (string | null)[] }>`select mapping from imports where created_by = ${user.id}
    and kind = ${kind} and signature = ${signature} and mapping is not null order by created_at desc limit 1`.execute(
    db,
  )
  const known = new Set(fields.map(({ key }) => key))
  return rows[0]?.mapping.map((key) => (key !== null && known.has(key) ? key : null)) ?? null
}

export interface ErrorRow {
  n: number
  cells: string[]
  field: string | null
  code: string
  params: Record<string, unknown> | null
}

/** The rows refused, in portions, in the order of the file. */
export async function* errorRows(db: Db, id: string): AsyncGenerator<ErrorRow[]> {
  let after = 0
  for (;;) {
    const { rows } = await sql<ErrorRow>`select n, cells, field, code, params from import_errors
      where import_id = ${id} and n > ${after} order by n limit 1000`.execute(db)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.n
  }
}
