import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'

/** The conversations of a ticket, the one talked in last first. */
export async function conversationsOf(db: Db, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select c.id from conversation_links l join conversations c on c.id = l.conversation_id
    where l.kind = 'ticket' and l.id = ${ticketId} order by c.last_at desc, c.id desc`.execute(db)
  return rows.map(({ id }) => id)
}

/** The ticket a conversation is about now: the latest that is not merged into another. */
export async function ticketOfConversation(db: Db, conversationId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select tk.id from conversation_links l join tickets tk on tk.id = l.id
    where l.kind = 'ticket' and l.conversation_id = ${conversationId} and tk.merged_into_id is null
    order by tk.number desc limit 1`.execute(db)
  return rows[0]?.id ?? null
}
