import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { forbidden, invalid, Refusal } from '../../../core/errors.ts'
import { readSetting, writeSetting } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { giveConversation, lockConversation } from '../../messages/commands/conversations.ts'
import { notify } from '../../notifications/commands.ts'
import { departmentByKey, employeeNames, headOf, membersOf, presentMembersOf } from '../../staff/queries.ts'
import { conversationsOf, ticketOfConversation } from '../queries/conversations.ts'
import { stillItself, stillOpen } from '../rules.ts'
import { saveTicket, subjectOf, type Ticket, ticketForUpdate } from './ticket-row.ts'

export const METHODS = ['round_robin', 'least_loaded', 'random'] as const
export type Method = (typeof METHODS)[number]

/** Makes somebody the owner, whatever chose him; a ticket without a department comes to `departmentId`, else to his. */
export async function giveTicket(
  cx: Cx,
  ticket: Ticket,
  ownerId: string | null,
  { method, departmentId = null }: { method: string; departmentId?: string | null },
): Promise<void> {
  const from = ticket.owner_id
  if (from === ownerId) return
  const status = ticket.status === 'new' && ownerId ? 'open' : ticket.status
  const { rows } = await sql<{
    id: string | null
  }>`select department_id as id from employees where id = ${ownerId}`.execute(cx.db)
  const department = ticket.department_id ?? departmentId ?? rows[0]?.id ?? null
  await sql`update search_entries set owner_id = ${ownerId}, department_id = ${department}
    where kind = 'ticket' and id = ${ticket.id}`.execute(cx.db)
  await saveTicket(
    cx,
    ticket,
    { owner_id: ownerId, status, department_id: department },
    {
      name: 'ticket.assigned',
      payload: { from, ownerId, method },
      changes: [{ field: 'ownerId', from, to: ownerId }],
    },
  )
  // They follow, unless a later ticket goes on in them.
  for (const id of await conversationsOf(cx.db, ticket.id)) {
    if ((await ticketOfConversation(cx.db, id)) === ticket.id)
      await giveConversation(cx, await lockConversation(cx, id), ownerId, { silently: true })
  }
}

/** Gives a ticket to a certain person, or to nobody; who gets it hears of it. */
export async function assignTicket(cx: Cx, id: string, ownerId: string | null): Promise<void> {
  await allow(cx.db, cx.actor, 'ticket', 'assign', id)
  if (ownerId) {
    const { rows } = await sql`select from employees where id = ${ownerId} and active`.execute(cx.db)
    if (rows.length === 0) throw invalid({ path: 'ownerId', code: 'field.invalid' })
  }
  const ticket = await ticketForUpdate(cx, id)
  stillItself(ticket)
  if (ticket.owner_id === ownerId) return
  await giveTicket(cx, ticket, ownerId, { method: 'person' })
  if (!ownerId || ownerId === cx.actor.id) return
  await notify(cx, {
    subject: subjectOf(ticket),
    reason: 'ticket_assigned',
    occurrence: String(ticket.version),
    code: 'ticket_assigned',
    params: { number: ticket.number, title: ticket.title },
    recipients: [ownerId],
    mail: true,
  })
}

/** "Take": the first one gets it; somebody later is told who has it. Taking what another has goes by `assignTicket`. */
export async function takeTicket(cx: Cx, id: string): Promise<void> {
  if (cx.actor.kind !== 'user') throw forbidden()
  await allow(cx.db, cx.actor, 'ticket', 'assign', id)
  const ticket = await ticketForUpdate(cx, id)
  stillOpen(ticket)
  if (ticket.owner_id === cx.actor.id) return
  if (ticket.owner_id) {
    const name = (await employeeNames(cx.db, [ticket.owner_id])).get(ticket.owner_id) ?? ''
    throw new Refusal('ticket.already_taken', { params: { name } })
  }
  await giveTicket(cx, ticket, cx.actor.id, { method: 'taken' })
}

/**
 * Chooses who gets a ticket: of those of the department who are there; while nobody is, its head, anybody of it, and at last the
 * company's owner, so that no ticket is nobody's. `department`: its id or key; null takes that of the ticket.
 */
export async function distributeTicket(
  cx: Cx,
  to: { ticketId: string; department: string | null; method: Method },
): Promise<{ ownerId: string; chosen: boolean }> {
  await allow(cx.db, cx.actor, 'ticket', 'assign', to.ticketId)
  const ticket = await ticketForUpdate(cx, to.ticketId)
  if (ticket.owner_id) return { ownerId: ticket.owner_id, chosen: false }
  const given = to.department ?? ticket.department_id ?? 'support'
  const department = await departmentByKey(cx.db, given)
  const people = department ? await peopleFor(cx, department.id) : []
  const ids = people.length > 0 ? people : await ownersOf(cx)
  const ownerId = await choose(cx, to.method, department?.id ?? 'company', ids)
  await giveTicket(cx, ticket, ownerId, { method: to.method, departmentId: department?.id ?? null })
  return { ownerId, chosen: true }
}

async function peopleFor(cx: Cx, departmentId: string): Promise<string[]> {
  const present = await presentMembersOf(cx.db, departmentId, cx.now)
  if (present.length > 0) return present.map(({ id }) => id).sort()
  const head = await headOf(cx.db, departmentId, cx.now)
  if (head) return [head]
  return (await membersOf(cx.db, [departmentId])).map(({ id }) => id).sort()
}

export async function ownersOf(cx: Cx): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from employees where active and role = 'owner' order by id`.execute(cx.db)
  return rows.map(({ id }) => id)
}

async function choose(cx: Cx, method: Method, circle: string, ids: string[]): Promise<string> {
  if (method === 'random') return ids[randomInt(ids.length)]!
  // Two distributions at once take turns instead of choosing the same person.
  const key = `tickets:${circle}`
  await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(cx.db)
  if (method === 'round_robin') {
    const last = (await readSetting<{ last: string }>(cx.db, key))?.last ?? ''
    const next = ids.find((id) => id > last) ?? ids[0]!
    await writeSetting(cx, key, { last: next })
    return next
  }
  const { rows } = await sql<{ id: string }>`select e.id from unnest(${ids}::uuid[]) as e(id)
    left join tickets tk on tk.owner_id = e.id and tk.status in ('new', 'open', 'waiting')
    group by e.id order by count(tk.id), e.id limit 1`.execute(cx.db)
  return rows[0]!.id
}
