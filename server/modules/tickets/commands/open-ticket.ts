import { sql } from 'kysely'
import { allowAtAll, may } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { kindOf } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { newCustom } from '../../fields/commands/values.ts'
import {
  allowConversation,
  fileUnder,
  giveConversation,
  lockConversation,
} from '../../messages/commands/conversations.ts'
import type { Priority } from '../rules.ts'
import type { NewTicket } from '../schema.ts'
import { cardsOf, indexTicket, subjectOf, ticketForUpdate } from './ticket-row.ts'

export interface TicketToOpen {
  title: string
  priority?: Priority
  category?: string
  ownerId?: string | null
  departmentId: string | null
  contactId?: string | null
  companyId?: string | null
  personName?: string
  address?: string
  channel: string
  conversationId?: string | null
  /** The message it is opened by. */
  messageId?: string | null
  custom?: Record<string, unknown>
}

/** Registers a ticket, once for each message; null where that message has opened one already. */
export async function openTicket(cx: Cx, given: TicketToOpen): Promise<{ id: string; number: number } | null> {
  // Held to the end of the transaction: whoever comes next waits, and no number is skipped.
  const { rows: numbers } = await sql<{
    last: number
  }>`update ticket_numbers set last = last + 1 where not exists (select from tickets where message_id = ${given.messageId ?? null})
    returning last`.execute(cx.db)
  if (!numbers[0]) return null
  const id = newId()
  const number = numbers[0].last
  const ownerId = given.ownerId ?? null
  const contactId = given.contactId ?? null
  await sql`insert into tickets (id, number, title, status, priority, category, owner_id, department_id, contact_id, company_id,
      person_name, address, channel, message_id, locale, custom, created_at, updated_at)
    values (${id}, ${number}, ${given.title}, ${ownerId ? 'open' : 'new'}, ${given.priority ?? 'normal'}, ${given.category ?? ''},
      ${ownerId}, ${given.departmentId}, ${contactId}, ${given.companyId ?? null}, ${given.personName ?? ''}, ${given.address ?? ''},
      ${given.channel}, ${given.messageId ?? null},
      coalesce((select case when locale in ('pl', 'en') then locale end from contacts where id = ${contactId}),
        (select locale from company), 'pl'),
      ${JSON.stringify(given.custom ?? {})}::jsonb, ${cx.now}, ${cx.now})`.execute(cx.db)
  const ticket = await ticketForUpdate(cx, id)
  await indexTicket(cx, ticket)
  if (given.conversationId) {
    const conversation = await lockConversation(cx, given.conversationId)
    // Of one made by hand of a conversation the conversation tells, too.
    await fileUnder(cx, conversation, subjectOf(ticket), { silently: Boolean(given.messageId) })
    if (ownerId) await giveConversation(cx, conversation, ownerId, { silently: true })
  }
  cx.record('ticket.received', {
    subject: subjectOf(ticket),
    payload: {
      ticketId: id,
      number,
      title: ticket.title,
      version: 1,
      channel: given.channel,
      priority: ticket.priority,
      ownerId,
      departmentId: given.departmentId,
      conversationId: given.conversationId ?? null,
    },
    also: [...cardsOf(ticket), ...(given.conversationId ? [{ kind: 'conversation', id: given.conversationId }] : [])],
  })
  return { id, number }
}

/** A ticket typed in by a person, or made of a conversation: kept by him or her, or handled like any other. */
export async function createTicket(cx: Cx, { mine, conversationId, ...given }: NewTicket): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'ticket', 'create')
  await refuseHidden(cx, 'contact', 'contactId', given.contactId)
  await refuseHidden(cx, 'company', 'companyId', given.companyId)
  if (conversationId) await allowConversation(cx, conversationId, 'write')
  const conversation = conversationId ? await lockConversation(cx, conversationId) : null
  const actor = cx.actor.kind === 'user' ? cx.actor : null
  const { custom } = await newCustom(cx, 'ticket', given.custom, { asked: true })
  const linked = (kind: string) => conversation?.links.find((link) => link.kind === kind)?.id ?? null
  const opened = await openTicket(cx, {
    title: given.title,
    ...(given.priority ? { priority: given.priority } : {}),
    category: given.category ?? '',
    ownerId: mine ? (actor?.id ?? null) : null,
    departmentId: given.departmentId ?? conversation?.department_id ?? actor?.departmentId ?? null,
    contactId: given.contactId ?? linked('contact'),
    companyId: given.companyId ?? linked('company'),
    personName: given.personName || conversation?.name || '',
    address: conversation?.address ?? '',
    channel: conversation?.channel ?? 'manual',
    conversationId: conversationId ?? null,
    custom,
  })
  return { id: opened!.id }
}

/** A link to a record takes the right to read it. */
export async function refuseHidden(cx: Cx, kind: string, path: string, id: string | null | undefined): Promise<void> {
  if (!id) return
  const { table } = kindOf(kind)
  const { rows } =
    await sql`select from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = ${id} and ${may(cx.actor, kind, 'read')}`.execute(
      cx.db,
    )
  if (rows.length === 0) throw invalid({ path, code: 'field.invalid' })
}
