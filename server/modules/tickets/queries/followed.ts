import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import type { TicketStatus } from '../rules.ts'
import { customersOwn, survivingOf } from './conversations.ts'

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
    Omit<Followed, 'messages' | 'answerable' | 'status' | 'solution'>
  >`select tk.id, tk.number, tk.title, tk.locale, c.name as company, c.zone, tk.created_at as "createdAt", tk.rating,
      tk.rating_note as "ratingNote" from tickets tk, company c where tk.id = ${id}`.execute(db)
  const surviving = await survivingOf(db, id)
  if (!rows[0] || !surviving) throw notFound()
  // Of a conversation only what he wrote or what was written to him: people may have talked about him in it.
  const { rows: messages } = await sql<Followed['messages'][number]>`select * from (
      select m.direction = 'out' as ours, m.body_text as text, m.created_at as at, m.id from ${customersOwn(id)} c
      join messages m on m.conversation_id = c.id where m.state not in ('scheduled', 'cancelled', 'failed')
        and (m.sender ->> 'address' = c.address or exists (
          select from jsonb_array_elements(m.recipients -> 'to' || coalesce(m.recipients -> 'cc', '[]')) r
          where r ->> 'address' = c.address))
      order by m.created_at desc, m.id desc limit ${MOST}) latest order by at, id`.execute(db)
  const { rows: ways } = await sql`select from ${customersOwn(id)} c limit 1`.execute(db)
  const { status, solution } = surviving
  return { ...rows[0], status, solution, messages, answerable: ways.length > 0 }
}
