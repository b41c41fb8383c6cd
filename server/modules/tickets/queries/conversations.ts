import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { TicketStatus } from '../rules.ts'

/** The conversations of a ticket, the one talked in last first. */
export async function conversationsOf(db: Db, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select c.id from conversation_links l join conversations c on c.id = l.conversation_id
    where l.kind = 'ticket' and l.id = ${ticketId} order by c.last_at desc, c.id desc`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * The conversations that the customer of a ticket has a part in, as rows of `conversations`: those of a ticket merged into it
 * may be another customer's.
 */
export const customersOwn = (ticketId: string): RawBuilder<unknown> => sql`(select c.* from conversation_links l
    join conversations c on c.id = l.conversation_id join tickets tk on tk.id = l.id
    where l.kind = 'ticket' and l.id = ${ticketId} and (c.address = tk.address or not exists (
      select from tickets o where o.merged_into_id = tk.id and o.merged_from -> 'conversations' ? c.id::text)))`

/** The ticket a conversation is about now: the latest that is not merged into another. */
export async function ticketOfConversation(db: Db, conversationId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select tk.id from conversation_links l join tickets tk on tk.id = l.id
    where l.kind = 'ticket' and l.conversation_id = ${conversationId} and tk.merged_into_id is null
    order by tk.number desc limit 1`.execute(db)
  return rows[0]?.id ?? null
}

export interface SurvivingTicket {
  id: string
  status: TicketStatus
  ownerId: string | null
  solution: string
}

/** The ticket in which one goes on: itself, or the one it was merged into at last. */
export async function survivingOf(db: Db, id: string): Promise<SurvivingTicket | null> {
  const { rows } = await sql<SurvivingTicket>`with recursive way as (
      select id, merged_into_id from tickets where id = ${id}
      union all select i.id, i.merged_into_id from way join tickets i on i.id = way.merged_into_id)
    select tk.id, tk.status, tk.owner_id as "ownerId", tk.solution from way join tickets tk on tk.id = way.id
    where way.merged_into_id is null`.execute(db)
  return rows[0] ?? null
}

/** Tickets merged into this one, and into those. */
export async function mergedInto(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with recursive way as (
      select id, number from tickets where merged_into_id = ${id}
      union all select o.id, o.number from way join tickets o on o.merged_into_id = way.id)
    select id from way order by number`.execute(db)
  return rows.map((row) => row.id)
}
