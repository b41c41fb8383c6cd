import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { allow, allowAtAll } from '../../../core/access.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { dropFile, pathOfFile } from '../../../core/files.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { examine } from '../csv.ts'
import { fillable, isImportable, isKeyed, neededFor, tells } from '../fields.ts'
import { signatureOf } from '../queries.ts'
import type { ReceivedFile } from '../receive.ts'
import type { Format, ImportRow, Phase, Plan } from '../schema.ts'
import { endImport } from './end-import.ts'

/** A file that was kept and looked into, as an import to be; nothing is written of it yet. */
export async function createImport(
  cx: Cx,
  file: ReceivedFile & { kind: string; name: string },
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'import', 'create')
  if (cx.actor.kind !== 'user') throw forbidden()
  if (!(await isImportable(cx.db, file.kind))) throw invalid({ path: 'kind', code: 'field.invalid' })
  allowAtAll(cx.actor, file.kind, 'create')
  const id = newId()
  await sql`insert into imports (id, kind, file_name, digest, size, encoding, delimiter, sheets, sheets_left_out, headers, signature, total, phase,
      begins_at, created_by, created_at)
    values (${id}, ${file.kind}, ${file.name}, ${file.digest}, ${file.size}, ${file.encoding}, ${file.delimiter},
      ${file.sheets?.read ?? null}, ${file.sheets?.leftOut ?? null},
      ${JSON.stringify(file.headers)}::jsonb, ${signatureOf(file.headers)}, ${file.total}, 'draft', ${file.position},
      ${cx.actor.id}, ${cx.now})`.execute(cx.db)
  cx.record('import.created', {
    subject: { kind: 'import', id },
    payload: { kind: file.kind, file: file.name, total: file.total },
  })
  return { id }
}

async function importForUpdate(cx: Cx, id: string, phases: Phase[]): Promise<ImportRow> {
  await allow(cx.db, cx.actor, 'import', 'read', id)
  const { rows } = await sql<ImportRow>`select * from imports where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  if (!phases.includes(rows[0].phase)) throw new Refusal('import.phase', { params: { phase: rows[0].phase } })
  return rows[0]
}

const withFile = (cx: Cx, file: ImportRow): string => {
  const path = pathOfFile(cx.deps, file.digest)
  if (file.dropped_at || !existsSync(path)) throw new Refusal('import.file_gone', { status: 410 })
  return path
}

/** Reads the file in another way than it was taken for. */
export async function formatImport(cx: Cx, id: string, format: Format): Promise<void> {
  const file = await importForUpdate(cx, id, ['draft', 'checked'])
  if (file.sheets !== null) throw new Refusal('import.workbook_format', { status: 422 })
  const { headers, position, total } = await examine(withFile(cx, file), format)
  await sql`update imports set encoding = ${format.encoding}, delimiter = ${format.delimiter}, headers = ${JSON.stringify(headers)}::jsonb,
      signature = ${signatureOf(headers)}, begins_at = ${position}, total = ${total}, mapping = null, phase = 'draft' where id = ${id}`.execute(
    cx.db,
  )
}

/** Keeps which column fills which field, and has the whole file checked; nothing is written of it. */
export async function checkImport(cx: Cx, id: string, { mapping, options }: Plan): Promise<void> {
  const file = await importForUpdate(cx, id, ['draft', 'checked'])
  withFile(cx, file)
  const fields = await fillable(cx.db, cx.actor, file.kind)
  const known = new Set(fields.map(({ key }) => key))
  if (mapping.length !== file.headers.length) throw invalid({ path: 'mapping', code: 'field.invalid' })
  const used = new Set<string>()
  mapping.forEach((key, at) => {
    if (key === null) return
    if (!known.has(key)) throw invalid({ path: `mapping.${at}`, code: 'field.unknown' })
    if (used.has(key)) throw invalid({ path: `mapping.${at}`, code: 'import.twice' })
    used.add(key)
  })
  if (!neededFor(file.kind).some((key) => used.has(key))) throw invalid({ path: 'mapping', code: 'import.needed' })
  if (options.by !== null) {
    const field = fields.find(({ key }) => key === options.by)
    if (!field || isKeyed(file.kind) || !tells(field)) throw invalid({ path: 'options.by', code: 'field.invalid' })
    if (!used.has(options.by)) throw invalid({ path: 'options.by', code: 'import.by_not_filled' })
  }
  if (options.ownerId) {
    const { rows } = await sql`select from employees where id = ${options.ownerId} and active`.execute(cx.db)
    if (rows.length === 0) throw invalid({ path: 'options.ownerId', code: 'field.invalid' })
  }
  await begin(cx, file, 'checking', mapping, options)
}

async function begin(
  cx: Cx,
  file: ImportRow,
  phase: Phase,
  mapping: Plan['mapping'],
  options: Plan['options'],
): Promise<void> {
  await sql`delete from import_errors where import_id = ${file.id}`.execute(cx.db)
  await sql`update imports set phase = ${phase}, mapping = ${JSON.stringify(mapping)}::jsonb, options = ${JSON.stringify(options)}::jsonb,
      position = begins_at, done = 0, made = 0, updated = 0, skipped = 0, refused = 0,
      started_at = ${phase === 'running' ? cx.now : null} where id = ${file.id}`.execute(cx.db)
}

/** Begins to write what the file was checked for. */
export async function startImport(cx: Cx, id: string): Promise<void> {
  const file = await importForUpdate(cx, id, ['checked'])
  withFile(cx, file)
  const { mapping, options, kind, file_name, total } = file
  allowAtAll(cx.actor, kind, 'create')
  await begin(cx, file, 'running', mapping!, options!)
  cx.record('import.started', {
    subject: { kind: 'import', id },
    payload: { kind, file: file_name, total, processes: options!.processes },
  })
}

/** Stops a check or the writing; what is written stays written, and can be undone. */
export async function stopImport(cx: Cx, id: string): Promise<void> {
  await importForUpdate(cx, id, ['checking', 'running'])
  await endImport(cx, id, { stopped: true })
}

/** Has taken back what the import made and changed, except for what somebody has worked on since. */
export async function undoImport(cx: Cx, id: string): Promise<void> {
  const { kind, file_name } = await importForUpdate(cx, id, ['finished'])
  await sql`update imports set phase = 'undoing' where id = ${id}`.execute(cx.db)
  cx.record('import.undo_asked', { subject: { kind: 'import', id }, payload: { kind, file: file_name } })
}

/** Gives up a file of which nothing was written. */
export async function discardImport(cx: Cx, id: string): Promise<void> {
  const file = await importForUpdate(cx, id, ['draft', 'checking', 'checked'])
  await sql`delete from imports where id = ${id}`.execute(cx.db)
  const { rows } = await sql`select from imports where digest = ${file.digest} and dropped_at is null
    union all select where file_in_messages(${file.digest}) limit 1`.execute(cx.db)
  if (rows.length === 0) await dropFile(cx.deps, file.digest)
  cx.record('import.discarded', { subject: { kind: 'import', id }, payload: { kind: file.kind, file: file.file_name } })
}
