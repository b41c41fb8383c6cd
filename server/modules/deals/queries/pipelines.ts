import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import type { Db } from '../../../core/db.ts'
import { invalid } from '../../../core/errors.ts'
import type { Base } from '../rules.ts'
import type { PipelineView, StageView } from '../schema.ts'

interface StageRow {
  id: string
  key: string | null
  name: { pl: string; en: string }
  position: number
  probability: number
  rotting_days: number | null
  pipeline_id: string
}

export const stageView = (row: StageRow): StageView => ({
  id: row.id,
  key: row.key,
  name: row.name,
  position: row.position,
  probability: row.probability,
  rottingDays: row.rotting_days,
})

/** Pipelines in use with their stages, in the order people gave them. */
export async function listPipelines(db: Db): Promise<PipelineView[]> {
  const { rows } = await sql<Omit<PipelineView, 'stages'>>`select id, key, name, position from pipelines
    where archived_at is null order by position, created_at, id`.execute(db)
  const { rows: stages } =
    await sql<StageRow>`select id, key, name, position, probability, rotting_days, pipeline_id from stages
    where archived_at is null order by position, id`.execute(db)
  return rows.map((row) => ({ ...row, stages: stages.filter((stage) => stage.pipeline_id === row.id).map(stageView) }))
}

export interface Stage {
  id: string
  pipelineId: string
  name: { pl: string; en: string }
  probability: number
}

const STAGE = sql`select s.id, s.pipeline_id as "pipelineId", s.name, s.probability from stages s
  join pipelines p on p.id = s.pipeline_id`

/** A stage of a pipeline in use; refuses another one at the field that names it. */
export async function stageInUse(db: Db, id: string): Promise<Stage> {
  const { rows } =
    await sql<Stage>`${STAGE} where s.id = ${id} and s.archived_at is null and p.archived_at is null`.execute(db)
  if (!rows[0]) throw invalid({ path: 'stageId', code: 'field.invalid' })
  return rows[0]
}

/** Any stage, also one no longer in use: where a deal comes from. */
export async function stageOf(db: Db, id: string): Promise<Stage> {
  const { rows } = await sql<Stage>`${STAGE} where s.id = ${id}`.execute(db)
  return rows[0]!
}

/** Where a deal begins: the first stage of the pipeline, of the first pipeline when none is named. */
export async function firstStage(db: Db, pipelineId: string | undefined): Promise<Stage> {
  const { rows } = await sql<Stage>`${STAGE} where s.archived_at is null and p.archived_at is null
    and (${pipelineId ?? null}::uuid is null or p.id = ${pipelineId ?? null}::uuid)
    order by p.position, p.created_at, p.id, s.position, s.id limit 1`.execute(db)
  if (!rows[0]) throw invalid({ path: 'pipelineId', code: pipelineId ? 'field.invalid' : 'field.required' })
  return rows[0]
}

/** The company's currency, and its day at this moment. */
export async function baseCurrency(db: Db, now: Date): Promise<Base> {
  const { rows } = await sql<{ currency: string; zone: string }>`select currency, zone from company`.execute(db)
  const { currency, zone } = rows[0] ?? { currency: 'PLN', zone: 'Europe/Warsaw' }
  return { currency, today: dateIn(zone, now.toISOString()) }
}
