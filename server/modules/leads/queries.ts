import { sql } from 'kysely'
import { may } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import type { LeadStatus } from './rules.ts'

interface Row {
  id: string
  number: number
  title: string
  status: LeadStatus
  source: string
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  person_name: string
  company_name: string
  email: string | null
  phone: string | null
  nip: string | null
  message: string
  product: string
  amount: number | null
  currency: string
  custom: Record<string, unknown>
  utm: Record<string, string> | null
  page_url: string | null
  referrer: string | null
  accepted_at: Date | null
  waiting_until: Date | null
  waiting_times: number
  rejected_reason: string | null
  rejected_note: string | null
  closed_at: Date | null
  deal_id: string | null
  contact_id: string | null
  company_id: string | null
  version: number
  created_at: Date
  updated_at: Date
}

const view = (row: Row) => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  source: row.source,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  ownerId: row.owner_id,
  departmentId: row.department_id,
  personName: row.person_name,
  companyName: row.company_name,
  email: row.email,
  phone: row.phone,
  nip: row.nip,
  message: row.message,
  product: row.product,
  amount: row.amount,
  currency: row.currency,
  custom: row.custom,
  utm: row.utm,
  pageUrl: row.page_url,
  referrer: row.referrer,
  acceptedAt: row.accepted_at?.toISOString() ?? null,
  waitingUntil: row.waiting_until?.toISOString() ?? null,
  waitingTimes: row.waiting_times,
  rejectedReason: row.rejected_reason,
  rejectedNote: row.rejected_note,
  closedAt: row.closed_at?.toISOString() ?? null,
  dealId: row.deal_id,
  contactId: row.contact_id,
  companyId: row.company_id,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export type LeadView = ReturnType<typeof view>

const SELECT = sql`select l.*, e.name as owner_name from leads l left join employees e on e.id = l.owner_id`

/** One lead this actor may read; 404 otherwise. */
export async function leadById(db: Db, actor: Actor, id: string): Promise<LeadView> {
  const { rows } = await sql<Row>`${SELECT} where l.id = ${id} and ${may(actor, 'lead', 'read', 'l')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

export interface LeadFilter {
  status?: LeadStatus[]
  ownerId?: string
  unowned?: boolean
  source?: string
  q?: string
  after?: string
  limit: number
}

const conditions = (actor: Actor, filter: LeadFilter) => {
  const where = [may(actor, 'lead', 'read', 'l')]
  if (filter.status?.length) where.push(sql<boolean>`l.status = any(${filter.status}::text[])`)
  if (filter.ownerId) where.push(sql<boolean>`l.owner_id = ${filter.ownerId}`)
  if (filter.unowned) where.push(sql<boolean>`l.owner_id is null`)
  if (filter.source) where.push(sql<boolean>`l.source = ${filter.source}`)
  if (filter.q) {
    where.push(sql<boolean>`exists (select 1 from search_entries s where s.kind = 'lead' and s.id = l.id
      and s.folded like ${`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`})`)
  }
  return where
}

/** Newest first, keyset paged. */
export async function listLeads(
  db: Db,
  actor: Actor,
  filter: LeadFilter,
): Promise<{ items: LeadView[]; next: string | null }> {
  const where = conditions(actor, filter)
  if (filter.after) {
    const [at, id] = readCursor(filter.after, 2) as [string, string]
    where.push(sql<boolean>`(l.created_at, l.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const { rows } = await sql<Row & { at: string }>`select l.*, e.name as owner_name, l.created_at::text as at
    from leads l left join employees e on e.id = l.owner_id
    where ${sql.join(where, sql` and `)} order by l.created_at desc, l.id desc limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(view), next: rows.length > filter.limit && last ? cursorOf(last.at, last.id) : null }
}

/** Columns of the board: for each status the count, the sum by currency and the newest cards. */
export async function leadBoard(db: Db, actor: Actor, filter: LeadFilter) {
  const where = sql.join(conditions(actor, filter), sql` and `)
  const { rows: totals } = await sql<{ status: LeadStatus; currency: string; count: number; sum: number }>`
    select l.status, l.currency, count(*)::int as count, coalesce(sum(l.amount), 0)::bigint as sum
    from leads l where ${where} group by l.status, l.currency`.execute(db)
  const { rows: cards } = await sql<Row>`select * from (
      select l.*, e.name as owner_name, row_number() over (partition by l.status order by l.created_at desc, l.id desc) as place
      from leads l left join employees e on e.id = l.owner_id where ${where}) f
    where place <= ${filter.limit}`.execute(db)
  return (['new', 'processing', 'waiting', 'converted', 'rejected'] as const).map((status) => ({
    status,
    count: totals.filter((total) => total.status === status).reduce((sum, total) => sum + total.count, 0),
    sums: totals
      .filter((total) => total.status === status && total.sum > 0)
      .map(({ currency, sum }) => ({ currency, sum })),
    items: cards.filter((card) => card.status === status).map(view),
  }))
}
