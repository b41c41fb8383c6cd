import { type RawBuilder, sql } from 'kysely'
import { LEAD_STATUSES } from '../../../../pure/leads.ts'
import { scopeOf } from '../../../core/access.ts'
import type { Actor, ProcessActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { mayChange } from '../../processes/queries.ts'
import { departmentsBelow } from '../../staff/queries.ts'
import type { RuleView } from '../schema.ts'

interface Row extends Omit<RuleView, 'lastRanAt' | 'updatedAt' | 'mayChange'> {
  lastRanAt: Date | null
  updatedAt: Date
}

// The prefix lets the index of the rules' cases be used.
const SELECT = sql`select r.id, r.name, r.kind, coalesce(r.stage_id::text, r.status) as stage, s.pipeline_id as "pipelineId", r.trigger, r.stay, r.condition,
    r.actions, r.version, r.updated_at as "updatedAt", r.process_key as key, p.department_id as "departmentId",
    p.paused_at is not null as paused, i.running, i.ran, i."lastRanAt", n.incidents
  from stage_rules r join processes p on p.key = r.process_key left join stages s on s.id = r.stage_id
  left join pipelines l on l.id = s.pipeline_id left join kinds k on k.key = r.kind
  cross join lateral (select count(*)::int as ran, count(*) filter (where status = 'active')::int as running,
      max(started_at) as "lastRanAt" from process_instances where process_key = r.process_key
      and starts_with(process_key, 'stage_rule_')) i
  cross join lateral (select count(*)::int as incidents from process_incidents n join process_instances i on i.id = n.instance_id
      where i.process_key = r.process_key and n.resolved_at is null and i.status = 'active'
      and starts_with(i.process_key, 'stage_rule_')) n`

async function rulesWhere(db: Db, actor: Actor, which: RawBuilder<unknown>): Promise<RuleView[]> {
  const { rows } = await sql<Row>`${SELECT} where r.archived_at is null and ${which}
    order by array_position(array['deal', 'lead'], r.kind), k.position, r.kind, l.position, l.id, s.position, s.id,
      array_position(${[...LEAD_STATUSES]}::text[], r.status), r.created_at, r.id`.execute(db)
  const seen = rows.filter(({ kind }) => scopeOf(actor, kind, 'read') !== 'none')
  return Promise.all(
    seen.map(async ({ lastRanAt, updatedAt, ...row }) => ({
      ...row,
      lastRanAt: lastRanAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
      mayChange: await mayChange(db, actor, row.key),
    })),
  )
}

/** Rules in use about records this actor may see, in the order of kinds, pipelines and stages. */
export const listRules = (db: Db, actor: Actor, asked: { kind?: string; pipelineId?: string }): Promise<RuleView[]> =>
  rulesWhere(
    db,
    actor,
    sql`${asked.kind ? sql`r.kind = ${asked.kind}` : sql`true`}
      and ${asked.pipelineId ? sql`s.pipeline_id = ${asked.pipelineId}` : sql`true`}`,
  )

export async function ruleById(db: Db, actor: Actor, id: string): Promise<RuleView> {
  const [rule] = await rulesWhere(db, actor, sql`r.id = ${id}`)
  if (!rule) throw notFound()
  return rule
}

/** The rights a rule acts with: those of its department and what is below it. */
export async function actorOfRule(db: Db, departmentId: string | null): Promise<ProcessActor> {
  return {
    kind: 'process',
    id: 'stage_rule',
    departmentIds: departmentId ? await departmentsBelow(db, departmentId) : null,
  }
}
