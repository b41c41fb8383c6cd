import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { supervisorOf } from '../../staff/queries.ts'
import { type Asked, type Mover, NO_PERSON, wayTo, wayToWin } from '../rules/stages.ts'
import type { DealWays, StageView } from '../schema/pipelines.ts'
import type { DealView } from '../schema.ts'
import { dealById } from './deals.ts'
import { listPipelines, pipelineById, stageOf } from './pipelines.ts'

/** Who this actor is to a deal. Supervisors are whoever its owner answers to, the heads above its department, the leaders. */
export async function moverOf(db: Db, actor: Actor, deal: DealView, now: Date): Promise<Mover> {
  if (actor.kind !== 'user') return NO_PERSON
  const { standsFor, memberOf } = actor
  const ownsDeal = deal.owner !== null && standsFor.includes(deal.owner.id)
  return { isPerson: true, ownsDeal, supervises: await supervises(), standsFor, memberOf }

  async function supervises(): Promise<boolean> {
    if (actor.kind !== 'user') return false
    if (actor.role === 'owner' || actor.role === 'administrator') return true
    const above = deal.owner && (await supervisorOf(db, deal.owner.id, now))
    if (above && standsFor.includes(above)) return true
    const { rows } = await sql`with recursive up as (
        select parent_id, head_id from departments where id = ${deal.departmentId}
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

/** What is ticked of the checklist of the stage where a deal is. */
async function ticksOf(db: Db, deal: DealView, stage: StageView): Promise<Map<string, Tick>> {
  const { rows } = await sql<Tick>`select c.check_id as id, c.checked_at as at, c.checked_by as by, e.name as "byName"
    from deal_checks c left join employees e on e.id = c.checked_by
    where c.deal_id = ${deal.id} and c.check_id = any(${stage.checklist.map(({ id }) => id)}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** All that rules/stages.ts asks about a deal, for this actor. */
export async function askedOf(db: Db, actor: Actor, deal: DealView, now: Date) {
  const from = await stageOf(db, deal.stage.id)
  const pipeline = await pipelineById(db, deal.pipelineId)
  const ticks = await ticksOf(db, deal, from)
  const mover = await moverOf(db, actor, deal, now)
  const openChecks = from.checklist.filter(({ id }) => !ticks.has(id))
  return { ...{ deal, from, pipeline, openChecks, mover }, ticks } satisfies Asked & { ticks: unknown }
}

/** Every way a deal may go from where it is, what each still asks for, and the checklist of its stage. */
export async function waysOfDeal(db: Db, actor: Actor, id: string): Promise<DealWays> {
  const deal = await dealById(db, actor, id)
  const now = await businessNow(db)
  const [asked, pipelines, stays] = await Promise.all([
    askedOf(db, actor, deal, now),
    listPipelines(db),
    staysOf(db, deal, now),
  ])
  const stages = pipelines.flatMap((pipeline) => pipeline.stages).filter((stage) => stage.id !== deal.stage.id)
  return {
    ways: deal.status === 'open' ? [...stages.map((to) => wayTo(to, asked)), wayToWin(asked.pipeline, asked)] : [],
    checks: asked.from.checklist.map((check) => {
      const tick = asked.ticks.get(check.id)
      const by = tick?.by ? { id: tick.by, name: tick.byName ?? '' } : null
      return { ...check, checkedAt: tick?.at.toISOString() ?? null, checkedBy: by }
    }),
    stays,
  }
}

async function staysOf(db: Db, deal: DealView, now: Date): Promise<DealWays['stays']> {
  const until = deal.closedAt ? new Date(deal.closedAt) : now
  const { rows } = await sql<{ stageId: string; seconds: number }>`select stage_id as "stageId",
      greatest(0, round(extract(epoch from sum(until - moved_at))))::int as seconds
    from (select to_stage_id as stage_id, moved_at, lead(moved_at, 1, ${until}::timestamptz) over (order by moved_at, id) as until
      from deal_moves where deal_id = ${deal.id}) m
    join stages s on s.id = m.stage_id and s.pipeline_id = ${deal.pipelineId} group by stage_id`.execute(db)
  return rows
}
