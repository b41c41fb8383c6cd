import { sql } from 'kysely'
import { accessKinds, scopeOf } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { type KindView, RECORD_ACTIONS, type Rights } from '../schema.ts'

interface Row extends Omit<KindView, 'rights' | 'can'> {
  grants: Record<string, Rights['head']['read']> | null
}

const NOBODY = { read: 'none', create: 'none', update: 'none', delete: 'none' } as const

const SELECT = sql`select k.key, k.name, k.plural, k.number_pattern as "numberPattern", k.sum_field as "sumField", k.origin,
    k.version, k.archived_at is not null as archived,
    case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as department,
    (select jsonb_object_agg(g.role || '.' || g.action, g.scope) from grants g where g.kind = k.key) as grants
  from kinds k left join departments d on d.id = k.department_id`

function kindView(actor: Actor, { grants, ...row }: Row): KindView {
  const of = (role: string) =>
    Object.fromEntries(RECORD_ACTIONS.map((action) => [action, grants?.[`${role}.${action}`] ?? NOBODY[action]]))
  return {
    ...row,
    rights:
      scopeOf(actor, 'kind', 'update') === 'none' ? null : ({ head: of('head'), employee: of('employee') } as Rights),
    can: Object.fromEntries(
      RECORD_ACTIONS.map((action) => [action, scopeOf(actor, row.key, action)]),
    ) as KindView['can'],
  }
}

/** Kinds whose records this actor may read, in the order people gave them; those put away only for who manages them. */
export async function listKinds(db: Db, actor: Actor, { all = false } = {}): Promise<KindView[]> {
  const { rows } = await sql<Row>`${SELECT} where ${all} or k.archived_at is null order by k.position, k.key`.execute(
    db,
  )
  const manages = scopeOf(actor, 'kind', 'update') !== 'none'
  return rows
    .map((row) => kindView(actor, row))
    .filter(({ can, archived }) => manages || (can.read !== 'none' && !archived))
}

/** 404 for none, and for one whose records this actor may not read. */
export async function kindByKey(db: Db, actor: Actor, key: string): Promise<KindView> {
  const { rows } = await sql<Row>`${SELECT} where k.key = ${key}`.execute(db)
  const view = rows[0] && kindView(actor, rows[0])
  if (!view || (view.can.read === 'none' && view.rights === null)) throw notFound()
  return view
}

/** Keys no kind may take: rights, subjects and addresses know them as something else. */
export const reservedKeys = (): ReadonlySet<string> => new Set(accessKinds().map(({ kind }) => kind))

/** The department the records of a kind are filed in; null: that of their owner. */
export async function kindHome(db: Db, key: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select department_id as id from kinds where key = ${key}`.execute(
    db,
  )
  return rows[0]?.id ?? null
}
