import { type RawBuilder, sql } from 'kysely'
import type { LeadStatus } from '../../../pure/leads.ts'
import { foldText } from '../../../pure/search-text.ts'
import { may, mayInParts } from '../../core/access.ts'
import type { Actor, UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../core/filter.ts'
import { keysetPage, readOrder } from '../../core/list.ts'
import { cursorOf } from '../../core/paging.ts'
import { fieldsFor, type Lens, lensFor } from '../fields/queries.ts'
import { foundBy } from '../search/queries.ts'

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
  task_id: string | null
  task_title: string | null
  task_params: Record<string, unknown> | null
  task_due: Date | null
}

const view = (row: Row, lens: Lens) => ({
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
  custom: lens(row.custom),
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
  nextTask: row.task_id
    ? {
        id: row.task_id,
        title: row.task_title!,
        titleParams: row.task_params,
        dueAt: row.task_due?.toISOString() ?? null,
      }
    : null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export type LeadView = ReturnType<typeof view>

/** Leads already chosen (`from` gives rows of the table as `l`), with the names beside them. */
const dressed = (
  from: RawBuilder<unknown>,
) => sql`select l.*, e.name as owner_name, n.id as task_id, n.title as task_title,
    n.title_params as task_params, n.due_at as task_due
  from ${from} l left join employees e on e.id = l.owner_id
  left join lateral (select t.id, t.title, t.title_params, t.due_at from tasks t where t.subject_kind = 'lead' and t.subject_id = l.id
    and t.status = 'open' and t.kind = 'task' order by t.due_at nulls last, t.id limit 1) n on true`

/** One lead this actor may read; 404 otherwise. */
export async function leadById(db: Db, actor: Actor, id: string): Promise<LeadView> {
  const { rows } =
    await sql<Row>`${dressed(sql`leads`)} where l.id = ${id} and ${may(actor, 'lead', 'read', 'l')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensFor(db, actor, 'lead'))
}

/** The answer to who just wrote it: he may have sent it to another department. */
export async function writtenLead(db: Db, id: string, reader: Actor): Promise<LeadView> {
  const { rows } = await sql<Row>`${dressed(sql`leads`)} where l.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensFor(db, reader, 'lead'))
}

/** What a converted lead became, by name. */
export async function madeOf(db: Db, lead: Pick<LeadView, 'dealId' | 'contactId' | 'companyId'>) {
  const { rows } = await sql<{ kind: 'deal' | 'contact' | 'company'; id: string; name: string }>`
    select 'deal' as kind, id, title as name from deals where id = ${lead.dealId}
    union all select 'contact', id, name from contacts where id = ${lead.contactId}
    union all select 'company', id, name from companies where id = ${lead.companyId}`.execute(db)
  return rows
}

export interface LeadFilter {
  status?: LeadStatus[]
  ownerId?: string
  unowned?: boolean
  departmentId?: string
  source?: string
  q?: string
  filter?: Filter
  sort?: string
  after?: string
  limit: number
}

/** A lead is found by its own number, too. */
const numbered = (q: string) =>
  /^\d{1,9}$/.test(q) ? sql`select id from leads where number = ${Number(q)}` : undefined

/** What the filter asks of a lead `l`; what its reader may see stands beside it. */
async function conditions(db: Db, filter: LeadFilter): Promise<RawBuilder<boolean>[]> {
  const where = [sql<boolean>`true`]
  if (filter.status?.length) where.push(sql<boolean>`l.status = any(${filter.status}::text[])`)
  if (filter.ownerId) where.push(sql<boolean>`l.owner_id = ${filter.ownerId}`)
  if (filter.unowned) where.push(sql<boolean>`l.owner_id is null`)
  if (filter.departmentId) where.push(sql<boolean>`l.department_id = ${filter.departmentId}`)
  if (filter.source) where.push(sql<boolean>`l.source = ${filter.source}`)
  if (filter.q && foldText(filter.q)) where.push(await foundBy(db, 'lead', 'l', filter.q, numbered(filter.q)))
  return where
}

interface Page {
  items: LeadView[]
  next: string | null
}

const NEWEST = sql`l.created_at desc, l.id desc`
const cursorAt = (rows: (Row & { at: string })[], limit: number) => {
  const last = rows[limit - 1]
  return rows.length > limit && last ? cursorOf(last.at, last.id) : null
}

/** Leads in an order, the newest first unless told otherwise, keyset paged. */
export async function listLeads(db: Db, actor: Actor, filter: LeadFilter): Promise<Page> {
  const fields = await fieldsFor(db, actor, 'lead')
  const where = await conditions(db, filter)
  if (filter.filter) where.push(compileFilter(filter.filter, fields, 'l', await askingNow(db, actor)))
  // Chosen first, dressed afterwards: the names of a page, not of every lead there is.
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'leads',
    alias: 'l',
    visible: mayInParts(actor, 'lead', 'read', 'l'),
    where,
    order: readOrder(filter.sort ?? '-createdAt', fields),
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`${dressed(page)} order by ${order}`,
  })
  const lens = await lensFor(db, actor, 'lead')
  return { items: rows.map((row) => view(row, lens)), next }
}

const OPEN = ['new', 'processing', 'waiting'] as const
const CLOSED = ['converted', 'rejected'] as const
const COLUMNS = [...OPEN, ...CLOSED]
/** What was closed only ever grows: counted so far and no further. */
const MOST_CLOSED = 1000

/**
 * Columns of the board: for each status the count, the sum by currency and the newest cards. What is open is counted and
 * summed to the last one; of what is closed no more than a thousand, and with `more` there is no sum, for it would be wrong.
 */
export async function leadBoard(db: Db, actor: Actor, filter: LeadFilter) {
  const where = await conditions(db, filter)
  const each = (
    columns: RawBuilder<unknown>,
    status: RawBuilder<unknown>,
    end: RawBuilder<unknown> = sql``,
  ): RawBuilder<unknown> =>
    sql.join(
      mayInParts(actor, 'lead', 'read', 'l').map(
        (part) =>
          sql`(select ${columns} from leads l where ${status} and ${sql.join([part, ...where], sql` and `)} ${end})`,
      ),
      sql` union all `,
    )
  const money = sql`l.status, l.currency, l.amount`
  const counted = sql.join(
    [
      each(money, sql`l.status = any(${[...OPEN]}::text[])`),
      ...CLOSED.map(
        (status) => sql`(select * from (${each(money, sql`l.status = ${status}`)}) l limit ${MOST_CLOSED + 1})`,
      ),
    ],
    sql` union all `,
  )
  const { rows: totals } = await sql<{ status: LeadStatus; currency: string; count: number; sum: number }>`
    select l.status, l.currency, count(*)::int as count, coalesce(sum(l.amount), 0)::bigint as sum
    from (${counted}) l group by l.status, l.currency`.execute(db)
  const first = each(sql`l.id, l.created_at`, sql`l.status = s.name`, sql`order by ${NEWEST} limit ${filter.limit + 1}`)
  const cards = sql`(select l.*, l.created_at::text as at from unnest(${COLUMNS}::text[]) as s(name)
    cross join lateral (select * from (${first}) l order by ${NEWEST} limit ${filter.limit + 1}) chosen join leads l on l.id = chosen.id)`
  const { rows } = await sql<Row & { at: string }>`${dressed(cards)} order by ${NEWEST}`.execute(db)
  const lens = await lensFor(db, actor, 'lead')
  return COLUMNS.map((status) => {
    const own = rows.filter((card) => card.status === status)
    const sums = totals.filter((total) => total.status === status)
    const count = sums.reduce((sum, total) => sum + total.count, 0)
    const more = (CLOSED as readonly string[]).includes(status) && count > MOST_CLOSED
    return {
      status,
      count: more ? MOST_CLOSED : count,
      more,
      sums: more ? [] : sums.filter((total) => total.sum > 0).map(({ currency, sum }) => ({ currency, sum })),
      items: own.slice(0, filter.limit).map((card) => view(card, lens)),
      next: cursorAt(own, filter.limit),
    }
  })
}

/** How often the owner of a lead may put it off, by the form of the process that wakes it; null while it sets no limit. */
export async function mostTimesPutOff(db: Db): Promise<number | null> {
  const { rows } = await sql<{ most: number | null }>`select (s."values" ->> 'most_times')::int as most
    from processes p join process_settings s on s.id = p.settings_id where p.key = 'lead_waking'`.execute(db)
  return rows[0]?.most ?? null
}

// Enough to name every source in use; an index for this alone would cost each incoming request.
const LATELY = 20_000

/** Where leads come from lately, by name. */
export async function leadSources(db: Db): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`select distinct source from (
      select source from leads order by created_at desc limit ${LATELY}) lately order by source limit 200`.execute(db)
  return rows.map((row) => row.source)
}

/** Open leads of this person, or of whom he or she stands in for: the one whose task is due first comes first. */
export async function handledLeads(db: Db, actor: UserActor, limit: number): Promise<LeadView[]> {
  const mine = sql`(select l.* from leads l where l.owner_id = any(${actor.standsFor}::uuid[])
    and l.status in ('new', 'processing') order by l.updated_at desc limit 500)`
  const { rows } = await sql<Row>`${dressed(mine)} order by n.due_at nulls first, l.created_at limit ${limit}`.execute(
    db,
  )
  const lens = await lensFor(db, actor, 'lead')
  return rows.map((row) => view(row, lens))
}
