import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { Point } from '../rules.ts'
import type { ContactView } from '../schema.ts'
import { type CardFilter, foundBy, pointsColumn } from './cards.ts'

interface Row {
  id: string
  name: string
  first_name: string
  last_name: string
  position: string
  company_id: string | null
  company_name: string | null
  owner_id: string | null
  owner_name: string | null
  department_id: string | null
  locale: 'pl' | 'en' | null
  emails: Point[]
  phones: Point[]
  note: string
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

const COLUMNS = sql`c.id, c.name, c.first_name, c.last_name, c.position, c.company_id, f.name as company_name, c.owner_id,
    e.name as owner_name, c.department_id, c.locale, c.note, c.version, c.created_at, c.updated_at, c.archived_at,
    ${pointsColumn('contact_id', 'c', 'email')} as emails, ${pointsColumn('contact_id', 'c', 'phone')} as phones`
const JOINS = sql`left join companies f on f.id = c.company_id left join employees e on e.id = c.owner_id`
const SELECT = sql`select ${COLUMNS} from contacts c ${JOINS}`

const view = (row: Row): ContactView => ({
  id: row.id,
  name: row.name,
  firstName: row.first_name,
  lastName: row.last_name,
  position: row.position,
  company: row.company_id ? { id: row.company_id, name: row.company_name ?? '' } : null,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  departmentId: row.department_id,
  locale: row.locale,
  emails: row.emails,
  phones: row.phones,
  note: row.note,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})

/** One person this actor may read, archived or not; 404 otherwise. */
export async function contactById(db: Db, actor: Actor, id: string): Promise<ContactView> {
  const { rows } = await sql<Row>`${SELECT} where c.id = ${id} and ${may(actor, 'contact', 'read', 'c')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

/** The answer to who just wrote it: he may have given it out of his own sight. */
export async function writtenContact(db: Db, id: string): Promise<ContactView> {
  const { rows } = await sql<Row>`${SELECT} where c.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

export async function contactsByIds(db: Db, ids: string[]): Promise<Map<string, ContactView>> {
  const { rows } = await sql<Row>`${SELECT} where c.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, view(row)]))
}

/** People by name or the latest change first, keyset paged. */
export async function listContacts(
  db: Db,
  actor: Actor,
  filter: CardFilter,
): Promise<{ items: ContactView[]; next: string | null }> {
  const where = [
    may(actor, 'contact', 'read', 'c'),
    filter.archived ? sql<boolean>`c.archived_at is not null` : sql<boolean>`c.archived_at is null`,
  ]
  if (filter.ownerId) where.push(sql<boolean>`c.owner_id = ${filter.ownerId}`)
  if (filter.companyId) where.push(sql<boolean>`c.company_id = ${filter.companyId}`)
  if (filter.q) where.push(foundBy('contact', 'c', filter.q))
  const byName = filter.sort === 'name'
  if (filter.after) {
    const [key, id] = readCursor(filter.after, 2) as [string, string]
    where.push(
      byName
        ? sql<boolean>`(c.name collate "pl-x-icu", c.id) > (${key}, ${id}::uuid)`
        : sql<boolean>`(c.updated_at, c.id) < (${key}::timestamptz, ${id}::uuid)`,
    )
  }
  const order = byName ? sql`c.name collate "pl-x-icu", c.id` : sql`c.updated_at desc, c.id desc`
  // The page first, by the index of its order; only its rows are joined and given their addresses.
  const { rows } = await sql<Row & { key: string }>`select ${COLUMNS}, c.key from (
      select c.*, ${byName ? sql`c.name` : sql`c.updated_at::text`} as key from contacts c
      where ${sql.join(where, sql` and `)} order by ${order} limit ${filter.limit + 1}) c
    ${JOINS} order by ${order}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(view), next: rows.length > filter.limit && last ? cursorOf(last.key, last.id) : null }
}
