import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import { connectOnce } from '../../../core/db.ts'
import type { Deps } from '../../../core/deps.ts'
import { columnOf, type FieldType, familyOf, orderOf } from '../../../core/fields.ts'
import { kindOf } from '../../../core/kinds.ts'
import { write } from '../../../core/write.ts'
import { customFields } from '../queries.ts'

const PORTION = 500

interface Wanted {
  name: string
  table: string
  definition: string
}

/** Letters an index is known by: the same field and the same type give the same name, another type another one. */
const nameOf = (id: string, type: string, part: string) =>
  `own_${createHash('sha256').update(`${id} ${type} ${part}`).digest('hex').slice(0, 20)}`

/** Words and numbers of SQL only: keys are checked when a field is made (`fields.key`). */
const written = (part: ReturnType<typeof columnOf>, deps: Deps): string => {
  const { sql: text, parameters } = part.compile(deps.database.db)
  if (parameters.length > 0) throw new Error('an index takes no parameters')
  return text
}

/**
 * Makes the indexes of fields lists are filtered and ordered by, and drops those of fields that are not any more. A chore:
 * `create index concurrently` may stand in no transaction and locks no writer out, so a connection of its own does it, as
 * the owner of the tables, under a lock that lets one worker do it. One index a call; a build that was broken off leaves an
 * invalid index, which is dropped and made anew.
 */
export async function tendIndexes(deps: Deps): Promise<boolean> {
  const { rows: open } = await sql<{ id: string }>`select id from fields where indexed and index_ready_at is null
    and archived_at is null and deleted_at is null limit 1`.execute(deps.database.db)
  const { rows: there } = await sql<{
    name: string
    valid: boolean
  }>`select c.relname as name, i.indisvalid as valid from pg_index i
    join pg_class c on c.oid = i.indexrelid where c.relname like 'own\\_%' and c.relnamespace = 'public'::regnamespace`.execute(
    deps.database.db,
  )
  if (open.length === 0 && there.length === 0) return false
  const wanted = await wantedIndexes(deps)
  const valid = new Set(there.filter((index) => index.valid).map(({ name }) => name))
  const names = new Set(wanted.map(({ index }) => index.name))
  const drop = there.find(({ name, valid: whole }) => !names.has(name) || !whole)
  const make = wanted.find(({ index }) => !valid.has(index.name))
  if (!drop && !make) {
    if (open.length > 0)
      await markReady(
        deps,
        wanted.map(({ field }) => field),
      )
    return false
  }
  const client = await connectOnce(deps.connection)
  try {
    const { rows } = await client.query("select pg_try_advisory_lock(hashtext('own indexes')) as mine")
    if (!rows[0].mine) return false
    if (drop) await client.query(`drop index concurrently if exists ${drop.name}`)
    if (make) {
      const { name, table, definition } = make.index
      await client.query(`create index concurrently if not exists ${name} on ${table} ${definition}`)
    }
  } finally {
    await client.end()
  }
  return true
}

async function wantedIndexes(deps: Deps): Promise<{ field: string; index: Wanted }[]> {
  const { db } = deps.database
  const wanted: { field: string; index: Wanted }[] = []
  const { rows: kinds } = await sql<{ kind: string }>`select distinct kind from fields where indexed`.execute(db)
  for (const { kind } of kinds) {
    const { table, only } = kindOf(kind)
    const partly = only ? ` where ${written(only(table), deps).replaceAll(`"${table}".`, '')}` : ''
    for (const field of await customFields(db, kind)) {
      if (!field.indexed || field.archived || field.deleted) continue
      const value = written(columnOf(field, table), deps).replaceAll(`"${table}".`, '')
      const add = (part: string, definition: string) =>
        wanted.push({
          field: field.id,
          index: { name: nameOf(field.id, field.type, part), table, definition: definition + partly },
        })
      const family = familyOf({ type: field.type as FieldType })
      if (family === 'many') add('many', `using gin (${value})`)
      else add('order', `(${indexed(written(orderOf(field, table), deps).replaceAll(`"${table}".`, ''))}, id)`)
      if (family === 'text') add('words', `using gin ((${value}) gin_trgm_ops)`)
    }
  }
  return wanted
}

/** An expression of an index stands in parentheses; a collation of its own stands behind them. */
const indexed = (expression: string): string => {
  const collated = /^(.*) collate ("[^"]+")$/s.exec(expression)
  return collated ? `(${collated[1]}) collate ${collated[2]}` : `(${expression})`
}

async function markReady(deps: Deps, ids: string[]): Promise<void> {
  await write(deps, system('fields'), async (cx) => {
    await sql`update fields set index_ready_at = clock_timestamp() where id = any(${ids}::uuid[]) and index_ready_at is null`.execute(
      cx.db,
    )
  })
}

/**
 * Takes the values of a purged field out of the records, a portion a call, and at last the field itself; slow work of the
 * engine. Records keep their version: what was purged is nobody's edit.
 */
export async function purgeValues(deps: Deps): Promise<boolean> {
  const { rows } = await sql<{ id: string; kind: string; key: string; label: { pl: string; en: string } }>`
    select id, kind, key, label from fields where purge_asked_at is not null order by purge_asked_at limit 1`.execute(
    deps.database.db,
  )
  const field = rows[0]
  if (!field) return false
  const { table, only } = kindOf(field.kind)
  const held = sql`custom ? ${field.key} and ${only?.(table) ?? sql`true`}`
  await write(deps, system('fields'), async (cx) => {
    const { numAffectedRows = 0n } =
      await sql`update ${sql.table(table)} set custom = custom - ${field.key}::text where id in (
      select id from ${sql.table(table)} where ${held} limit ${PORTION} for update skip locked)`.execute(cx.db)
    if (numAffectedRows > 0n) return
    const { rows: left } = await sql`select from ${sql.table(table)} where ${held} limit 1`.execute(cx.db)
    if (left.length > 0) return
    const { numAffectedRows: gone = 0n } = await sql`delete from fields where id = ${field.id}`.execute(cx.db)
    if (gone === 0n) return
    cx.record('field.purged', {
      subject: { kind: 'field', id: field.id },
      payload: { fieldId: field.id, kind: field.kind, key: field.key, name: field.label },
    })
  })
  return true
}
