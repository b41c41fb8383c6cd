import { sql } from 'kysely'
import { may, mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter } from '../../../core/filter.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { foundBy } from '../../search/queries.ts'
import type { Point } from '../rules.ts'
import type { CompanyView } from '../schema.ts'
import { type CardFilter, pointsColumn } from './cards.ts'

interface Row {
  id: string
  name: string
  nip: string | null
  regon: string | null
  address: string
  website: string
  bank_account: string
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  emails: Point[]
  phones: Point[]
  note: string
  custom: Record<string, unknown>
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

const COLUMNS = sql`f.id, f.name, f.nip, f.regon, f.address, f.website, f.bank_account, f.owner_id, e.name as owner_name, f.department_id,
    f.note, f.custom, f.version, f.created_at, f.updated_at, f.archived_at,
    ${pointsColumn('company_id', 'f', 'email')} as emails, ${pointsColumn('company_id', 'f', 'phone')} as phones`
const JOINS = sql`left join employees e on e.id = f.owner_id`
const SELECT = sql`select ${COLUMNS} from companies f ${JOINS}`

const view = (row: Row, lens: Lens): CompanyView => ({
  id: row.id,
  name: row.name,
  nip: row.nip,
  regon: row.regon,
  address: row.address,
  website: row.website,
  bankAccount: row.bank_account,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  departmentId: row.department_id,
  emails: row.emails,
  phones: row.phones,
  note: row.note,
  custom: lens(row.custom),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})

/** One company this actor may read, archived or not; 404 otherwise. */
export async function companyById(db: Db, actor: Actor, id: string): Promise<CompanyView> {
  const { rows } = await sql<Row>`${SELECT} where f.id = ${id} and ${may(actor, 'company', 'read', 'f')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensFor(db, actor, 'company'))
}

/**
 * The answer to who just wrote it: he may have given it out of his own sight. Without a reader the whole row, for commands.
 */
export async function writtenCompany(db: Db, id: string, reader?: Actor): Promise<CompanyView> {
  const { rows } = await sql<Row>`${SELECT} where f.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensOrWhole(db, reader))
}

export async function companiesByIds(db: Db, ids: string[], reader?: Actor): Promise<Map<string, CompanyView>> {
  const { rows } = await sql<Row>`${SELECT} where f.id = any(${ids}::uuid[])`.execute(db)
  const lens = await lensOrWhole(db, reader)
  return new Map(rows.map((row) => [row.id, view(row, lens)]))
}

const lensOrWhole = async (db: Db, reader: Actor | undefined): Promise<Lens> =>
  reader ? lensFor(db, reader, 'company') : (custom) => custom

/** Companies in an order, by name unless told otherwise, keyset paged. */
export async function listCompanies(
  db: Db,
  actor: Actor,
  filter: Omit<CardFilter, 'companyId'>,
): Promise<{ items: CompanyView[]; next: string | null }> {
  const where = [filter.archived ? sql<boolean>`f.archived_at is not null` : sql<boolean>`f.archived_at is null`]
  if (filter.ownerId) where.push(sql<boolean>`f.owner_id = ${filter.ownerId}`)
  if (filter.q) where.push(await foundBy(db, 'company', 'f', filter.q))
  const fields = await fieldsFor(db, actor, 'company')
  if (filter.filter) where.push(compileFilter(filter.filter, fields, 'f', await askingNow(db, actor)))
  // The page first, by the index of its order; only its rows are joined and given their addresses.
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'companies',
    alias: 'f',
    visible: mayInParts(actor, 'company', 'read', 'f'),
    where,
    order: readOrder(filter.sort ?? 'name', fields),
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`select ${COLUMNS}, f.key from ${page} f ${JOINS} order by ${order}`,
  })
  const lens = await lensFor(db, actor, 'company')
  return { items: rows.map((row) => view(row, lens)), next }
}
