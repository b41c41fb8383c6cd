import { type RawBuilder, sql } from 'kysely'
import type { Actor, Role, Scope, UserActor } from './actor.ts'
import type { Db } from './db.ts'
import { forbidden, notFound, type Refusal, unauthenticated } from './errors.ts'

type Grant = Record<Role, Scope>

export interface KindAccess {
  kind: string
  /** null: a kind without a table of records (settings, staff lists); its module says what less than all means. */
  table: string | null
  owner: string | null
  department: string | null
  /** May candidates and assignees of an open task about the record do this too? */
  openToCandidates: string[]
  /**
   * The column that says of which kind of the company's own a row is: people's rights are then given by that kind, as
   * grants under its key, and those written here are the leaders'.
   */
  byKind: string | null
  /** What opens a record beside its owner and its department, for who has the action at all; nothing where it is none. */
  furtherWays?: (person: Person, asked: Asked) => RawBuilder<boolean>[]
  actions: Record<string, Grant>
}

type Given<T> = T | RawBuilder<T>

/** Who asks, as a condition names it: with values, or with the columns of a row where many ask at once. */
export interface Person {
  id: Given<string>
  departmentIds: Given<string[]>
  memberOf: Given<string[]>
  standsFor: Given<string[]>
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
  const whole: KindAccess = {
    table: null,
    owner: null,
    department: null,
    openToCandidates: [],
    byKind: null,
    ...access,
  }
  kinds.set(whole.kind, whole)
  return whole
}

export const accessKinds = (): KindAccess[] => [...kinds.values()]

/** What no module declares is a kind of the company's own. */
const accessOf = (kind: string): KindAccess | undefined =>
  kinds.get(kind) ?? [...kinds.values()].find(({ byKind }) => byKind !== null)

const WIDEST: Scope[] = ['all', 'department', 'own', 'none']

/** In which scope a person has an action on which kinds of the company's own. */
function grantsByKind(actor: UserActor, action: string): [kind: string, scope: Scope][] {
  return Object.entries(actor.grants).flatMap(([granted, scope]): [string, Scope][] => {
    const [kind = '', what] = granted.split('.')
    return what === action && !kinds.has(kind) ? [[kind, scope]] : []
  })
}

/** The scope in which this actor may do this action, before looking at any record. */
export function scopeOf(actor: Actor, kind: string, action: string): Scope {
  const access = accessOf(kind)
  const shipped = access?.actions[action]
  if (!shipped) throw new Error(`no access rule for ${kind}.${action}`)
  if (actor.kind === 'system') return 'all'
  if (actor.kind === 'visitor') return 'none'
  if (actor.kind === 'process') return actor.departmentIds === null ? 'all' : 'department'
  if (access.byKind && access.kind === kind) {
    const scopes = grantsByKind(actor, action).map(([, scope]) => scope)
    return WIDEST.find((scope) => scope === shipped[actor.role] || scopes.includes(scope)) ?? 'none'
  }
  return actor.grants[`${kind}.${action}`] ?? shipped[actor.role]
}

/** The one predicate: a condition over the kind's table (or its alias), for lists and checks alike. */
export function may(actor: Actor, kind: string, action: string, alias?: string): RawBuilder<boolean> {
  const access = accessOf(kind)
  const scope = scopeOf(actor, kind, action)
  if (access?.byKind && access.kind === kind && actor.kind === 'user' && access.actions[action]?.[actor.role] !== 'all')
    return mayByKind(access, actor, { action, alias: alias ?? access.table! })
  if (scope === 'all') return sql<boolean>`true`
  if (scope === 'none' || !access?.table) return sql<boolean>`false`
  const asked = { action, scope, alias: alias ?? access.table }
  if (actor.kind === 'process') return anyOf(waysOfProcess(access, actor.departmentIds ?? [], asked))
  return actor.kind === 'user' ? anyOf(waysOfPerson(access, actor, asked)) : sql<boolean>`false`
}

/**
 * As `may`, in parts of which no two open the same row: first what the row says of itself, then the open tasks about it.
 * A list reads each part by its own index; as one condition, the few rows of somebody from elsewhere would be looked for
 * among all there are.
 */
export function mayInParts(actor: Actor, kind: string, action: string, alias: string): RawBuilder<boolean>[] {
  const access = accessOf(kind)
  const scope = scopeOf(actor, kind, action)
  if (
    actor.kind !== 'user' ||
    !access?.openToCandidates.includes(action) ||
    (access.byKind && access.kind === kind) ||
    scope === 'all' ||
    scope === 'none'
  ) {
    return [may(actor, kind, action, alias)]
  }
  const itself = anyOf(waysOfRow(access, actor, { action, scope, alias }))
  // The tasks are read once, and the rows they are about by their ids: they are few beside all rows, and the planner,
  // asked whether there is a task about a row, would go through the rows.
  const theirs = sql<boolean>`${sql.ref(`${alias}.id`)} = any(array(select k.subject_id from tasks k
    where ${openTasksOf(access, actor)}))`
  return [itself, sql<boolean>`(${theirs} and not coalesce(${itself}, false))`]
}

/**
 * As `may`, for rows of another table that carry the owner and the department of a record and name it in their column `id`. Only of
 * kinds that nothing further opens. The open tasks are read once, for many rows are asked about.
 */
export function mayByRow(
  actor: UserActor,
  kind: string,
  action: string,
  { alias, id }: { alias: string; id: string },
): RawBuilder<boolean> {
  const access = accessOf(kind)
  const scope = scopeOf(actor, kind, action)
  if (!access || access.furtherWays || access.byKind) throw new Error(`${kind} is opened by more than its row says`)
  if (scope === 'all') return sql<boolean>`true`
  if (scope === 'none') return sql<boolean>`false`
  const ways = waysOfRow(access, actor, { action, scope, alias })
  if (access.openToCandidates.includes(action))
    ways.push(sql<boolean>`${sql.ref(`${alias}.${id}`)} in (select k.subject_id from tasks k
      where ${openTasksOf(access, actor)} and k.subject_id is not null)`)
  return anyOf(ways)
}

/** As `may`, over rows of all kinds of the company's own at once. */
function mayByKind(access: KindAccess, actor: UserActor, asked: Omit<Asked, 'scope'>): RawBuilder<boolean> {
  const granted = grantsByKind(actor, asked.action)
  return anyOf(
    WIDEST.flatMap((scope) => {
      const named = granted.filter((one) => one[1] === scope).map(([kind]) => kind)
      if (scope === 'none' || named.length === 0) return []
      const ofThese = sql<boolean>`${sql.ref(`${asked.alias}.${access.byKind}`)} = any(${named}::text[])`
      if (scope === 'all') return [ofThese]
      return [sql<boolean>`(${ofThese} and ${anyOf(waysOfPerson(access, actor, { ...asked, scope }))})`]
    }),
  )
}

const anyOf = (ways: RawBuilder<boolean>[]): RawBuilder<boolean> =>
  ways.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ways, sql` or `)})`

function waysOfProcess(access: KindAccess, departmentIds: Given<string[]>, { alias }: Asked): RawBuilder<boolean>[] {
  if (!access.department) return []
  const department = sql.ref(`${alias}.${access.department}`)
  // A record nobody has filed under a department yet is everybody's in the process that is to file it.
  return [sql<boolean>`${department} = any(${departmentIds}::uuid[])`, sql<boolean>`${department} is null`]
}

const waysOfPerson = (access: KindAccess, person: Person, asked: Asked): RawBuilder<boolean>[] => [
  ...waysOfRow(access, person, asked),
  ...(access.openToCandidates.includes(asked.action) ? [wayOfCandidates(access, person, asked.alias)] : []),
]

function waysOfRow(access: KindAccess, person: Person, asked: Asked): RawBuilder<boolean>[] {
  const { scope, alias } = asked
  const at = (column: string) => sql.ref(`${alias}.${column}`)
  const ways: RawBuilder<boolean>[] = []
  if (access.owner) ways.push(sql<boolean>`${at(access.owner)} = any(${person.standsFor}::uuid[])`)
  if (scope === 'department' && access.department) {
    ways.push(sql<boolean>`${at(access.department)} = any(${person.departmentIds}::uuid[])`)
  }
  ways.push(...(access.furtherWays?.(person, asked) ?? []))
  return ways
}

const wayOfCandidates = (access: KindAccess, person: Person, alias: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from tasks k where k.subject_id = ${sql.ref(`${alias}.id`)} and ${openTasksOf(access, person)})`

/** Open tasks `k` about records of the kind that this person has, or may take. */
const openTasksOf = (access: KindAccess, person: Person): RawBuilder<boolean> =>
  sql<boolean>`k.subject_kind = ${access.kind} and k.status = 'open' and (k.assignee_id = any(${person.standsFor}::uuid[])
      or ${offeredTo(person, 'k')})`

/** A task open to this person as one of the candidates; `alias` is the name of the tasks in the query. How many there are is what the index wants to hear. */
export const offeredTo = (person: Pick<Person, 'standsFor' | 'memberOf'>, alias: string): RawBuilder<boolean> => {
  const [people, departments] = [sql.ref(`${alias}.candidate_user_ids`), sql.ref(`${alias}.candidate_department_ids`)]
  return sql<boolean>`(cardinality(${people}) > 0 and ${people} && ${person.standsFor}::uuid[]
    or cardinality(${departments}) > 0 and ${departments} && ${person.memberOf}::uuid[])`
}

const ASKING: Person = {
  id: sql.ref('asking.person'),
  departmentIds: sql.ref('asking.department_ids'),
  memberOf: sql.ref('asking.member_of'),
  standsFor: sql.ref('asking.stands_for'),
}

/** As `may`, for the rows of `allowEach`. */
function mayEach(access: KindAccess, action: string): RawBuilder<boolean> {
  const asked = (scope: Scope): Asked => ({ action, scope, alias: access.table! })
  return sql<boolean>`case asking.scope when 'all' then true
    when 'department' then ${anyOf(waysOfPerson(access, ASKING, asked('department')))}
    when 'own' then ${anyOf(waysOfPerson(access, ASKING, asked('own')))}
    when 'process' then ${anyOf(waysOfProcess(access, ASKING.departmentIds, asked('department')))}
    else false end`
}

/** What the condition needs to know of who asks; the rest is left out, for the database reads every letter of it. */
function askingRow(actor: Actor, scope: Scope): object {
  if (scope === 'all' || scope === 'none') return { scope }
  if (actor.kind === 'process') return { scope: 'process', department_ids: actor.departmentIds ?? [] }
  if (actor.kind !== 'user') return { scope: 'none' }
  return {
    scope,
    person: actor.id,
    stands_for: actor.standsFor,
    member_of: actor.memberOf,
    department_ids: scope === 'department' ? actor.departmentIds : undefined,
  }
}

/** As `allow`, for many at once in one prepared statement; answers each with null or with why not. */
export async function allowEach(
  db: Db,
  kind: string,
  action: string,
  asks: readonly { actor: Actor; id: string }[],
): Promise<(Refusal | null)[]> {
  const access = kinds.get(kind)
  if (!access?.table) throw new Error(`${kind} has no table`)
  const rows = asks.map(({ actor, id }, n) => ({ n, id, ...askingRow(actor, scopeOf(actor, kind, action)) }))
  const { rows: allowed } = await sql<{ n: number }>`
    ${sql.raw(`/* allow-each-${kind}-${action} */`)} select asking.n
    from json_to_recordset(${JSON.stringify(rows)}::json) as asking(n int, id uuid, scope text, person uuid,
      department_ids uuid[], member_of uuid[], stands_for uuid[])
    join ${sql.table(access.table)} on ${sql.ref(`${access.table}.id`)} = asking.id
    where ${mayEach(access, action)}`.execute(db)
  const may = new Set(allowed.map(({ n }) => n))
  // Few are refused: only for them it matters what they may see.
  return Promise.all(asks.map(async ({ actor, id }, n) => (may.has(n) ? null : whyNot(db, actor, kind, action, id))))
}

/** null where the actor may do this to this record; else 404 when he may not even see it, or 403. */
async function whyNot(db: Db, actor: Actor, kind: string, action: string, id: string): Promise<Refusal | null> {
  const access = kinds.get(kind)
  if (!access?.table) throw new Error(`${kind} has no table`)
  const table = sql.table(access.table)
  const { rows } = await sql<{ allowed: boolean; visible: boolean }>`
    select ${may(actor, kind, action)} as allowed, ${may(actor, kind, 'read')} as visible from ${table} where id = ${id}`.execute(
    db,
  )
  const row = rows[0]
  if (!row || (!row.visible && !row.allowed)) return notFound()
  return row.allowed ? null : forbidden()
}

/** Throws unless the actor may do this to this record: 404 when he may not even see it, else 403. */
export async function allow(db: Db, actor: Actor, kind: string, action: string, id: string): Promise<void> {
  const refusal = await whyNot(db, actor, kind, action, id)
  if (refusal) throw refusal
}

/** Whether this actor may read a record; false for what is of no kind that has records with rights. */
export async function mayRead(db: Db, actor: Actor, kind: string, id: string): Promise<boolean> {
  return kinds.get(kind)?.table ? (await whyNot(db, actor, kind, 'read', id)) === null : false
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
