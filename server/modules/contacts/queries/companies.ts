import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { Point } from '../rules.ts'
import type { CompanyView } from '../schema.ts'
import { type CardFilter, foundBy, pointsColumn } from './cards.ts'

interface Row {
  id: string
  name: string
  nip: string | null
  regon: string | null
  address: string
  website: string
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  emails: Point[]
  phones: Point[]
  note: string
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

const COLUMNS = sql`f.id, f.name, f.nip, f.regon, f.address, f.website, f.owner_id, e.name as owner_name, f.department_id,
    f.note, f.version, f.created_at, f.updated_at, f.archived_at,
    ${pointsColumn('company_id', 'f', 'email')} as emails, ${pointsColumn('company_id', 'f', 'phone')} as phones`
const JOINS = sql`left join employees e on e.id = f.owner_id`
const SELECT = sql`select ${COLUMNS} from companies f ${JOINS}`

const view = (row: Row): CompanyView => ({
  id: row.id,
  name: row.name,
  nip: row.nip,
  regon: row.regon,
  address: row.address,
  website: row.website,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  departmentId: row.department_id,
  emails: row.emails,
  phones: row.phones,
  note: row.note,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})

/** One company this actor may read, archived or not; 404 otherwise. */
export async function companyById(db: Db, actor: Actor, id: string): Promise<CompanyView> {
  const { rows } = await sql<Row>`${SELECT} where f.id = ${id} and ${may(actor, 'company', 'read', 'f')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

/** The answer to who just wrote it: he may have given it out of his own sight. */
export async function writtenCompany(db: Db, id: string): Promise<CompanyView> {
  const { rows } = await sql<Row>`${SELECT} where f.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

export async function companiesByIds(db: Db, ids: string[]): Promise<Map<string, CompanyView>> {
  const { rows } = await sql<Row>`${SELECT} where f.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, view(row)]))
}

/** Companies by name or the latest change first, keyset paged. */
export async function listCompanies(
  db: Db,
  actor: Actor,
  filter: Omit<CardFilter, 'companyId'>,
): Promise<{ items: CompanyView[]; next: string | null }> {
  const where = [
    may(actor, 'company', 'read', 'f'),
    filter.archived ? sql<boolean>`f.archived_at is not null` : sql<boolean>`f.archived_at is null`,
  ]
  if (filter.ownerId) where.push(sql<boolean>`f.owner_id = ${filter.ownerId}`)
  if (filter.q) where.push(foundBy('company', 'f', filter.q))
  const byName = filter.sort === 'name'
  if (filter.after) {
    const [key, id] = readCursor(filter.after, 2) as [string, string]
    where.push(
      byName
        ? sql<boolean>`(f.name collate "pl-x-icu", f.id) > (${key}, ${id}::uuid)`
        : sql<boolean>`(f.updated_at, f.id) < (${key}::timestamptz, ${id}::uuid)`,
    )
  }
  const order = byName ? sql`f.name collate "pl-x-icu", f.id` : sql`f.updated_at desc, f.id desc`
  // The page first, by the index of its order; only its rows are joined and given their addresses.
  const { rows } = await sql<Row & { key: string }>`select ${COLUMNS}, f.key from (
      select f.*, ${byName ? sql`f.name` : sql`f.updated_at::text`} as key from companies f
      where ${sql.join(where, sql` and `)} order by ${order} limit ${filter.limit + 1}) f
    ${JOINS} order by ${order}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(view), next: rows.length > filter.limit && last ? cursorOf(last.key, last.id) : null }
}
