import { type RawBuilder, sql } from 'kysely'
import type { Db } from './db.ts'
import { invalid } from './errors.ts'
import { type Field, familyOf, isSortable, orderOf } from './fields.ts'
import { cursorOf, readCursor } from './paging.ts'

export interface Order {
  field: Field
  falling: boolean
}

/** '-createdAt' as an order; refuses a field that is not there for its reader, or has no index. */
export function readOrder(sort: string, fields: readonly Field[]): Order {
  const falling = sort.startsWith('-')
  const field = fields.find(({ key }) => key === (falling ? sort.slice(1) : sort))
  if (!field || !isSortable(field)) throw invalid({ path: 'sort', code: 'filter.not_sortable', params: { sort } })
  return { field, falling }
}

const CASTS = {
  text: sql`text`,
  number: sql`numeric`,
  date: sql`date`,
  moment: sql`timestamptz`,
  yes_no: sql`text`,
  one: sql`text`,
  many: sql`text`,
  points: sql`text`,
} as const

/** The type a key of the cursor is read back as. */
const castOf = ({ column, type }: Field) =>
  column === null && type !== 'number' && type !== 'money' ? CASTS.text : CASTS[familyOf({ type })]

/**
 * A page of a kind's rows in an order, by keyset. Rows without a value stand at the end whichever way the others are
 * ordered; both are read by the same index of (value, id), and so is each part of what the actor may see. `dress` gives the chosen rows (the table's, with `key`)
 * what a page shows beside them.
 */
export async function keysetPage<Row extends { id: string }>(
  db: Db,
  asked: {
    table: string
    alias: string
    /** As `mayInParts` gives it. */
    visible: RawBuilder<boolean>[]
    where: RawBuilder<boolean>[]
    order: Order
    after?: string
    limit: number
    dress: (page: RawBuilder<unknown>, order: RawBuilder<unknown>) => RawBuilder<Row & { key: string | null }>
  },
): Promise<{ rows: Row[]; next: string | null }> {
  const { alias, limit } = asked
  const { field, falling } = asked.order
  const value = orderOf(field, alias)
  const id = sql.ref(`${alias}.id`)
  const [way, beyond] = falling ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`]
  const [key, last] = asked.after ? (readCursor(asked.after, 2) as [string | null, string]) : [undefined, undefined]
  const chosen = (
    visible: RawBuilder<boolean>,
    conditions: RawBuilder<boolean>[],
    order: RawBuilder<unknown>,
    count: number,
  ) =>
    sql`(select ${sql.ref(alias)}.*, (${value})::text as key from ${sql.table(asked.table)} ${sql.ref(alias)}
      where ${sql.join([visible, ...asked.where, ...conditions], sql` and `)} order by ${order} limit ${count})`
  const part = (conditions: RawBuilder<boolean>[], order: RawBuilder<unknown>, count: number) => {
    const parts = asked.visible.map((visible) => chosen(visible, conditions, order, count))
    const page =
      parts.length === 1
        ? parts[0]!
        : sql`(select * from (${sql.join(parts, sql` union all `)}) ${sql.ref(alias)} order by ${order} limit ${count})`
    return asked.dress(page, order).execute(db)
  }
  const rows: (Row & { key: string | null })[] = []
  if (key !== null) {
    const conditions = [sql<boolean>`${value} is not null`]
    if (key !== undefined) {
      conditions.push(sql<boolean>`(${value}, ${id}) ${beyond} (${key}::${castOf(field)}, ${last}::uuid)`)
    }
    rows.push(...(await part(conditions, sql`${value} ${way}, ${id} ${way}`, limit + 1)).rows)
  }
  if (rows.length <= limit && !NEVER_EMPTY.has(field.key)) {
    const conditions = [sql<boolean>`${value} is null`]
    if (key === null) conditions.push(sql<boolean>`${id} ${beyond} ${last}::uuid`)
    rows.push(...(await part(conditions, sql`${id} ${way}`, limit + 1 - rows.length)).rows)
  }
  const shown = rows.slice(0, limit)
  const end = shown.at(-1)
  return { rows: shown, next: rows.length > limit && end ? cursorOf(end.key, end.id) : null }
}

// Columns that are never null need no look for rows without a value.
const NEVER_EMPTY: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'stageEnteredAt', 'title', 'name'])
