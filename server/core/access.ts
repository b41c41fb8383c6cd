import { type RawBuilder, sql } from 'kysely'
import type { Actor, Role, Scope, UserActor } from './actor.ts'
import type { Db } from './db.ts'
import { forbidden, notFound, unauthenticated } from './errors.ts'

type Grant = Record<Role, Scope>

export interface KindAccess {
  kind: string
  /** null: a kind without a table of records (settings, staff lists); its module says what less than all means. */
  table: string | null
  owner: string | null
  department: string | null
  /** May candidates and assignees of an open task about the record do this too? */
  openToCandidates: string[]
  /** What opens a record beside its owner and its department, for who has the action at all; nothing where it is none. */
  furtherWays?: (person: UserActor, asked: Asked) => RawBuilder<boolean>[]
  actions: Record<string, Grant>
}

interface Asked {
  action: string
  scope: Scope
  /** What the kind's table is called in the query. */
  alias: string
}

const kinds = new Map<string, KindAccess>()

/** Short form of a grant: scopes of owner+administrator, head, employee. */
export const grant = (leaders: Scope, head: Scope, employee: Scope): Grant => ({
  owner: leaders,
  administrator: leaders,
  head,
  employee,
})

/**
 * Declares who may do what with a kind of record. The only place where rights are written down:
 * the lists filter by it, the commands check by it, the generated access test walks it.
 */
export function defineAccess(access: Partial<KindAccess> & Pick<KindAccess, 'kind' | 'actions'>): KindAccess {
  const whole: KindAccess = { table: null, owner: null, department: null, openToCandidates: [], ...access }
  kinds.set(whole.kind, whole)
  return whole
}

export const accessKinds = (): KindAccess[] => [...kinds.values()]

/** The scope in which this actor may do this action, before looking at any record. */
export function scopeOf(actor: Actor, kind: string, action: string): Scope {
  const access = kinds.get(kind)
  const shipped = access?.actions[action]
  if (!shipped) throw new Error(`no access rule for ${kind}.${action}`)
  if (actor.kind === 'system') return 'all'
  if (actor.kind === 'visitor') return 'none'
  if (actor.kind === 'process') return actor.departmentIds === null ? 'all' : 'department'
  return actor.grants[`${kind}.${action}`] ?? shipped[actor.role]
}

/** The one predicate: a condition over the kind's table (or its alias), for lists and checks alike. */
export function may(actor: Actor, kind: string, action: string, alias?: string): RawBuilder<boolean> {
  const access = kinds.get(kind)
  const scope = scopeOf(actor, kind, action)
  if (scope === 'all') return sql<boolean>`true`
  if (scope === 'none' || !access?.table) return sql<boolean>`false`
  const name = alias ?? access.table
  const at = (column: string) => sql.ref(`${name}.${column}`)
  const ways: RawBuilder<boolean>[] = []
  if (actor.kind === 'process') {
    if (access.department) ways.push(sql<boolean>`${at(access.department)} = any(${actor.departmentIds ?? []}::uuid[])`)
    // A record nobody has filed under a department yet is everybody's in the process that is to file it.
    if (access.department) ways.push(sql<boolean>`${at(access.department)} is null`)
  } else if (actor.kind === 'user') {
    if (access.owner) ways.push(sql<boolean>`${at(access.owner)} = any(${actor.standsFor}::uuid[])`)
    if (scope === 'department' && access.department) {
      ways.push(sql<boolean>`${at(access.department)} = any(${actor.departmentIds}::uuid[])`)
    }
    if (access.openToCandidates.includes(action)) {
      ways.push(sql<boolean>`exists (select 1 from tasks k where k.subject_kind = ${kind} and k.subject_id = ${at('id')}
        and k.status = 'open' and (k.assignee_id = any(${actor.standsFor}::uuid[])
          or k.candidate_user_ids && ${actor.standsFor}::uuid[] or k.candidate_department_ids && ${actor.memberOf}::uuid[]))`)
    }
    ways.push(...(access.furtherWays?.(actor, { action, scope, alias: name }) ?? []))
  }
  if (ways.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(ways, sql` or `)})`
}

/** Throws unless the actor may do this to this record: 404 when he may not even see it, else 403. */
export async function allow(db: Db, actor: Actor, kind: string, action: string, id: string): Promise<void> {
  const access = kinds.get(kind)
  if (!access?.table) throw new Error(`${kind} has no table`)
  const table = sql.table(access.table)
  const { rows } = await sql<{ allowed: boolean; visible: boolean }>`
    select ${may(actor, kind, action)} as allowed, ${may(actor, kind, 'read')} as visible from ${table} where id = ${id}`.execute(
    db,
  )
  const row = rows[0]
  if (!row || (!row.visible && !row.allowed)) throw notFound()
  if (!row.allowed) throw forbidden()
}

/** Everything this actor may do to one record, for its page; empty when there is no such record. */
export async function rightsOn(db: Db, actor: Actor, kind: string, id: string): Promise<string[]> {
  const access = kinds.get(kind)
  if (!access?.table) throw new Error(`${kind} has no table`)
  const actions = Object.keys(access.actions)
  const columns = actions.map((action) => sql`${may(actor, kind, action)} as ${sql.ref(action)}`)
  const { rows } = await sql<Record<string, boolean>>`
    select ${sql.join(columns)} from ${sql.table(access.table)} where id = ${id}`.execute(db)
  return actions.filter((action) => rows[0]?.[action])
}

/** Throws unless the actor may do this at all (creating, or kinds without records). */
export function allowAtAll(actor: Actor, kind: string, action: string): void {
  if (actor.kind === 'visitor') throw unauthenticated()
  if (scopeOf(actor, kind, action) === 'none') throw forbidden()
}
