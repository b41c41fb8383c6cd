import { type RawBuilder, sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { columnOf, type Field, familyOf, isCustom } from '../../../core/fields.ts'
import { kindOf, type RecordKind, rowsOf } from '../../../core/kinds.ts'
import { readValue } from '../../fields/queries.ts'
import type { Body } from '../schema.ts'

export const WAYS = ['nip', 'email', 'phone', 'value'] as const
export type Way = (typeof WAYS)[number]

/** By what a record is the same as another: kept as they are in the database; a `value` is that of the field people chose. */
export interface Key {
  way: Way
  value: string
}

type Alike = Key & { id: string }

/** Records this actor may read that have one of the values. */
export type LookAlike = (actor: Actor, way: Way, values: string[]) => RawBuilder<Alike>[]

const CARD_WAYS = ['nip', 'email', 'phone'] as const

export function keysOf(body: Body): Key[] {
  const keys: Key[] = []
  for (const way of CARD_WAYS) {
    const value = body[way]
    if (typeof value === 'string' && value) keys.push({ way, value })
  }
  return keys
}

type Points = { value: string }[] | undefined

export const pointKeys = ({ nip, emails, phones }: Body): Key[] => [
  ...keysOf({ nip }),
  ...((emails as Points) ?? []).map(({ value }): Key => ({ way: 'email', value })),
  ...((phones as Points) ?? []).map(({ value }): Key => ({ way: 'phone', value })),
]

export function valueKey(by: Field, body: Body): Key[] {
  const given = isCustom(by) ? body.custom?.[by.name] : body[by.key]
  if (given === undefined || given === null) return []
  const read = isCustom(by) ? readValue(by, given) : { value: given }
  // What cannot be read is refused when it is written.
  return 'wrong' in read || read.value === null || read.value === ''
    ? []
    : [{ way: 'value', value: String(read.value) }]
}

/** Each value by itself in an index: the planner would sooner read the whole of a table it has not counted yet. */
const byIndex = (way: Way, values: string[], found: RawBuilder<unknown>) =>
  sql<Alike>`select ${way}::text as way, x.value, t.id from unnest(${values}::text[]) x(value)
    cross join lateral (select id from ${found} offset 0) t`

export const byColumn = (actor: Actor, kind: string, way: Way, values: string[]): RawBuilder<Alike> => {
  const { table, alias, alive } = kindOf(kind)
  const held = [sql`${sql.ref(`${alias}.${way}`)} = x.value`, ...(alive ? [alive(alias)] : [])]
  return byIndex(
    way,
    values,
    sql`${sql.table(table)} ${sql.ref(alias)} where ${sql.join([...held, may(actor, kind, 'read', alias)], sql` and `)}`,
  )
}

export const byPoint = (actor: Actor, kind: 'contact' | 'company', way: Way, values: string[]): RawBuilder<Alike> =>
  byIndex(
    way,
    values,
    sql`${sql.table(kindOf(kind).table)} where id in (select ${sql.ref(`${kind}_id`)} from contact_points p where p.kind = ${way}
      and p.value = x.value) and archived_at is null and ${may(actor, kind, 'read')}`,
  )

export const byCard: LookAlike = (actor, way, values) => [
  way === 'nip' ? byColumn(actor, 'company', way, values) : byPoint(actor, 'company', way, values),
]

/** By a field that may have no index: then all of them are compared at once. */
export function byField(actor: Actor, kind: RecordKind, field: Field, values: string[]): RawBuilder<Alike> {
  const { table, alias } = kind
  const value = familyOf(field) === 'number' ? sql`x.value::numeric` : sql`x.value`
  const rows = sql`${sql.table(table)} ${sql.ref(alias)}`
  const held = sql.join(
    [sql`${columnOf(field, alias)} = ${value}`, ...rowsOf(kind), may(actor, kind.key, 'read', alias)],
    sql` and `,
  )
  if (isCustom(field) && field.indexReady) return byIndex('value', values, sql`${rows} where ${held}`)
  return sql<Alike>`select 'value' as way, x.value, ${sql.ref(`${alias}.id`)} as id
    from unnest(${values}::text[]) x(value) join ${rows} on ${held}`
}
