import { type RawBuilder, sql } from 'kysely'
import { foldText } from '../../../../pure/search-text.ts'
import { may, mayInParts, rightsOn } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Config } from '../../../core/config.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { listConversations } from '../../messages/queries/conversations.ts'
import { foundBy } from '../../search/queries.ts'
import { linkOf } from '../link.ts'
import type { Priority, TicketStatus } from '../rules.ts'
import type { TicketPage, TicketView } from '../schema.ts'

interface Row {
  id: string
  number: number
  title: string
  status: TicketStatus
  priority: Priority
  category: string
  owner_id: string | null
  owner: string | null
  department_id: string | null
  department: string | null
  contact_id: string | null
  contact: string | null
  company_id: string | null
  company: string | null
  person_name: string
  address: string
  channel: string
  locale: 'pl' | 'en'
  due_at: Date | null
  answer_due_at: Date | null
  answered_at: Date | null
  solution_due_at: Date | null
  paused_since: Date | null
  escalated_at: Date | null
  solved_at: Date | null
  solution: string
  closed_at: Date | null
  merged_into_id: string | null
  into_number: number | null
  into_title: string | null
  rating: number | null
  rating_note: string
  rated_at: Date | null
  custom: Record<string, unknown>
  version: number
  created_at: Date
  updated_at: Date
}

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)
const iso = (at: Date | null) => at?.toISOString() ?? null

const view = (row: Row, lens: Lens): TicketView => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  priority: row.priority,
  category: row.category,
  owner: named(row.owner_id, row.owner),
  department: named(row.department_id, row.department),
  contact: named(row.contact_id, row.contact),
  company: named(row.company_id, row.company),
  personName: row.person_name,
  address: row.address,
  channel: row.channel,
  locale: row.locale,
  dueAt: iso(row.due_at),
  answerDueAt: iso(row.answer_due_at),
  answeredAt: iso(row.answered_at),
  solutionDueAt: iso(row.solution_due_at),
  pausedSince: iso(row.paused_since),
  escalatedAt: iso(row.escalated_at),
  solvedAt: iso(row.solved_at),
  solution: row.solution,
  closedAt: iso(row.closed_at),
  mergedInto: row.merged_into_id
    ? { id: row.merged_into_id, number: row.into_number ?? 0, title: row.into_title ?? '' }
    : null,
  rating: row.rating,
  ratingNote: row.rating_note,
  ratedAt: iso(row.rated_at),
  custom: lens(row.custom),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Tickets already chosen (`from` gives rows of the table as `tk`), with the names its reader may read beside them. */
const dressed = (actor: Actor, from: RawBuilder<unknown>) => sql`select tk.*, e.name as owner, d.name as department,
    c.name as contact, f.name as company, i.number as into_number, i.title as into_title
  from ${from} tk left join employees e on e.id = tk.owner_id left join departments d on d.id = tk.department_id
  left join contacts c on c.id = tk.contact_id and ${may(actor, 'contact', 'read', 'c')}
  left join companies f on f.id = tk.company_id and ${may(actor, 'company', 'read', 'f')}
  left join tickets i on i.id = tk.merged_into_id`

/** The answer to who just wrote it: he may have given it to another department. */
export async function writtenTicket(db: Db, actor: Actor, id: string): Promise<TicketView> {
  const { rows } = await sql<Row>`${dressed(actor, sql`tickets`)} where tk.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensFor(db, actor, 'ticket'))
}

/** One ticket with what its page shows; 404 for whoever may not read it. */
export async function ticketById(db: Db, config: Config, user: UserActor, id: string): Promise<TicketPage> {
  const { rows } =
    await sql<Row>`${dressed(user, sql`tickets`)} where tk.id = ${id} and ${may(user, 'ticket', 'read', 'tk')}`.execute(
      db,
    )
  if (!rows[0]) throw notFound()
  const conversations = await listConversations(db, user, { about: { kind: 'ticket', id }, limit: 50 })
  const merged = await sql<{ id: string; number: number; title: string; merged_at: Date; answered: boolean }>`
    select tk.id, tk.number, tk.title, tk.merged_at, exists (select from conversation_links l
        join messages m on m.conversation_id = l.conversation_id where l.kind = 'ticket' and l.id = ${id}
        and m.direction = 'out' and not m.automatic and m.created_at > tk.merged_at) as answered
    from tickets tk where tk.merged_into_id = ${id} and ${may(user, 'ticket', 'read', 'tk')}
    order by tk.merged_at limit 50`.execute(db)
  return {
    ...view(rows[0], await lensFor(db, user, 'ticket')),
    may: await rightsOn(db, user, 'ticket', id),
    conversations: conversations.items.map(({ id, channel, subject }) => ({ id, channel, subject })),
    merged: merged.rows.map(({ merged_at, answered, ...one }) => ({
      ...one,
      mergedAt: merged_at.toISOString(),
      separable: !answered,
    })),
    link: linkOf(config, id),
  }
}

export const QUEUES = ['mine', 'nobody', 'late', 'answer'] as const

export interface TicketFilter {
  status?: TicketStatus[]
  queue?: (typeof QUEUES)[number]
  ownerId?: string
  departmentId?: string
  contactId?: string
  companyId?: string
  q?: string
  filter?: Filter
  sort?: string
  after?: string
  limit: number
}

const numbered = (q: string) =>
  /^#?\d{1,9}$/.test(q) ? sql`select id from tickets where number = ${Number(q.replace('#', ''))}` : undefined

const OPEN = sql<boolean>`tk.status in ('new', 'open')`

async function queueOf(db: Db, user: UserActor, queue: TicketFilter['queue']): Promise<RawBuilder<boolean>[]> {
  if (queue === 'mine')
    return [sql`tk.owner_id = any(${user.standsFor}::uuid[])`, sql`tk.status in ('new', 'open', 'waiting')`]
  if (queue === 'nobody') return [sql`tk.owner_id is null`, OPEN]
  if (queue === 'answer') return [OPEN, sql`tk.answered_at is null`]
  // By business time: that of the demo runs ahead.
  return queue === 'late' ? [OPEN, sql`tk.due_at < ${await businessNow(db)}`] : []
}

/** Tickets in an order: what is due first comes first, unless told otherwise; keyset paged. */
export async function listTickets(db: Db, user: UserActor, asked: TicketFilter) {
  const fields = await fieldsFor(db, user, 'ticket')
  const where = [sql<boolean>`true`, ...(await queueOf(db, user, asked.queue))]
  if (asked.status?.length) where.push(sql`tk.status = any(${asked.status}::text[])`)
  if (asked.ownerId) where.push(sql`tk.owner_id = ${asked.ownerId}`)
  if (asked.departmentId) where.push(sql`tk.department_id = ${asked.departmentId}`)
  if (asked.contactId) where.push(sql`tk.contact_id = ${asked.contactId}`)
  if (asked.companyId) where.push(sql`tk.company_id = ${asked.companyId}`)
  if (asked.q && foldText(asked.q)) where.push(await foundBy(db, 'ticket', 'tk', asked.q, numbered(asked.q)))
  if (asked.filter) where.push(compileFilter(asked.filter, fields, 'tk', await askingNow(db, user)))
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'tickets',
    alias: 'tk',
    visible: mayInParts(user, 'ticket', 'read', 'tk'),
    where,
    order: readOrder(asked.sort ?? 'dueAt', fields),
    after: asked.after,
    limit: asked.limit,
    dress: (page, order) => sql`${dressed(user, page)} order by ${order}`,
  })
  const lens = await lensFor(db, user, 'ticket')
  return { items: rows.map((row) => view(row, lens)), next }
}
