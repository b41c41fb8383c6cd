import { type RawBuilder, sql } from 'kysely'
import { may, mayInParts } from '../../core/access.ts'
import type { Actor, UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { invalid, notFound } from '../../core/errors.ts'
import { askingNow, compileFilter, type Filter, filterSchema } from '../../core/filter.ts'
import { kindOf, rowsOf } from '../../core/kinds.ts'
import { fieldsFor } from '../fields/queries.ts'
import { foundBy } from '../search/queries.ts'
import type { BulkAction, BulkView, ViewView } from './schema.ts'

/** A filter that somebody sent in a body; refused at the field as one of the address is. */
export function readFilter(given: unknown): Filter {
  const read = filterSchema.safeParse(given)
  if (!read.success) throw invalid({ path: 'filter', code: 'field.invalid' })
  return read.data
}

/** What a list with this filter and these words shows of a kind to who may see it. */
export async function conditionsOf(
  db: Db,
  actor: Actor,
  kind: string,
  { filter, q }: { filter?: unknown; q?: string | undefined },
): Promise<RawBuilder<boolean>[]> {
  const known = kindOf(kind)
  const { alias, subject } = known
  const where = rowsOf(known)
  if (filter) {
    const fields = await fieldsFor(db, actor, kind)
    where.push(compileFilter(readFilter(filter), fields, alias, await askingNow(db, actor)))
  }
  if (q) where.push(await foundBy(db, subject, alias, q))
  return where
}

/** Records of a kind that a list shows, from the oldest on. */
async function listed(
  db: Db,
  actor: Actor,
  asked: { kind: string; filter?: unknown; q?: string | undefined },
): Promise<RawBuilder<unknown>> {
  const { table, alias } = kindOf(asked.kind)
  const where = await conditionsOf(db, actor, asked.kind, asked)
  const parts = mayInParts(actor, asked.kind, 'read', alias).map(
    (visible) => sql`select ${sql.ref(`${alias}.id`)} from ${sql.table(table)} ${sql.ref(alias)}
      where ${sql.join([visible, ...where], sql` and `)}`,
  )
  return sql`from (${sql.join(parts, sql` union all `)}) ${sql.ref(alias)}`
}

/** How many a list shows; counted no further than `most` + 1. */
export async function countListed(
  db: Db,
  actor: Actor,
  asked: { kind: string; filter?: unknown; q?: string | undefined },
  most: number,
): Promise<number> {
  const from = await listed(db, actor, asked)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from (select 1 ${from} limit ${most + 1}) x`.execute(db)
  return rows[0]!.n
}

export async function idsListed(
  db: Db,
  actor: Actor,
  asked: { kind: string; filter?: unknown; q?: string | undefined },
  most: number,
): Promise<string[]> {
  const from = await listed(db, actor, asked)
  const id = sql.ref(`${kindOf(asked.kind).alias}.id`)
  const { rows } = await sql<{ id: string }>`select ${id} as id ${from} order by ${id} limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}

interface ViewRow {
  id: string
  kind: string
  name: string
  owner_id: string
  owner_name: string
  shared: ViewView['shared']
  filter: Record<string, unknown>
  sort: string | null
  columns: string[] | null
  editable: boolean
  is_default: boolean
  version: number
}

const select = (user: UserActor) => sql`select v.*, e.name as owner_name,
    (${may(user, 'view', 'update', 'v')} or ${may(user, 'view', 'update_shared', 'v')}) as editable,
    exists (select from default_views x where x.employee_id = ${user.id} and x.kind = v.kind and x.view_id = v.id) as is_default
  from views v join employees e on e.id = v.owner_id`

const viewOf = (row: ViewRow): ViewView => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  shared: row.shared,
  filter: row.filter,
  sort: row.sort,
  columns: row.columns,
  owner: { id: row.owner_id, name: row.owner_name },
  editable: row.editable,
  isDefault: row.is_default,
  version: row.version,
})

/** One's own views of a kind and those others share with one, by name. */
export async function listViews(db: Db, user: UserActor, kind: string): Promise<ViewView[]> {
  const { rows } = await sql<ViewRow>`${select(user)} where v.kind = ${kind} and ${may(user, 'view', 'read', 'v')}
    order by v.owner_id <> ${user.id}, v.name collate "pl-x-icu", v.id limit 500`.execute(db)
  return rows.map(viewOf)
}

export async function viewById(db: Db, user: UserActor, id: string): Promise<ViewView> {
  const { rows } = await sql<ViewRow>`${select(user)} where v.id = ${id} and ${may(user, 'view', 'read', 'v')}`.execute(
    db,
  )
  if (!rows[0]) throw notFound()
  return viewOf(rows[0])
}

interface BulkRow {
  id: string
  kind: string
  action: BulkAction
  total: number
  done: number
  unchanged: number
  refused: number
  created_at: Date
  finished_at: Date | null
  stopped_at: Date | null
}

/** How far what a person asked for many records has come, and what was refused. */
export async function bulkById(db: Db, user: UserActor, id: string): Promise<BulkView> {
  const { rows } =
    await sql<BulkRow>`select b.* from bulk_edits b where b.id = ${id} and ${may(user, 'bulk_edit', 'read', 'b')}`.execute(
      db,
    )
  const bulk = rows[0]
  if (!bulk) throw notFound()
  const { table, name } = kindOf(bulk.kind)
  // The name only of what may (still) be read.
  const { rows: refusals } = await sql<BulkView['refusals'][number]>`
    select r.record_id as id, x.name, r.code, r.params from bulk_edit_records r
    left join lateral (select ${sql.ref(`t.${name}`)} as name from ${sql.table(table)} t where t.id = r.record_id
      and ${may(user, bulk.kind, 'read', 't')}) x on true
    where r.bulk_id = ${id} and r.result = 'refused' order by r.n limit 100`.execute(db)
  return {
    id: bulk.id,
    kind: bulk.kind,
    action: bulk.action,
    total: bulk.total,
    changed: bulk.done,
    unchanged: bulk.unchanged,
    refused: bulk.refused,
    createdAt: bulk.created_at.toISOString(),
    finishedAt: bulk.finished_at?.toISOString() ?? null,
    stopped: bulk.stopped_at !== null,
    refusals,
  }
}
