import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { fileUnder, lockConversation, unfileConversation } from '../../messages/commands/conversations.ts'
import { conversationsOf } from '../queries/conversations.ts'
import { stillItself } from '../rules.ts'
import { saveTicket, statusTo, subjectOf, ticketForUpdate } from './ticket-row.ts'

/** Makes one ticket of two: the conversations of the first go on in the other, the first stays as a trace. */
export async function mergeTicket(cx: Cx, id: string, intoId: string): Promise<void> {
  if (id === intoId) throw invalid({ path: 'intoId', code: 'ticket.merge_itself' })
  for (const each of [id, intoId]) await allow(cx.db, cx.actor, 'ticket', 'update', each)
  // In one order, so that two merges the other way round wait for each other.
  const [first, second] = id < intoId ? [id, intoId] : [intoId, id]
  const locked = [await ticketForUpdate(cx, first), await ticketForUpdate(cx, second)]
  const ticket = locked.find((one) => one.id === id)!
  const into = locked.find((one) => one.id === intoId)!
  stillItself(ticket)
  if (into.merged_into_id) throw invalid({ path: 'intoId', code: 'ticket.merged' })
  const theirs = new Set(await conversationsOf(cx.db, intoId))
  const moved = (await conversationsOf(cx.db, id)).filter((conversation) => !theirs.has(conversation))
  for (const conversation of moved) await fileUnder(cx, await lockConversation(cx, conversation), subjectOf(into))
  await saveTicket(
    cx,
    ticket,
    {
      status: 'closed',
      closed_at: cx.now,
      merged_into_id: intoId,
      merged_at: cx.now,
      merged_from: { status: ticket.status, conversations: moved },
    },
    {
      name: 'ticket.merged',
      payload: { intoId, intoNumber: into.number },
      changes: statusTo(ticket, 'closed'),
      also: [subjectOf(into)],
    },
  )
}

/** Undoes a merge, until somebody has answered: from then on the customer takes both for one. */
export async function separateTicket(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  const intoId = ticket.merged_into_id
  if (!intoId || !ticket.merged_from) return
  if (await answeredSince(cx, intoId, ticket.merged_at!)) throw new Refusal('ticket.merge_answered')
  const into = await ticketForUpdate(cx, intoId)
  for (const conversation of ticket.merged_from.conversations)
    await unfileConversation(cx, conversation, subjectOf(into))
  const { status } = ticket.merged_from
  await saveTicket(
    cx,
    ticket,
    {
      status,
      closed_at: status === 'closed' ? ticket.merged_at : null,
      merged_into_id: null,
      merged_at: null,
      merged_from: null,
    },
    {
      name: 'ticket.separated',
      payload: { fromId: intoId, fromNumber: into.number },
      changes: statusTo(ticket, status),
      also: [subjectOf(into)],
    },
  )
}

async function answeredSince(cx: Cx, ticketId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select from conversation_links l join messages m on m.conversation_id = l.conversation_id
    where l.kind = 'ticket' and l.id = ${ticketId} and m.direction = 'out' and not m.automatic and m.created_at > ${since}
    limit 1`.execute(cx.db)
  return rows.length > 0
}
