import { sql } from 'kysely'
import { plainDecimal } from '../../../../pure/money.ts'
import type { PriceMode, ProductKind, VatCode } from '../../../../pure/vat.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import { foundBy } from '../../search/queries.ts'
import type { ProductView } from '../schema.ts'

interface Row {
  id: string
  name: string
  code: string | null
  kind: ProductKind
  unit: string
  price: string | null
  price_mode: PriceMode
  currency: string
  vat: VatCode
  pkwiu: string
  gtu: string | null
  note: string
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

const view = (row: Row): ProductView => ({
  id: row.id,
  name: row.name,
  code: row.code,
  kind: row.kind,
  unit: row.unit,
  price: row.price === null ? null : plainDecimal(row.price),
  priceMode: row.price_mode,
  currency: row.currency,
  vat: row.vat,
  pkwiu: row.pkwiu,
  gtu: row.gtu,
  note: row.note,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})

/** One product this actor may read, archived or not; 404 otherwise. */
export async function productById(db: Db, actor: Actor, id: string): Promise<ProductView> {
  const { rows } = await sql<Row>`select p.* from products p where p.id = ${id}
    and ${may(actor, 'product', 'read', 'p')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

/** The answer to who just wrote it. */
export async function writtenProduct(db: Db, id: string): Promise<ProductView> {
  const product = (await productsByIds(db, [id])).get(id)
  if (!product) throw notFound()
  return product
}

export async function productsByIds(db: Db, ids: string[]): Promise<Map<string, ProductView>> {
  const { rows } = await sql<Row>`select p.* from products p where p.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, view(row)]))
}

/** Units and the base currency, as the company has them. */
export async function companyUnits(db: Db): Promise<{ units: string[]; currency: string }> {
  const { rows } = await sql<{ units: string[]; currency: string }>`select units, currency from company`.execute(db)
  return rows[0] ?? { units: [], currency: 'PLN' }
}

export interface ProductFilter {
  q?: string
  kind?: ProductKind
  vat?: VatCode
  archived?: boolean
}

/** What is archived has no search entry; there is never much of it. */
function named(q: string) {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(p.name ilike ${like} or p.code ilike ${like})`
}

const ORDERS = {
  name: { column: sql`p.name collate "pl-x-icu"`, type: sql`text`, rising: true },
  code: { column: sql`coalesce(p.code, '') collate "pl-x-icu"`, type: sql`text`, rising: true },
  updated: { column: sql`p.updated_at`, type: sql`timestamptz`, rising: false },
}
export type ProductSort = keyof typeof ORDERS

/** Products by name, by code, or the latest change first, keyset paged. */
export async function listProducts(
  db: Db,
  actor: Actor,
  filter: ProductFilter & { sort: ProductSort; after?: string; limit: number },
): Promise<{ items: ProductView[]; next: string | null }> {
  const where = [
    may(actor, 'product', 'read', 'p'),
    filter.archived ? sql<boolean>`p.archived_at is not null` : sql<boolean>`p.archived_at is null`,
  ]
  if (filter.kind) where.push(sql<boolean>`p.kind = ${filter.kind}`)
  if (filter.vat) where.push(sql<boolean>`p.vat = ${filter.vat}`)
  if (filter.q) where.push(filter.archived ? named(filter.q) : await foundBy(db, 'product', 'p', filter.q))
  const { column, type, rising } = ORDERS[filter.sort]
  if (filter.after) {
    const [key, id] = readCursor(filter.after, 2) as [string, string]
    where.push(sql<boolean>`(${column}, p.id) ${rising ? sql`>` : sql`<`} (${key}::${type}, ${id}::uuid)`)
  }
  const direction = rising ? sql`asc` : sql`desc`
  const { rows } = await sql<Row & { key: string }>`select p.*, (${column})::text as key from products p
    where ${sql.join(where, sql` and `)} order by ${column} ${direction}, p.id ${direction} limit ${filter.limit + 1}`.execute(
    db,
  )
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(view), next: rows.length > filter.limit && last ? cursorOf(last.key, last.id) : null }
}
