import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { mayConverse } from '../access.ts'

/** A message as timelines tell of it. */
export interface ToldMessage {
  id: string
  conversationId: string
  /** Of the other side. */
  name: string
  subject: string
  excerpt: string
  files: string[]
}

const EXCERPT = 240

/** What messages say that events tell of, by their ids; those their reader may not see are left out. */
export async function messagesTold(db: Db, reader: Actor, ids: string[]): Promise<Map<string, ToldMessage>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<ToldMessage>`
    select m.id, m.conversation_id as "conversationId", coalesce(nullif(conversations.name, ''), conversations.address) as name,
      m.subject, left(regexp_replace(m.body_text, '\\s+', ' ', 'g'), ${EXCERPT}) as excerpt,
      coalesce((select json_agg(f.name order by f.position) from message_files f
        where f.message_id = m.id and f.content_id is null), '[]') as files
    from messages m join conversations on conversations.id = m.conversation_id
    where m.id = any(${ids}::uuid[]) and ${mayConverse(reader, 'read')}`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
