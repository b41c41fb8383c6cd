import { sql } from 'kysely'
import type { Reaction } from '../../core/define.ts'
import { giveConversation, lockConversation } from './commands/conversations.ts'

/** Whoever takes a request has its conversation, too. */
export const messageReactions: Reaction[] = [
  {
    name: 'conversations follow the owner of their lead',
    on: ['lead.accepted', 'lead.assigned', 'lead.owner_changed'],
    async run(cx, event) {
      const { leadId } = event.payload as { leadId: string }
      const { rows } = await sql<{
        id: string
        owner_id: string | null
      }>`select c.id, l.owner_id from conversation_links k
        join conversations c on c.id = k.conversation_id join leads l on l.id = k.id
        where k.kind = 'lead' and k.id = ${leadId} and c.closed_at is null and c.owner_id is distinct from l.owner_id`.execute(
        cx.db,
      )
      for (const { id, owner_id } of rows) await giveConversation(cx, await lockConversation(cx, id), owner_id)
    },
  },
]
