import { sql } from 'kysely'
import type { Reaction } from '../../core/define.ts'
import type { Cx } from '../../core/write.ts'
import { lockConversation } from '../messages/commands/conversations.ts'
import { giveTicket } from './commands/assign-ticket.ts'
import { openTicket } from './commands/open-ticket.ts'
import { type Ticket, ticketForUpdate } from './commands/ticket-row.ts'
import { markAnswered, reopenTicket, resumeTicket } from './commands/work-on-ticket.ts'
import { ticketOfConversation } from './queries/conversations.ts'
import { isOpen } from './rules.ts'

interface Received {
  messageId: string
  conversationId: string
  automatic: boolean
  own: boolean
  past: boolean
  becomes: string | null
}

async function ticketAbout(cx: Cx, conversationId: string): Promise<Ticket | null> {
  const id = await ticketOfConversation(cx.db, conversationId)
  const ticket = id ? await ticketForUpdate(cx, id) : null
  // It was merged while its row was waited for.
  return ticket?.merged_into_id ? ticketAbout(cx, conversationId) : ticket
}

async function answered(cx: Cx, conversationId: string, at: Date): Promise<void> {
  const ticket = await ticketAbout(cx, conversationId)
  if (ticket && isOpen(ticket)) await markAnswered(cx, ticket, at)
}

const LONGEST_TITLE = 300

async function ticketFrom(cx: Cx, { conversationId, messageId }: Received): Promise<void> {
  const conversation = await lockConversation(cx, conversationId)
  const { rows } = await sql<{ subject: string; body_text: string }>`select subject, body_text from messages
    where id = ${messageId}`.execute(cx.db)
  const text = (rows[0]?.body_text ?? '').replace(/\s+/g, ' ').trim()
  const title = rows[0]?.subject.trim() || text || conversation.name || conversation.address
  const linked = (kind: string) => conversation.links.find((link) => link.kind === kind)?.id ?? null
  await openTicket(cx, {
    title: title.slice(0, LONGEST_TITLE),
    departmentId: conversation.department_id,
    contactId: linked('contact'),
    companyId: linked('company'),
    personName: conversation.name.slice(0, 200),
    address: conversation.address,
    channel: conversation.channel,
    conversationId,
    messageId,
  })
}

export const ticketReactions: Reaction[] = [
  {
    name: 'tickets hear the customer',
    on: ['message.received'],
    async run(cx, event) {
      const message = event.payload as unknown as Received
      if (message.past) return
      if (message.own) return answered(cx, message.conversationId, event.at)
      // An answering machine opens nothing and answers nothing.
      if (message.automatic) return
      const ticket = await ticketAbout(cx, message.conversationId)
      if (!ticket && message.becomes !== 'ticket') return
      if (!ticket || ticket.status === 'closed') return ticketFrom(cx, message)
      if (ticket.status === 'waiting') await resumeTicket(cx, ticket, true)
      else await reopenTicket(cx, ticket, true)
    },
  },
  {
    name: 'tickets hear our answers',
    on: ['message.queued', 'message.sent'],
    async run(cx, event) {
      const { messageId, conversationId } = event.payload as { messageId: string; conversationId: string }
      const { rows } = await sql<{ author: string | null }>`select author_id as author from messages
        where id = ${messageId} and not automatic`.execute(cx.db)
      const message = rows[0]
      if (!message) return
      // The customer has an answer only once it left: until then, or where sending fails, the time to answer goes on.
      if (event.name === 'message.sent') return answered(cx, conversationId, event.at)
      const ticket = await ticketAbout(cx, conversationId)
      if (ticket && isOpen(ticket) && !ticket.owner_id && message.author)
        await giveTicket(cx, ticket, message.author, { method: 'answered' })
    },
  },
]
