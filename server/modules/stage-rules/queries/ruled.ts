import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { type Ruled, ruledAs } from '../../../../pure/stage-rules.ts'
import { may } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { invalid } from '../../../core/errors.ts'
import { isId } from '../../../core/ids.ts'
import { dealById } from '../../deals/queries/deals.ts'
import { DEALS } from '../../deals/queries/held.ts'
import { lookUpDeals } from '../../deals/queries/look-up.ts'
import { waysOfDeal } from '../../deals/queries/ways.ts'
import { RECORDS } from '../../kinds/queries/held.ts'
import { lookUpRecords } from '../../kinds/queries/look-up.ts'
import { recordById } from '../../kinds/queries/records.ts'
import { waysOfRecord } from '../../kinds/queries/ways.ts'
import { lookUpLeads } from '../../leads/queries/look-up.ts'
import { leadById } from '../../leads/queries.ts'
import type { Roles } from '../../notifications/queries.ts'
import type { Holding } from '../../pipelines/queries/held.ts'
import { stageInUse } from '../../pipelines/queries/pipelines.ts'
import type { WaysView } from '../../pipelines/schema.ts'
import { isStatus } from '../rules/subjects.ts'
import type { RuleAction, TrialInput } from '../schema.ts'

/** A trigger that was met: when, and until when the record then stayed where it is about. */
export interface Happened {
  id: string
  at: Date
  until: Date | null
}

export interface Found {
  id: string
  number: string
  title: string
  who: Roles
  meets: boolean
}

/** A record as far as a rule may set it. */
export interface Settable {
  ownerId: string | null
  expectedOn?: string | null
  source?: string
  custom: Record<string, unknown>
}

interface RuledRows {
  /** Refuses, at the field `stage`, what is no stage of the kind in use. */
  demandStage: (db: Db, kind: string, stage: string) => Promise<unknown>
  /** How often the trigger was met since then, newest first, of records this reader may see. */
  happened: (db: Db, user: UserActor, asked: Asked) => Promise<Happened[]>
  look: (db: Db, actor: Actor, ids: string[], condition: TrialInput['condition']) => Promise<Found[]>
  settable: (db: Db, actor: Actor, id: string) => Promise<Settable>
  /** Why an action that moves or closes would be refused of the record as it is today. */
  refusal: (db: Db, actor: Actor, id: string, action: RuleAction) => Promise<string | null>
}

interface Asked {
  rule: Pick<TrialInput, 'kind' | 'stage' | 'trigger'>
  from: Date
  now: Date
  most: number
}

/** By the stays at stages; what ends them beside another stage is `ended`. */
const inMoves =
  ({ table, moves, column }: Holding, ended: string): RuledRows['happened'] =>
  async (db, user, { rule, from, now, most }) => {
    const side = sql.ref(rule.trigger === 'leave' ? 'm.from_stage_id' : 'm.to_stage_id')
    const id = sql.ref(`m.${column}`)
    const { rows } = await sql<Happened>`select ${id} as id, m.moved_at as at,
        coalesce((select min(x.moved_at) from ${sql.table(moves)} x where ${sql.ref(`x.${column}`)} = ${id}
          and (x.moved_at, x.id) > (m.moved_at, m.id)), r.${sql.ref(ended)}) as until
      from ${sql.table(moves)} m join ${sql.table(table)} r on r.id = ${id} left join event_log e on e.id = m.id
      where ${side} = ${rule.stage} and m.moved_at > ${from} and m.moved_at <= ${now}
        and e.payload ->> 'because' is null and ${may(user, rule.kind, 'read', 'r')}
      order by m.moved_at desc, m.id desc limit ${most}`.execute(db)
    return rows
  }

/** By the events that changed the status; where a lead began, by that of its arrival. */
const inStatuses: RuledRows['happened'] = async (db, user, { rule, from, now, most }) => {
  const side = rule.trigger === 'leave' ? 'from' : 'to'
  const began =
    side === 'to' && (rule.stage === 'new' || rule.stage === 'processing')
      ? sql`union all select * from (select e.subject_id as id, e.at, e.id as event
          from leads l join event_log e on e.subject_kind = 'lead' and e.subject_id = l.id and e.name = 'lead.received'
          where l.created_at > ${from} and l.created_at <= ${now} and ${may(user, 'lead', 'read', 'l')}
            and (e.payload ->> 'ownerId' is null) = ${rule.stage === 'new'}
          order by l.created_at desc, l.id desc limit ${most}) began`
      : sql``
  const { rows } =
    await sql<Happened>`select h.id, h.at, (select min(x.at) from event_log x where x.subject_kind = 'lead'
      and x.subject_id = h.id and x.id > h.event and x.payload -> 'status' ->> 'from' = ${rule.stage}) as until
    from (select * from (select e.subject_id as id, e.at, e.id as event from event_log e join leads l on l.id = e.subject_id
        where e.subject_kind = 'lead' and e.payload ? 'status' and e.at > ${from} and e.at <= ${now}
          and e.payload -> 'status' ->> ${side} = ${rule.stage} and ${may(user, 'lead', 'read', 'l')}
        order by e.at desc, e.id desc limit ${most}) turned ${began}) h
    order by h.at desc, h.event desc limit ${most}`.execute(db)
  return rows
}

/** What bars the way to a stage (null: to being won); null where it is open, or the record is there already. */
function barrier({ ways }: WaysView, stageId: string | null): string | null {
  const way = ways.find((one) => one.stageId === stageId)
  if (!way) return null
  return way.barred ?? (way.missingFields.length > 0 || way.openChecks.length > 0 ? 'stage.requirements' : null)
}

const deal: RuledRows = {
  async demandStage(db, kind, id) {
    if (!isId(id)) throw invalid({ path: 'stage', code: 'field.invalid' })
    await stageInUse(db, id, { kind, path: 'stage' })
  },
  happened: inMoves(DEALS, 'closed_at'),
  async look(db, actor, ids, condition) {
    const found = await lookUpDeals(db, actor, ids, condition, { whether: 'open or not' })
    return [...found.values()].map(({ deal: { id, number, title }, ...rest }) => ({
      ...{ id, number: String(number), title },
      ...rest,
    }))
  },
  async settable(db, actor, id) {
    const { owner, expectedOn, source, custom } = await dealById(db, actor, id)
    return { ownerId: owner?.id ?? null, expectedOn, source, custom }
  },
  async refusal(db, actor, id, action) {
    if (action.do !== 'move' && action.do !== 'win') return null
    return barrier(await waysOfDeal(db, actor, id), action.do === 'move' ? action.stageId : null)
  },
}

const record: RuledRows = {
  demandStage: deal.demandStage,
  happened: inMoves(RECORDS, 'archived_at'),
  async look(db, actor, ids, condition) {
    const found = await lookUpRecords(db, actor, ids, condition)
    return [...found.values()].map(({ record: { id, number, title }, ...rest }) => ({
      ...{ id, number, title },
      ...rest,
    }))
  },
  async settable(db, actor, id) {
    const { owner, custom } = await recordById(db, actor, { kind: OWN, id })
    return { ownerId: owner?.id ?? null, custom }
  },
  refusal: async (db, actor, id, action) =>
    action.do === 'move' ? barrier(await waysOfRecord(db, actor, { kind: OWN, id }), action.stageId) : null,
}

const lead: RuledRows = {
  async demandStage(_, __, stage) {
    if (!isStatus(stage)) throw invalid({ path: 'stage', code: 'field.invalid' })
  },
  happened: inStatuses,
  async look(db, actor, ids, condition) {
    const found = await lookUpLeads(db, actor, ids, condition)
    return [...found.values()].map(({ lead: { id, number, title }, ...rest }) => ({
      ...{ id, number: String(number), title },
      ...rest,
    }))
  },
  settable: leadById,
  async refusal(db, actor, id, action) {
    const { status } = await leadById(db, actor, id)
    const closes = action.do === 'resume' || action.do === 'put_off' || action.do === 'reject'
    if (status === 'converted' && (closes || action.do === 'reopen')) return 'lead.already_converted'
    return status === 'rejected' && closes ? 'lead.already_closed' : null
  },
}

const ROWS: Record<Ruled, RuledRows> = { deal, lead, record }

export const ruledRows = (kind: string): RuledRows => ROWS[ruledAs(kind)]
