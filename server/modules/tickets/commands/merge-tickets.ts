import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import {
  fileUnder,
  giveConversation,
  lockConversation,
  unfileConversation,
} from '../../messages/commands/conversations.ts'
import { conversationsOf } from '../queries/conversations.ts'
import { isOpen, stillItself } from '../rules.ts'
import { saveTicket, statusTo, subjectOf, type Ticket, ticketForUpdate } from './ticket-row.ts'

/** Makes one ticket of two: the conversations of the first go on in the other, the first stays as a trace. */
export async function mergeTicket(cx: Cx, id: string, intoId: string): Promise<void> {
  if (id === intoId) throw invalid({ path: 'intoId', code: 'ticket.merge_itself' })
  for (const each of [id, intoId]) await allow(cx.db, cx.actor, 'ticket', 'update', each)
  const [ticket, into] = await lockBoth(cx, id, intoId)
  stillItself(ticket)
  if (into.merged_into_id) throw invalid({ path: 'intoId', code: 'ticket.merged' })
  if (!isOpen(into)) throw invalid({ path: 'intoId', code: 'ticket.closed' })
  const theirs = new Set(await conversationsOf(cx.db, intoId))
  const moved = (await conversationsOf(cx.db, id)).filter((conversation) => !theirs.has(conversation))
  for (const each of moved) {
    const conversation = await lockConversation(cx, each)
    await fileUnder(cx, conversation, subjectOf(into))
    await giveConversation(cx, conversation, into.owner_id, { silently: true })
  }
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
  const { rows } = await sql<{ id: string | null }>`select merged_into_id as id from tickets where id = ${id}`.execute(
    cx.db,
  )
  const intoId = rows[0]?.id
  if (!intoId) return
  const [ticket, into] = await lockBoth(cx, id, intoId)
  if (ticket.merged_into_id !== intoId || !ticket.merged_from) return
  // What was merged further has taken the conversations with it.
  if (into.merged_into_id) throw new Refusal('ticket.merged')
  if (await answeredSince(cx, intoId, ticket.merged_at!)) throw new Refusal('ticket.merge_answered')
  for (const conversation of ticket.merged_from.conversations) {
    await unfileConversation(cx, conversation, subjectOf(into))
    await giveConversation(cx, await lockConversation(cx, conversation), ticket.owner_id, { silently: true })
  }
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

/** Locks two tickets in one order, so that who takes them the other way round waits. */
async function lockBoth(cx: Cx, id: string, otherId: string): Promise<[Ticket, Ticket]> {
  if (id > otherId) return (await lockBoth(cx, otherId, id)).reverse() as [Ticket, Ticket]
  return [await ticketForUpdate(cx, id), await ticketForUpdate(cx, otherId)]
}

async function answeredSince(cx: Cx, ticketId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select from conversation_links l join messages m on m.conversation_id = l.conversation_id
    where l.kind = 'ticket' and l.id = ${ticketId} and m.direction = 'out' and not m.automatic and m.created_at > ${since}
    limit 1`.execute(cx.db)
  return rows.length > 0
}
