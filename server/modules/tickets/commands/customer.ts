import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import { say } from '../../../core/problems.ts'
import type { Cx } from '../../../core/write.ts'
import { receiveOnPage } from '../../messages/commands/receive.ts'
import { writeMessage } from '../../messages/commands/write-message.ts'
import { linkOf } from '../link.ts'
import { conversationsOf } from '../queries/conversations.ts'
import { isOpen, stillItself } from '../rules.ts'
import type { Rate } from '../schema.ts'
import { saveTicket, type Ticket, ticketForUpdate } from './ticket-row.ts'

/** Where the customer can be written to by itself: his last conversation whose account still works. */
async function wayTo(cx: Cx, ticketId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string; channel: string }>`select c.id, c.channel from conversation_links l
    join conversations c on c.id = l.conversation_id
    join channel_accounts a on a.id = c.account_id and a.active and a.archived_at is null
    where l.kind = 'ticket' and l.id = ${ticketId} order by c.last_at desc, c.id desc`.execute(cx.db)
  return rows.find(({ channel }) => cx.deps.channels.has(channel))?.id ?? null
}

async function tellCustomer(cx: Cx, ticket: Ticket, words: string): Promise<string | null> {
  const conversationId = await wayTo(cx, ticket.id)
  if (!conversationId) return null
  const { number, title, id, locale } = ticket
  const text = say(locale, words, { number, title, link: linkOf(cx.deps.config, id) })
  return (await writeMessage(cx, { conversationId, text, automatic: true })).id
}

/** Tells the customer that his ticket is registered, and where he can follow it. */
export async function confirmTicket(cx: Cx, id: string): Promise<boolean> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  const messageId = await tellCustomer(cx, ticket, 'ticket.letter.confirmed')
  if (messageId) await saveTicket(cx, ticket, {}, { name: 'ticket.confirmed', payload: { messageId } })
  return messageId !== null
}

/** Asks the customer how he was helped, once for each solution. */
export async function askForRating(cx: Cx, id: string): Promise<boolean> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  if (ticket.status !== 'solved' || ticket.asked_at) return false
  const messageId = await tellCustomer(cx, ticket, 'ticket.letter.rate')
  if (messageId)
    await saveTicket(cx, ticket, { asked_at: cx.now }, { name: 'ticket.rating_asked', payload: { messageId } })
  return messageId !== null
}

/** What the customer thinks of the help, from 1 to 5; he may think better of it. The caller knows that it is he. */
export async function rateTicket(cx: Cx, id: string, { rating, note }: Rate): Promise<void> {
  const ticket = await ticketForUpdate(cx, id)
  stillItself(ticket)
  if (isOpen(ticket)) throw new Refusal('ticket.not_solved')
  await saveTicket(
    cx,
    ticket,
    { rating, rating_note: note, rated_at: cx.now },
    {
      name: 'ticket.rated',
      payload: { rating, ownerId: ticket.owner_id },
      changes: [{ field: 'rating', from: ticket.rating, to: rating }],
    },
  )
}

/** What the customer writes on his page. The caller knows that it is he. */
export async function answerOnPage(cx: Cx, id: string, text: string): Promise<void> {
  const [conversationId] = await conversationsOf(cx.db, id)
  if (!conversationId) throw new Refusal('ticket.no_conversation')
  await receiveOnPage(cx, conversationId, text)
}
