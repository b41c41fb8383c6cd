import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { say } from '../../../core/problems.ts'
import type { Cx } from '../../../core/write.ts'
import { receiveOnPage } from '../../messages/commands/receive.ts'
import { writeMessage } from '../../messages/commands/write-message.ts'
import { linkOf } from '../link.ts'
import { customersOwn, mergedInto, survivingOf } from '../queries/conversations.ts'
import { isOpen } from '../rules.ts'
import type { Rate } from '../schema.ts'
import { saveTicket, subjectOf, type Ticket, ticketForUpdate } from './ticket-row.ts'

/** Where the customer can be written to by itself: his last conversation whose account still works. */
async function wayTo(cx: Cx, ticketId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string; channel: string }>`select c.id, c.channel from ${customersOwn(ticketId)} c
    join channel_accounts a on a.id = c.account_id and a.active and a.archived_at is null
    order by c.last_at desc, c.id desc`.execute(cx.db)
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

/** Asks the customer how he was helped, once for each solution; others whose tickets were merged into it, too. */
export async function askForRating(cx: Cx, id: string): Promise<boolean> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  if (ticket.status !== 'solved' || ticket.asked_at) return false
  const asked = new Set<string>()
  for (const each of [id, ...(await mergedInto(cx.db, id))]) {
    const one = each === id ? ticket : await ticketForUpdate(cx, each)
    const messageId = asked.has(one.address) ? null : await tellCustomer(cx, one, 'ticket.letter.rate')
    if (!messageId) continue
    asked.add(one.address)
    await saveTicket(cx, one, { asked_at: cx.now }, { name: 'ticket.rating_asked', payload: { messageId } })
  }
  return asked.size > 0
}

/** What the customer thinks of the help, from 1 to 5; he may think better of it. The caller knows that it is he. */
export async function rateTicket(cx: Cx, id: string, { rating, note }: Rate): Promise<void> {
  const ticket = await ticketForUpdate(cx, id)
  const surviving = await survivingOf(cx.db, id)
  if (!surviving) throw notFound()
  if (isOpen(surviving)) throw new Refusal('ticket.not_solved')
  if (ticket.rating === rating && ticket.rating_note === note) return
  await saveTicket(
    cx,
    ticket,
    { rating, rating_note: note, rated_at: cx.now },
    {
      name: 'ticket.rated',
      payload: { rating, ownerId: surviving.ownerId },
      changes: [{ field: 'rating', from: ticket.rating, to: rating }],
      also: surviving.id === id ? [] : [subjectOf(surviving)],
    },
  )
}

/** What the customer writes on his page. The caller knows that it is he. */
export async function answerOnPage(cx: Cx, id: string, text: string): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`select c.id from ${customersOwn(id)} c order by c.last_at desc, c.id desc limit 1`.execute(cx.db)
  if (!rows[0]) throw new Refusal('ticket.no_conversation')
  await receiveOnPage(cx, rows[0].id, text)
}
