import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { supervisorOf } from '../../staff/queries.ts'
import { type Asked, type Mover, NO_PERSON, wayTo, wayToWin } from '../rules.ts'
import type { StageView, WaysView } from '../schema.ts'
import type { Held, Holding } from './held.ts'
import { listPipelines, pipelineById, stageOf } from './pipelines.ts'

export { leadsOn, missingIn, refuseEntry, refuseWay, wayTo, wayToWin } from '../rules.ts'

/** Who this actor is to a record. Supervisors are whoever its owner answers to, the heads above its department, the leaders. */
export async function moverOf(
  db: Db,
  actor: Actor,
  held: Pick<Held, 'owner' | 'departmentId'>,
  now: Date,
): Promise<Mover> {
  if (actor.kind !== 'user') return NO_PERSON
  const { standsFor, memberOf } = actor
  const owns = held.owner !== null && standsFor.includes(held.owner.id)
  return { isPerson: true, owns, supervises: await supervises(), standsFor, memberOf }

  async function supervises(): Promise<boolean> {
    if (actor.kind !== 'user') return false
    if (actor.role === 'owner' || actor.role === 'administrator') return true
    const above = held.owner && (await supervisorOf(db, held.owner.id, now))
    if (above && standsFor.includes(above)) return true
    const { rows } = await sql`with recursive up as (
        select parent_id, head_id from departments where id = ${held.departmentId}
        union select d.parent_id, d.head_id from departments d join up on d.id = up.parent_id
      ) select 1 from up where head_id = any(${standsFor}::uuid[]) limit 1`.execute(db)
    return rows.length > 0
  }
}

interface Tick {
  id: string
  at: Date
  by: string | null
  byName: string | null
}

/** What is ticked of the checklist of the stage where a record is. */
async function ticksOf(db: Db, holding: Holding, held: Held, stage: StageView): Promise<Map<string, Tick>> {
  const { rows } = await sql<Tick>`select c.check_id as id, c.checked_at as at, c.checked_by as by, e.name as "byName"
    from ${sql.table(holding.checks)} c left join employees e on e.id = c.checked_by
    where c.${sql.ref(holding.column)} = ${held.id} and c.check_id = any(${stage.checklist.map(({ id }) => id)}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** All that rules.ts asks about a record, for this actor. */
export async function askedOf(db: Db, actor: Actor, holding: Holding, held: Held, now: Date) {
  const from = await stageOf(db, held.stage.id)
  const pipeline = await pipelineById(db, held.pipelineId)
  const ticks = await ticksOf(db, holding, held, from)
  const mover = await moverOf(db, actor, held, now)
  const openChecks = from.checklist.filter(({ id }) => !ticks.has(id))
  return { ...{ values: held.values, from, pipeline, openChecks, mover }, ticks } satisfies Asked & { ticks: unknown }
}

/** Every way a record may go from where it is, what each still asks for, and the checklist of its stage. */
export async function waysOf(db: Db, actor: Actor, holding: Holding, held: Held, now: Date): Promise<WaysView> {
  const [asked, pipelines, stays] = await Promise.all([
    askedOf(db, actor, holding, held, now),
    listPipelines(db, (await pipelineById(db, held.pipelineId)).kind),
    staysOf(db, holding, held, now),
  ])
  const stages = pipelines.flatMap((pipeline) => pipeline.stages).filter((stage) => stage.id !== held.stage.id)
  return {
    ways: [
      ...stages.map((to) => wayTo(to, asked)),
      ...(asked.pipeline.kind === 'deal' ? [wayToWin(asked.pipeline, asked)] : []),
    ],
    checks: asked.from.checklist.map((check) => {
      const tick = asked.ticks.get(check.id)
      const by = tick?.by ? { id: tick.by, name: tick.byName ?? '' } : null
      return { ...check, checkedAt: tick?.at.toISOString() ?? null, checkedBy: by }
    }),
    stays,
  }
}

async function staysOf(db: Db, holding: Holding, held: Held, now: Date): Promise<WaysView['stays']> {
  const until = held.closedAt ? new Date(held.closedAt) : now
  const { rows } = await sql<{ stageId: string; seconds: number }>`select stage_id as "stageId",
      greatest(0, round(extract(epoch from sum(until - moved_at))))::int as seconds
    from (select to_stage_id as stage_id, moved_at, lead(moved_at, 1, ${until}::timestamptz) over (order by moved_at, id) as until
      from ${sql.table(holding.moves)} where ${sql.ref(holding.column)} = ${held.id}) m
    join stages s on s.id = m.stage_id and s.pipeline_id = ${held.pipelineId} group by stage_id`.execute(db)
  return rows
}
