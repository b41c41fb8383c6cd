import { sql } from 'kysely'
import { isNumberPattern } from '../../../../pure/number-patterns.ts'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { listSeries } from '../queries/settings.ts'
import type { NewSeries, SeriesInput, SeriesView } from '../schema/settings.ts'

const COLUMNS = { name: { column: 'name' }, pattern: { column: 'pattern' }, departmentId: { column: 'department_id' } }

/** Adds a series of numbers, such as that of a branch. */
export async function addSeries(cx: Cx, given: NewSeries): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  await lockSeries(cx)
  await refuseSeries(cx, null, given)
  const id = newId()
  await sql`insert into invoice_series (id, name, used_for, pattern, department_id, created_at)
    values (${id}, ${given.name}, ${given.usedFor}, ${given.pattern}, ${given.departmentId}, ${cx.now})`.execute(cx.db)
  cx.record('invoice_series.created', {
    subject: { kind: 'invoice_series', id },
    payload: { seriesId: id, name: given.name, pattern: given.pattern, version: 1 },
  })
  return { id }
}

/** Changes a series; its pattern only until a number of it was given. */
export async function updateSeries(cx: Cx, id: string, input: SeriesInput, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const before = await seriesForUpdate(cx, id)
  const after = { ...before, ...input }
  if (before.used && after.pattern !== before.pattern) throw invalid({ path: 'pattern', code: 'invoice.series_used' })
  await refuseSeries(cx, id, after)
  const edited = await editRow(cx, {
    ...{ table: 'invoice_series', id, subject: { kind: 'invoice_series', id }, columns: COLUMNS },
    ...{ before: { ...before }, set: input, expected },
  })
  if (!edited) return
  cx.record('invoice_series.updated', {
    subject: { kind: 'invoice_series', id },
    payload: { seriesId: id, name: after.name, pattern: after.pattern, version: edited.version },
    changes: edited.changes,
  })
}

/** Takes a series out of use; that of the whole company stays, or nobody could issue. */
export async function archiveSeries(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const before = await seriesForUpdate(cx, id)
  if (before.departmentId === null) throw new Refusal('invoice.series_needed')
  await sql`update invoice_series set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(cx.db)
  cx.record('invoice_series.archived', {
    subject: { kind: 'invoice_series', id },
    payload: { seriesId: id, name: before.name, pattern: before.pattern, version: before.version + 1 },
  })
}

const lockSeries = (cx: Cx) => sql`select pg_advisory_xact_lock(hashtext('invoice_series'))`.execute(cx.db)

async function seriesForUpdate(cx: Cx, id: string): Promise<SeriesView> {
  await lockSeries(cx)
  const series = (await listSeries(cx.db)).find((one) => one.id === id)
  if (!series) throw notFound()
  return series
}

/** Of one use there is one series for the company and one for each branch, and no two give the same numbers. */
async function refuseSeries(
  cx: Cx,
  id: string | null,
  { pattern, usedFor, departmentId }: Pick<SeriesView, 'pattern' | 'usedFor' | 'departmentId'>,
): Promise<void> {
  if (!isNumberPattern(pattern)) throw invalid({ path: 'pattern', code: 'invoice.bad_pattern' })
  const { rows } = await sql<{ same: boolean; known: boolean }>`select
    exists (select from invoice_series where lower(pattern) = lower(${pattern}) and id is distinct from ${id}) as same,
    ${departmentId}::uuid is null or exists (select from departments where id = ${departmentId}) as known`.execute(
    cx.db,
  )
  if (rows[0]!.same) throw invalid({ path: 'pattern', code: 'field.twice' })
  if (!rows[0]!.known) throw invalid({ path: 'departmentId', code: 'field.invalid' })
  const taken = (await listSeries(cx.db)).some(
    (one) => one.id !== id && one.usedFor === usedFor && one.departmentId === departmentId,
  )
  if (taken) throw invalid({ path: 'departmentId', code: 'field.twice' })
}
