import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import type { Check, OnLeaving, PipelineView, StageView, Transition } from '../schema.ts'

interface StageRow {
  id: string
  key: string | null
  name: { pl: string; en: string }
  position: number
  probability: number
  rotting_days: number | null
  pipeline_id: string
  final: StageView['final']
  required_fields: string[]
  transitions: Record<string, Transition> | null
  on_leaving: OnLeaving
  checklist: Check[]
  version: number
}

const stageView = (row: StageRow): StageView => ({
  id: row.id,
  key: row.key,
  name: row.name,
  position: row.position,
  probability: row.probability,
  rottingDays: row.rotting_days,
  final: row.final,
  requiredFields: row.required_fields,
  checklist: row.checklist,
  transitions: row.transitions,
  onLeaving: row.on_leaving,
  version: row.version,
})

async function pipelinesWhere(db: Db, which: RawBuilder<unknown>): Promise<PipelineView[]> {
  const { rows } = await sql<Omit<PipelineView, 'stages'>>`select p.id, p.key, p.kind, p.name, p.position, p.version,
      p.win_fields as "winFields", p.win_from_last as "winFromLast", p.archived_at is not null as archived
    from pipelines p where ${which} order by p.position, p.created_at, p.id`.execute(db)
  const { rows: stages } = await sql<StageRow>`select s.* from stages s where s.archived_at is null
    and s.pipeline_id = any(${rows.map((row) => row.id)}::uuid[]) order by s.position, s.id`.execute(db)
  return rows.map((row) => ({ ...row, stages: stages.filter((stage) => stage.pipeline_id === row.id).map(stageView) }))
}

/** Pipelines of a kind in use with their stages, in the order people gave them. */
export const listPipelines = (db: Db, kind = 'deal'): Promise<PipelineView[]> =>
  pipelinesWhere(db, sql`p.archived_at is null and p.kind = ${kind}`)

/** All of a kind, those put away too. */
export const everyPipeline = (db: Db, kind = 'deal'): Promise<PipelineView[]> =>
  pipelinesWhere(db, sql`p.kind = ${kind}`)

/** One pipeline, in use or not; 404 for none. */
export async function pipelineById(db: Db, id: string): Promise<PipelineView> {
  const [pipeline] = await pipelinesWhere(db, sql`p.id = ${id}`)
  if (!pipeline) throw notFound()
  return pipeline
}

/** A stage with its guards, also one no longer in use: where a deal is. */
export async function stageOf(db: Db, id: string): Promise<StageView> {
  const { rows } = await sql<StageRow>`select s.* from stages s where s.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return stageView(rows[0])
}

export interface Stage {
  id: string
  pipelineId: string
  name: { pl: string; en: string }
  probability: number
}

/** A stage as events tell of it. */
export const stageTold = (stage: StageView, pipelineId: string): Stage => ({
  id: stage.id,
  pipelineId,
  name: stage.name,
  probability: stage.probability,
})

const IN_USE = sql`select s.id, s.pipeline_id as "pipelineId", s.name, s.probability from stages s
  join pipelines p on p.id = s.pipeline_id and p.archived_at is null where s.archived_at is null`

/** A stage in use of a kind's pipelines; refuses another one at the field that names it. */
export async function stageInUse(
  db: Db,
  id: string,
  { kind = 'deal', path = 'stageId' }: { kind?: string; path?: string } = {},
): Promise<Stage> {
  const { rows } = await sql<Stage>`${IN_USE} and s.id = ${id} and p.kind = ${kind}`.execute(db)
  if (!rows[0]) throw invalid({ path, code: 'field.invalid' })
  return rows[0]
}

/** Where a record begins: the first stage of the pipeline, of its kind's first pipeline when none is named. */
export async function firstStage(db: Db, pipelineId: string | undefined, kind = 'deal'): Promise<Stage> {
  const { rows } = await sql<Stage>`${IN_USE} and p.kind = ${kind}
    and (${pipelineId ?? null}::uuid is null or p.id = ${pipelineId ?? null}::uuid)
    order by p.position, p.created_at, p.id, s.position, s.id limit 1`.execute(db)
  if (!rows[0]) throw invalid({ path: 'pipelineId', code: pipelineId ? 'field.invalid' : 'field.required' })
  return rows[0]
}
