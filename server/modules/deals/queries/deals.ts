import { type RawBuilder, sql } from 'kysely'
import { plainDecimal } from '../../../../pure/money.ts'
import type { PriceMode, Sells } from '../../../../pure/vat.ts'
import { may, mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { missingIn } from '../../pipelines/queries/ways.ts'
import { foundBy } from '../../search/queries.ts'
import type { Requirable } from '../schema/parts.ts'
import type { DealView } from '../schema.ts'

interface Row {
  id: string
  number: number
  title: string
  status: 'open' | 'won' | 'lost'
  pipeline_id: string
  stage_id: string
  stage_name: { pl: string; en: string }
  probability: number
  rotting_days: number | null
  stage_entered_at: Date
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  contact_id: string | null
  contact_name: string | null
  company_id: string | null
  company_name: string | null
  lead_id: string | null
  source: string
  amount: number | null
  currency: string
  rate: string | null
  rate_on: string | null
  amount_base: number | null
  amount_from: PriceMode | null
  sells: Sells | null
  expected_on: string | null
  lost_reason: string | null
  lost_reason_id: string | null
  lost_reason_name: { pl: string; en: string } | null
  required_fields: Requirable[]
  open_checks: number
  closed_at: Date | null
  closed_by: string | null
  closed_name: string | null
  note: string
  custom: Record<string, unknown>
  task_id: string | null
  task_title: string | null
  task_params: Record<string, unknown> | null
  task_due: Date | null
  version: number
  created_at: Date
  updated_at: Date
}

export const dealColumns = sql`d.*, s.name as stage_name, s.probability, s.rotting_days, s.required_fields, e.name as owner_name,
  c.name as contact_name, f.name as company_name, b.name as closed_name, l.name as lost_reason_name,
  (select count(*)::int from jsonb_array_elements(s.checklist) k where not exists (
    select 1 from deal_checks c where c.deal_id = d.id and c.check_id = (k ->> 'id')::uuid)) as open_checks,
  t.id as task_id, t.title as task_title, t.title_params as task_params, t.due_at as task_due`
export const dealJoins = sql`join stages s on s.id = d.stage_id left join employees e on e.id = d.owner_id
  left join contacts c on c.id = d.contact_id left join companies f on f.id = d.company_id
  left join employees b on b.id = d.closed_by left join lost_reasons l on l.id = d.lost_reason_id
  left join lateral (select k.id, k.title, k.title_params, k.due_at from tasks k
    where k.subject_kind = 'deal' and k.subject_id = d.id and k.status = 'open' order by k.due_at nulls last, k.id limit 1) t on true`
const SELECT = sql`select ${dealColumns} from deals d ${dealJoins}`

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

export const dealView = (row: Row, lens: Lens): DealView => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  pipelineId: row.pipeline_id,
  stage: { id: row.stage_id, name: row.stage_name, probability: row.probability, rottingDays: row.rotting_days },
  missingFields: missingIn(
    {
      amount: row.amount,
      rate: row.rate,
      expectedOn: row.expected_on,
      contactId: row.contact_id,
      companyId: row.company_id,
      ownerId: row.owner_id,
      source: row.source,
      note: row.note.trim(),
    },
    row.required_fields,
  ),
  openChecks: row.open_checks,
  stageEnteredAt: row.stage_entered_at.toISOString(),
  owner: named(row.owner_id, row.owner_name),
  departmentId: row.department_id,
  contact: named(row.contact_id, row.contact_name),
  company: named(row.company_id, row.company_name),
  leadId: row.lead_id,
  source: row.source,
  amount: row.amount,
  currency: row.currency,
  rate: row.rate === null ? null : plainDecimal(row.rate),
  rateOn: row.rate_on,
  amountBase: row.amount_base,
  amountFrom: row.amount_from,
  sells: row.sells,
  expectedOn: row.expected_on,
  lostReason: row.lost_reason,
  lostReasonOf:
    row.lost_reason_id && row.lost_reason_name ? { id: row.lost_reason_id, name: row.lost_reason_name } : null,
  closedAt: row.closed_at?.toISOString() ?? null,
  closedBy: named(row.closed_by, row.closed_name),
  note: row.note,
  custom: lens(row.custom),
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
export type DealRow = Row

/** One deal this actor may read; 404 otherwise. */
export async function dealById(db: Db, actor: Actor, id: string): Promise<DealView> {
  const { rows } = await sql<Row>`${SELECT} where d.id = ${id} and ${may(actor, 'deal', 'read', 'd')}`.execute(db)
  if (!rows[0]) throw notFound()
  return dealView(rows[0], await lensFor(db, actor, 'deal'))
}

/**
 * The answer to who just wrote it: he may have given it out of his own sight. Without a reader the whole row, for commands.
 */
export async function writtenDeal(db: Db, id: string, reader?: Actor): Promise<DealView> {
  const { rows } = await sql<Row>`${SELECT} where d.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return dealView(rows[0], reader ? await lensFor(db, reader, 'deal') : (custom) => custom)
}

/** Several rows, whole. */
export async function writtenDeals(db: Db, ids: string[]): Promise<DealView[]> {
  const { rows } = await sql<Row>`${SELECT} where d.id = any(${ids}::uuid[])`.execute(db)
  return rows.map((row) => dealView(row, (custom) => custom))
}

export interface DealFilter {
  status?: 'open' | 'won' | 'lost'
  pipelineId?: string
  stageId?: string
  ownerId?: string
  contactId?: string
  companyId?: string
  productId?: string
  sells?: Sells
  q?: string
}

/** A card's deals: those of which it is the main one, and those in which it has a role. */
const concerns = (card: 'contact_id' | 'company_id', id: string) =>
  sql<boolean>`(d.${sql.ref(card)} = ${id} or d.id = any(array(select deal_id from deal_people where ${sql.ref(card)} = ${id})))`

/** What the filter asks of a deal `d`; what its reader may see stands beside it. */
export async function dealConditions(db: Db, filter: DealFilter): Promise<RawBuilder<boolean>[]> {
  const where = [sql<boolean>`true`]
  if (filter.status) where.push(sql<boolean>`d.status = ${filter.status}`)
  if (filter.pipelineId) where.push(sql<boolean>`d.pipeline_id = ${filter.pipelineId}`)
  if (filter.stageId) where.push(sql<boolean>`d.stage_id = ${filter.stageId}`)
  if (filter.ownerId) where.push(sql<boolean>`d.owner_id = ${filter.ownerId}`)
  if (filter.contactId) where.push(concerns('contact_id', filter.contactId))
  if (filter.companyId) where.push(concerns('company_id', filter.companyId))
  if (filter.sells) where.push(sql<boolean>`d.sells = ${filter.sells}`)
  if (filter.productId) {
    where.push(
      sql<boolean>`d.id = any(array(select l.deal_id from deal_lines l where l.product_id = ${filter.productId}))`,
    )
  }
  if (filter.q) where.push(await foundBy(db, 'deal', 'd', filter.q))
  return where
}

/** Deals in an order, the latest first unless told otherwise, keyset paged. */
export async function listDeals(
  db: Db,
  actor: Actor,
  filter: DealFilter & { filter?: Filter; sort?: string; after?: string; limit: number },
): Promise<{ items: DealView[]; next: string | null }> {
  const fields = await fieldsFor(db, actor, 'deal')
  const where = await dealConditions(db, filter)
  if (filter.filter) where.push(compileFilter(filter.filter, fields, 'd', await askingNow(db, actor)))
  // The page first, by the index of its order; only its rows are joined.
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'deals',
    alias: 'd',
    visible: mayInParts(actor, 'deal', 'read', 'd'),
    where,
    order: readOrder(filter.sort ?? '-createdAt', fields),
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`select ${dealColumns} from ${page} d ${dealJoins} order by ${order}`,
  })
  const lens = await lensFor(db, actor, 'deal')
  return { items: rows.map((row) => dealView(row, lens)), next }
}
