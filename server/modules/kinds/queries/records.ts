import { type RawBuilder, sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { may, mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { kindOf, rowsOf } from '../../../core/kinds.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { missingIn } from '../../pipelines/queries/ways.ts'
import { foundBy } from '../../search/queries.ts'
import type { RecordView } from '../schema.ts'
import { valuesOf } from './held.ts'

export interface RecordRow {
  id: string
  kind: string
  number: string
  title: string
  pipeline_id: string
  stage_id: string
  stage_name: { pl: string; en: string }
  rotting_days: number | null
  final: RecordView['stage']['final']
  required_fields: string[]
  open_checks: number
  stage_entered_at: Date
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  department_name: string | null
  created_by: string | null
  created_name: string | null
  note: string
  custom: Record<string, unknown>
  task_id: string | null
  task_title: string | null
  task_params: Record<string, unknown> | null
  task_due: Date | null
  closed_at: Date | null
  archived_at: Date | null
  version: number
  created_at: Date
  updated_at: Date
}

export const recordColumns = sql`r.*, s.name as stage_name, s.rotting_days, s.final, s.required_fields, e.name as owner_name,
  d.name as department_name, b.name as created_name,
  (select count(*)::int from jsonb_array_elements(s.checklist) k where not exists (
    select 1 from record_checks c where c.record_id = r.id and c.check_id = (k ->> 'id')::uuid)) as open_checks,
  t.id as task_id, t.title as task_title, t.title_params as task_params, t.due_at as task_due`
export const recordJoins = sql`join stages s on s.id = r.stage_id left join employees e on e.id = r.owner_id
  left join departments d on d.id = r.department_id left join employees b on b.id = r.created_by
  left join lateral (select k.id, k.title, k.title_params, k.due_at from tasks k where k.subject_kind = ${sql.lit(OWN)}
    and k.subject_id = r.id and k.status = 'open' order by k.due_at nulls last, k.id limit 1) t on true`
const SELECT = sql`select ${recordColumns} from records r ${recordJoins}`

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

export function recordView(row: RecordRow, lens: Lens): RecordView {
  const owner = named(row.owner_id, row.owner_name)
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    title: row.title,
    pipelineId: row.pipeline_id,
    stage: { id: row.stage_id, name: row.stage_name, rottingDays: row.rotting_days, final: row.final },
    missingFields: missingIn(valuesOf({ ...row, owner }), row.required_fields),
    openChecks: row.open_checks,
    stageEnteredAt: row.stage_entered_at.toISOString(),
    owner,
    department: named(row.department_id, row.department_name),
    note: row.note,
    custom: lens(row.custom),
    closedAt: row.closed_at?.toISOString() ?? null,
    nextTask: row.task_id
      ? {
          id: row.task_id,
          title: row.task_title!,
          titleParams: row.task_params,
          dueAt: row.task_due?.toISOString() ?? null,
        }
      : null,
    createdBy: named(row.created_by, row.created_name),
    archived: row.archived_at !== null,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** One record this actor may read, of the kind named (`record`: whatever its kind); 404 otherwise. */
export async function recordById(
  db: Db,
  actor: Actor,
  { kind, id }: { kind: string; id: string },
): Promise<RecordView> {
  const only = kind === OWN ? sql`true` : sql`r.kind = ${kind}`
  const { rows } =
    await sql<RecordRow>`${SELECT} where r.id = ${id} and ${only} and ${may(actor, OWN, 'read', 'r')}`.execute(db)
  if (!rows[0]) throw notFound()
  return recordView(rows[0], await lensFor(db, actor, rows[0].kind))
}

/**
 * The answer to who just wrote it: he may have given it out of his own sight. Without a reader the whole row, for commands.
 */
export async function writtenRecord(db: Db, id: string, reader?: Actor): Promise<RecordView> {
  const { rows } = await sql<RecordRow>`${SELECT} where r.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return recordView(rows[0], reader ? await lensFor(db, reader, rows[0].kind) : (custom) => custom)
}

export interface RecordFilter {
  pipelineId?: string
  stageId?: string
  ownerId?: string
  open?: boolean
  q?: string
}

/** Without what the actor may read. */
export async function recordConditions(db: Db, kind: string, filter: RecordFilter): Promise<RawBuilder<boolean>[]> {
  const where = rowsOf(kindOf(kind))
  if (filter.pipelineId) where.push(sql<boolean>`r.pipeline_id = ${filter.pipelineId}`)
  if (filter.stageId) where.push(sql<boolean>`r.stage_id = ${filter.stageId}`)
  if (filter.ownerId) where.push(sql<boolean>`r.owner_id = ${filter.ownerId}`)
  if (filter.open) where.push(sql<boolean>`r.closed_at is null`)
  if (filter.q) where.push(await foundBy(db, OWN, 'r', filter.q))
  return where
}

/** Records of a kind in an order, the latest first unless told otherwise, keyset paged. */
export async function listRecords(
  db: Db,
  actor: Actor,
  kind: string,
  filter: RecordFilter & { filter?: Filter; sort?: string; after?: string; limit: number },
): Promise<{ items: RecordView[]; next: string | null }> {
  const fields = await fieldsFor(db, actor, kind)
  const where = await recordConditions(db, kind, filter)
  if (filter.filter) where.push(compileFilter(filter.filter, fields, 'r', await askingNow(db, actor)))
  // The page first, by the index of its order; only its rows are joined.
  const { rows, next } = await keysetPage<RecordRow>(db, {
    table: 'records',
    alias: 'r',
    visible: mayInParts(actor, kind, 'read', 'r'),
    where,
    order: readOrder(filter.sort ?? '-createdAt', fields),
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`select ${recordColumns}, r.key from ${page} r ${recordJoins} order by ${order}`,
  })
  const lens = await lensFor(db, actor, kind)
  return { items: rows.map((row) => recordView(row, lens)), next }
}
