import { type RawBuilder, sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { columnOf, type Field, type FieldType, isCustom } from '../../../core/fields.ts'
import { isLink, linked } from '../../../core/kinds.ts'

/** Where the name of what an id names is found. */
export const NAMED: Partial<Record<FieldType, { table: string; name: RawBuilder<string> }>> = {
  employee: { table: 'employees', name: sql`x.name` },
  department: { table: 'departments', name: sql`x.name` },
  stage: { table: 'stages', name: sql`x.name ->> asked.locale` },
  pipeline: { table: 'pipelines', name: sql`x.name ->> asked.locale` },
}

/**
 * The value of a field as people read it: names in the place of ids, as far as their reader may see them. The query it
 * stands in has the reader's language as `asked.locale`.
 */
export function shownOf(user: UserActor, field: Field, kind: string, alias: string): RawBuilder<unknown> {
  if (field.type === 'emails' || field.type === 'phones') {
    const of = sql.ref(`p.${kind}_id`)
    return sql`(select string_agg(p.value, ', ' order by p.position) from contact_points p
      where ${of} = ${sql.ref(`${alias}.id`)} and p.kind = ${field.type === 'emails' ? 'email' : 'phone'})`
  }
  const value = isCustom(field)
    ? sql`(${sql.ref(`${alias}.custom`)} -> ${sql.lit(field.name)})`
    : columnOf(field, alias)
  const link = isLink(field.type) ? linked(field) : null
  const named = link ? { table: link.table, name: sql.ref(`x.${link.name}`) } : NAMED[field.type]
  if (!named) return value
  const id = isCustom(field) ? sql`(${sql.ref(`${alias}.custom`)} ->> ${sql.lit(field.name)})` : sql`${value}::text`
  const seen = link ? may(user, link.subject, 'read', 'x') : sql`true`
  return sql`(select ${named.name} from ${sql.table(named.table)} x where x.id = case when ${id} ~ '^[0-9a-f-]{36}$'
    then (${id})::uuid end and ${seen})`
}
