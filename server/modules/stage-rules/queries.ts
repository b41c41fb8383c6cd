import { type RawBuilder, sql } from 'kysely'
import { DAY_MS, dateOfDay, dayOfDate } from '../../../pure/dates.ts'
import { addDuration } from '../../../pure/durations.ts'
import { addWorkingTime } from '../../../pure/work-calendar.ts'
import { may } from '../../core/access.ts'
import type { Actor, ProcessActor, UserActor } from '../../core/actor.ts'
import { businessNow } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { baseCurrency } from '../deals/queries/base-currency.ts'
import { dealById } from '../deals/queries/deals.ts'
import { type FoundDeal, lookUpDeals } from '../deals/queries/look-up.ts'
import { waysOfDeal } from '../deals/queries/ways.ts'
import type { DealView } from '../deals/schema.ts'
import { recipientsOf } from '../notifications/queries.ts'
import { stageInUse } from '../pipelines/queries/pipelines.ts'
import { mayChange } from '../processes/queries.ts'
import { calendarsOf, departmentsBelow, employeeNames } from '../staff/queries.ts'
import type { RuleAction, RuleView, Trial, TrialInput } from './schema.ts'

interface Row extends Omit<RuleView, 'lastRanAt' | 'updatedAt' | 'mayChange'> {
  lastRanAt: Date | null
  updatedAt: Date
}

// The prefix lets the index of the rules' cases be used.
const SELECT = sql`select r.id, r.name, r.stage_id as "stageId", s.pipeline_id as "pipelineId", r.trigger, r.stay, r.condition,
    r.actions, r.version, r.updated_at as "updatedAt", r.process_key as key, p.department_id as "departmentId",
    p.paused_at is not null as paused, i.running, i.ran, i."lastRanAt", n.incidents
  from stage_rules r join processes p on p.key = r.process_key join stages s on s.id = r.stage_id
  join pipelines l on l.id = s.pipeline_id
  cross join lateral (select count(*)::int as ran, count(*) filter (where status = 'active')::int as running,
      max(started_at) as "lastRanAt" from process_instances where process_key = r.process_key
      and starts_with(process_key, 'stage_rule_')) i
  cross join lateral (select count(*)::int as incidents from process_incidents n join process_instances i on i.id = n.instance_id
      where i.process_key = r.process_key and n.resolved_at is null and i.status = 'active'
      and starts_with(i.process_key, 'stage_rule_')) n`

async function rulesWhere(db: Db, actor: Actor, which: RawBuilder<unknown>): Promise<RuleView[]> {
  const { rows } = await sql<Row>`${SELECT} where r.archived_at is null and ${which}
    order by l.position, l.id, s.position, s.id, r.created_at, r.id`.execute(db)
  return Promise.all(
    rows.map(async ({ lastRanAt, updatedAt, ...row }) => ({
      ...row,
      lastRanAt: lastRanAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
      mayChange: await mayChange(db, actor, row.key),
    })),
  )
}

/** Rules in use, in the order of pipelines and stages. */
export const listRules = (db: Db, actor: Actor, pipelineId?: string): Promise<RuleView[]> =>
  rulesWhere(db, actor, pipelineId ? sql`s.pipeline_id = ${pipelineId}` : sql`true`)

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

const DAYS = 30
const MOST_LOOKED_AT = 1000
const MOST_SHOWN = 50

interface Happened {
  dealId: string
  at: Date
}

/** When in the last days the trigger of a rule was met, newest first, of deals this reader may see. */
async function happenings(db: Db, user: UserActor, rule: TrialInput, now: Date): Promise<Happened[]> {
  const since = new Date(now.getTime() - DAYS * DAY_MS)
  const calendars = await calendarsOf(db)
  const { stay } = rule
  // A stay that is over within these days may have begun long before: working time is at most a quarter of time.
  const asked = stay ? Date.parse(addDuration(now.toISOString(), stay.duration, calendars.zone)) - now.getTime() : 0
  const from = new Date(since.getTime() - asked * (stay?.working ? 5 : 1) - (stay?.working ? 7 * DAY_MS : 0))
  const side = sql.ref(rule.trigger === 'leave' ? 'm.from_stage_id' : 'm.to_stage_id')
  const { rows } = await sql<Happened & { until: Date | null }>`select m.deal_id as "dealId", m.moved_at as at,
      coalesce((select min(x.moved_at) from deal_moves x where x.deal_id = m.deal_id and (x.moved_at, x.id) > (m.moved_at, m.id)),
        d.closed_at) as until
    from deal_moves m join deals d on d.id = m.deal_id left join event_log e on e.id = m.id
    where ${side} = ${rule.stageId} and m.moved_at > ${from} and m.moved_at <= ${now}
      and e.payload ->> 'because' is null and ${may(user, 'deal', 'read', 'd')}
    order by m.moved_at desc, m.id desc limit ${MOST_LOOKED_AT}`.execute(db)
  if (!stay) return rows
  return rows
    .flatMap(({ dealId, at, until }) => {
      const begun = at.toISOString()
      const over = new Date(
        stay.working
          ? addWorkingTime(calendars.company, begun, stay.duration)
          : addDuration(begun, stay.duration, calendars.zone),
      )
      const isMet = over > since && over <= now && (until === null || until > over)
      return isMet ? [{ dealId, at: over }] : []
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
}

/**
 * What a rule would have done in the last 30 days, nothing written. The condition and what follows are asked of the deals
 * as they are today: how their fields were then is not kept in a form that can be asked.
 */
export async function tryRule(db: Db, user: UserActor, rule: TrialInput): Promise<Trial> {
  const now = await businessNow(db)
  await stageInUse(db, rule.stageId)
  const actor = await actorOfRule(db, rule.departmentId)
  const happened = await happenings(db, user, rule, now)
  const ids = [...new Set(happened.map(({ dealId }) => dealId))]
  const found = await lookUpDeals(db, actor, ids, rule.condition, { whether: 'open or not' })
  const met = happened.filter(({ dealId }) => found.get(dealId)?.meets)
  const preview = previewer(db, actor, rule.actions, now)
  const items: Trial['items'] = []
  for (const { dealId, at } of met.slice(0, MOST_SHOWN)) {
    const one = found.get(dealId)!
    const { number, title } = one.deal
    items.push({ dealId, number, title, at: at.toISOString(), actions: await preview(one) })
  }
  return {
    from: new Date(now.getTime() - DAYS * DAY_MS).toISOString(),
    to: now.toISOString(),
    happened: happened.length,
    met: met.length,
    items,
  }
}

/** What each action would come to for one deal after the other; who is who is asked once. */
function previewer(db: Db, actor: Actor, actions: RuleAction[], now: Date) {
  const known = new Map<string, Promise<string[]>>()
  const names = async (to: string[]): Promise<string[]> => {
    const ids = await recipientsOf({ db, now }, to, known)
    const byId = await employeeNames(db, ids)
    return ids.map((id) => byId.get(id) ?? '')
  }
  return async ({ deal, who }: FoundDeal): Promise<Trial['items'][number]['actions']> => {
    const meant = (one: string) => (one in who ? who[one as keyof typeof who] : one)
    const view = await dealById(db, actor, deal.id)
    const { today } = await baseCurrency(db, now)
    const done: Trial['items'][number]['actions'] = []
    for (const action of actions) {
      const nothing = { recipients: null, changes: [], refused: null }
      if (action.do === 'set') done.push({ ...nothing, changes: changesOf(action.fields, view, today) })
      else if (action.do === 'task')
        done.push({ ...nothing, recipients: (await names([meant(action.to)])).slice(0, 1) })
      else if (action.do === 'notify') done.push({ ...nothing, recipients: await names(action.to.map(meant)) })
      else if (action.do === 'move' || action.do === 'win')
        done.push({
          ...nothing,
          refused: await refusalOf(db, actor, deal.id, action.do === 'move' ? action.stageId : null),
        })
      else done.push(nothing)
    }
    return done
  }
}

function changesOf(fields: Extract<RuleAction, { do: 'set' }>['fields'], deal: DealView, today: string) {
  const { expectedInDays, ownerId, source, custom = {} } = fields
  return [
    ...(expectedInDays === undefined
      ? []
      : [{ field: 'expectedOn', from: deal.expectedOn, to: dateOfDay(dayOfDate(today) + expectedInDays) }]),
    ...(ownerId === undefined ? [] : [{ field: 'ownerId', from: deal.owner?.id ?? null, to: ownerId }]),
    ...(source === undefined ? [] : [{ field: 'source', from: deal.source, to: source }]),
    ...Object.entries(custom).map(([name, to]) => ({
      field: `custom.${name}`,
      from: deal.custom[name] ?? null,
      to,
    })),
  ].filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}

/** Why a deal could not go this way (null: be won) as it is today; null where it could, or is there already. */
async function refusalOf(db: Db, actor: Actor, dealId: string, stageId: string | null): Promise<string | null> {
  const { ways } = await waysOfDeal(db, actor, dealId)
  const way = ways.find((one) => one.stageId === stageId)
  if (!way) return null
  return way.barred ?? (way.missingFields.length > 0 || way.openChecks.length > 0 ? 'stage.requirements' : null)
}
