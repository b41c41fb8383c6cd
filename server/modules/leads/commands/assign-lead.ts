import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { hasSkill } from '../../../../pure/skills.ts'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import { readSetting, writeSetting } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { employeeNames, presentMembersOf } from '../../staff/queries.ts'
import { stillOpen } from '../rules.ts'
import { takeLead } from './accept-lead.ts'
import { leadForUpdate, named, taken } from './lead-for-update.ts'

export const METHODS = ['round_robin', 'least_loaded', 'random', 'by_skill'] as const
export type Method = (typeof METHODS)[number]

/** Gives a lead to a certain person: the head's decision, or the owner handing it on. */
export async function assignLead(cx: Cx, leadId: string, ownerId: string): Promise<void> {
  await allow(cx.db, cx.actor, 'lead', 'assign', leadId)
  const names = await employeeNames(cx.db, [ownerId])
  if (!names.has(ownerId)) {
    throw new Refusal('invalid_request', { status: 422, fields: [{ path: 'ownerId', code: 'field.invalid' }] })
  }
  await giveLead(cx, leadId, ownerId, 'person')
}

/** Makes somebody the owner, whatever chose him. */
export async function giveLead(cx: Cx, leadId: string, ownerId: string, method: string): Promise<void> {
  const lead = await leadForUpdate(cx, leadId)
  stillOpen(lead)
  if (lead.owner_id === ownerId) return
  await takeLead(cx, leadId, ownerId)
  const about = { subject: { kind: 'lead', id: leadId } }
  if (lead.owner_id) {
    cx.record('lead.owner_changed', {
      ...about,
      payload: { ...named(lead), from: lead.owner_id, to: ownerId },
      changes: [{ field: 'ownerId', from: lead.owner_id, to: ownerId }],
    })
  } else {
    cx.record('lead.assigned', { ...about, payload: { ...named(lead), ...taken(lead), ownerId, method } })
  }
}

export interface Distribution {
  leadId: string
  departmentId: string
  method: Method
  /** by_skill: from this amount (minor units) on a request counts as difficult... */
  difficultFrom?: number | null
  /** ...and goes to people with this skill; the others get the routine ones. */
  skill?: string | null
}

/** Chooses who gets a lead among those present; refuses `lead.nobody_present` rather than give it to somebody absent. */
export async function distributeLead(cx: Cx, to: Distribution): Promise<string> {
  await allow(cx.db, cx.actor, 'lead', 'assign', to.leadId)
  const lead = await leadForUpdate(cx, to.leadId)
  if (lead.owner_id) return lead.owner_id
  let people = await presentMembersOf(cx.db, to.departmentId, cx.now)
  if (people.length === 0) throw new Refusal('lead.nobody_present', { params: { departmentId: to.departmentId } })
  if (to.method === 'by_skill' && to.skill) {
    const { rows } = await sql<{ amount: number | null }>`select amount from leads where id = ${to.leadId}`.execute(
      cx.db,
    )
    const difficult = (rows[0]?.amount ?? 0) >= (to.difficultFrom ?? Number.POSITIVE_INFINITY)
    const fitting = people.filter((person) => hasSkill(person.skills, to.skill!) === difficult)
    // Nobody fitting is present: better anybody present than nobody.
    if (fitting.length > 0) people = fitting
  }
  const ids = people.map((person) => person.id).sort()
  const chosen = await choose(cx, to, ids)
  await giveLead(cx, to.leadId, chosen, to.method)
  return chosen
}

async function choose(cx: Cx, to: Distribution, ids: string[]): Promise<string> {
  if (to.method === 'random') return ids[randomInt(ids.length)]!
  if (to.method === 'round_robin') {
    const key = `distribution:${to.departmentId}`
    // The lock makes two distributions at once take turns instead of choosing the same person.
    await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(cx.db)
    const last = (await readSetting<{ last: string }>(cx.db, key))?.last ?? ''
    const next = ids.find((id) => id > last) ?? ids[0]!
    await writeSetting(cx, key, { last: next })
    return next
  }
  const { rows } = await sql<{ id: string }>`select e.id from unnest(${ids}::uuid[]) as e(id)
    left join leads l on l.owner_id = e.id and l.status in ('new', 'processing')
    group by e.id order by count(l.id), e.id limit 1`.execute(cx.db)
  return rows[0]!.id
}
