import { sql } from 'kysely'
import type { ReachedBy } from '../../../../pure/channels.ts'
import { may, mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter } from '../../../core/filter.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { foundBy } from '../../search/queries.ts'
import type { Point } from '../rules.ts'
import type { ContactView } from '../schema.ts'
import { type CardFilter, pointsColumn } from './cards.ts'

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
  preferred_channel: ReachedBy | null
  emails: Point[]
  phones: Point[]
  note: string
  custom: Record<string, unknown>
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

const COLUMNS = sql`c.id, c.name, c.first_name, c.last_name, c.position, c.company_id, f.name as company_name, c.owner_id,
    e.name as owner_name, c.department_id, c.locale, c.preferred_channel, c.note, c.custom, c.version, c.created_at, c.updated_at, c.archived_at,
    ${pointsColumn('contact_id', 'c', 'email')} as emails, ${pointsColumn('contact_id', 'c', 'phone')} as phones`
const JOINS = sql`left join companies f on f.id = c.company_id left join employees e on e.id = c.owner_id`
const SELECT = sql`select ${COLUMNS} from contacts c ${JOINS}`

const view = (row: Row, lens: Lens): ContactView => ({
  id: row.id,
  name: row.name,
  firstName: row.first_name,
  lastName: row.last_name,
  position: row.position,
  company: row.company_id ? { id: row.company_id, name: row.company_name ?? '' } : null,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  departmentId: row.department_id,
  locale: row.locale,
  preferredChannel: row.preferred_channel,
  emails: row.emails,
  phones: row.phones,
  note: row.note,
  custom: lens(row.custom),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})

/** One person this actor may read, archived or not; 404 otherwise. */
export async function contactById(db: Db, actor: Actor, id: string): Promise<ContactView> {
  const { rows } = await sql<Row>`${SELECT} where c.id = ${id} and ${may(actor, 'contact', 'read', 'c')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensFor(db, actor, 'contact'))
}

/**
 * The answer to who just wrote it: he may have given it out of his own sight. Without a reader the whole row, for commands.
 */
export async function writtenContact(db: Db, id: string, reader?: Actor): Promise<ContactView> {
  const { rows } = await sql<Row>`${SELECT} where c.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0], await lensOrWhole(db, reader))
}

export async function contactsByIds(db: Db, ids: string[], reader?: Actor): Promise<Map<string, ContactView>> {
  const { rows } = await sql<Row>`${SELECT} where c.id = any(${ids}::uuid[])`.execute(db)
  const lens = await lensOrWhole(db, reader)
  return new Map(rows.map((row) => [row.id, view(row, lens)]))
}

const lensOrWhole = async (db: Db, reader: Actor | undefined): Promise<Lens> =>
  reader ? lensFor(db, reader, 'contact') : (custom) => custom

/** People in an order, by name unless told otherwise, keyset paged. */
export async function listContacts(
  db: Db,
  actor: Actor,
  filter: CardFilter,
): Promise<{ items: ContactView[]; next: string | null }> {
  const where = [filter.archived ? sql<boolean>`c.archived_at is not null` : sql<boolean>`c.archived_at is null`]
  if (filter.ownerId) where.push(sql<boolean>`c.owner_id = ${filter.ownerId}`)
  if (filter.companyId) where.push(sql<boolean>`c.company_id = ${filter.companyId}`)
  if (filter.q) where.push(await foundBy(db, 'contact', 'c', filter.q))
  const fields = await fieldsFor(db, actor, 'contact')
  if (filter.filter) where.push(compileFilter(filter.filter, fields, 'c', await askingNow(db, actor)))
  // The page first, by the index of its order; only its rows are joined and given their addresses.
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'contacts',
    alias: 'c',
    visible: mayInParts(actor, 'contact', 'read', 'c'),
    where,
    order: readOrder(filter.sort ?? 'name', fields),
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`select ${COLUMNS}, c.key from ${page} c ${JOINS} order by ${order}`,
  })
  const lens = await lensFor(db, actor, 'contact')
  return { items: rows.map((row) => view(row, lens)), next }
}
