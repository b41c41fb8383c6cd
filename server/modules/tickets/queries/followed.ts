import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import type { TicketStatus } from '../rules.ts'

export interface Followed {
  id: string
  number: number
  title: string
  status: TicketStatus
  locale: 'pl' | 'en'
  company: string
  createdAt: Date
  zone: string
  solution: string
  rating: number | null
  ratingNote: string
  /** Without a conversation there is nowhere to answer. */
  answerable: boolean
  messages: { ours: boolean; text: string; at: Date }[]
}

const MOST = 200

/** A ticket as its customer may see it: what was said between him and us, and nothing of the house. */
export async function followedTicket(db: Db, id: string): Promise<Followed> {
  const { rows } = await sql<
    Omit<Followed, 'messages' | 'answerable'>
  >`select tk.id, coalesce(i.number, tk.number) as number,
      coalesce(i.title, tk.title) as title, coalesce(i.status, tk.status) as status, tk.locale, c.name as company, c.zone,
      tk.created_at as "createdAt", coalesce(i.solution, tk.solution) as solution, tk.rating, tk.rating_note as "ratingNote"
    from tickets tk left join tickets i on i.id = tk.merged_into_id, company c where tk.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  // Only his own conversations: of one that his ticket was merged into, others may be part.
  const { rows: messages } = await sql<Followed['messages'][number]>`select * from (
      select m.direction = 'out' as ours, m.body_text as text, m.created_at as at, m.id from conversation_links l
      join messages m on m.conversation_id = l.conversation_id
      where l.kind = 'ticket' and l.id = ${id} and m.state not in ('scheduled', 'cancelled', 'failed')
      order by m.created_at desc, m.id desc limit ${MOST}) latest order by at, id`.execute(db)
  const { rows: ways } = await sql`select from conversation_links where kind = 'ticket' and id = ${id} limit 1`.execute(
    db,
  )
  return { ...rows[0], messages, answerable: ways.length > 0 }
}
