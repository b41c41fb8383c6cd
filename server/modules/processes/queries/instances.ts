import { type RawBuilder, sql } from 'kysely'
import { accessKinds, type KindAccess, may, mayInParts, scopeOf } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import { describe, type Running } from './describe.ts'

/** `attention`: late or stopped by an incident. */
export const CASE_STATES = ['attention', 'late', 'incident', 'suspended', 'running', 'ended'] as const
export type CaseState = (typeof CASE_STATES)[number]

/**
 * A condition over the cases called `alias`: those about records this actor may read; a case about none is open like its
 * process. `kinds` are those of records that there are cases about (`kindsOfCases`): what is not asked needs no plan.
 */
export function mayReadCase(actor: Actor, alias: string, kinds: readonly string[]): RawBuilder<boolean> {
  const narrow = narrowKinds(actor)
  return oneOf(others(narrow, alias), ways(actor, those(narrow, kinds), alias))
}

const those = (narrow: KindAccess[], kinds: readonly string[]) =>
  narrow.filter(({ kind, actions }) => actions.read && kinds.includes(kind))

/** Where somebody reads all records of a kind, none of them has to be looked up. */
const narrowKinds = (actor: Actor) => accessKinds().filter((access) => access.table && !readsAll(actor, access))

const others = (narrow: KindAccess[], alias: string) =>
  sql`${sql.ref(`${alias}.subject_id`)} is null or ${sql.ref(`${alias}.subject_kind`)} <> all(${narrow.map(({ kind }) => kind)}::text[])`

const ways = (actor: Actor, narrow: KindAccess[], alias: string) =>
  narrow.map(
    ({
      kind,
      table,
    }) => sql`(${sql.ref(`${alias}.subject_kind`)} = ${kind} and exists (select 1 from ${sql.table(table!)}
      where ${sql.ref(`${table}.id`)} = ${sql.ref(`${alias}.subject_id`)} and ${may(actor, kind, 'read')}))`,
  )

const oneOf = (first: RawBuilder<unknown>, rest: RawBuilder<unknown>[]) =>
  sql<boolean>`(${sql.join([first, ...rest], sql` or `)})`

const readsAll = (actor: Actor, { kind, actions, byKind }: KindAccess): boolean =>
  actions.read !== undefined &&
  scopeOf(actor, kind, 'read') === 'all' &&
  (!byKind || actor.kind !== 'user' || actions.read[actor.role] === 'all')

/** Whoever may read no more records than this has their ids asked first. */
const FEW = 2000

/** The kinds of records there are cases about: a step of the index for each. */
export async function kindsOfCases(db: Db): Promise<string[]> {
  const first = (beyond: RawBuilder<unknown>) => sql`(select i.subject_kind as kind from process_instances i
    where i.subject_id is not null ${beyond} order by i.subject_kind limit 1)`
  const { rows } = await sql<{ kind: string }>`with recursive k as (${first(sql``)}
    union all select x.kind from k, lateral ${first(sql`and i.subject_kind > k.kind`)} x) select kind from k`.execute(
    db,
  )
  return rows.map(({ kind }) => kind)
}

/**
 * The same, asked of those kinds alone that there are cases about, and quick for whoever may read hardly any record: asked of each case in
 * turn, a hundred thousand that are none of his business would be looked at one by one.
 */
async function readableCase(db: Db, actor: Actor): Promise<RawBuilder<boolean>> {
  const narrow = narrowKinds(actor)
  const kinds = narrow.length > 0 ? await kindsOfCases(db) : []
  const asked = those(narrow, kinds)
  // What more than the row itself opens is asked of each row.
  const plain = asked.filter(({ furtherWays }) => !furtherWays)
  const mine = (ones: KindAccess[], ids: RawBuilder<unknown>[] = []) =>
    oneOf(others(narrow, 'i'), [...ids, ...ways(actor, ones, 'i')])
  const parts = plain.flatMap(({ kind, table }) =>
    mayInParts(actor, kind, 'read', table!).map(
      (part) => sql`(select id from ${sql.table(table!)} where ${part} limit ${FEW + 1})`,
    ),
  )
  if (parts.length === 0) return mine(asked)
  const found = sql<{ id: string }>`select id from (${sql.join(parts, sql` union all `)}) x limit ${FEW + 1}`
  const { rows } = await found.execute(db)
  if (rows.length > FEW) return mine(asked)
  const further = asked.filter((access) => !plain.includes(access))
  return mine(further, [
    sql`i.subject_kind = any(${plain.map(({ kind }) => kind)}::text[]) and i.subject_id = any(${rows.map(({ id }) => id)}::uuid[])`,
  ])
}

const LATE = sql`select t.instance_id, t.due_at as at from tasks t
  where t.status = 'open' and t.instance_id is not null and t.due_at < (select business_now())`
const STOPPED = sql`select n.instance_id, n.raised_at as at from process_incidents n where n.resolved_at is null`

/** The cases that somebody has to look at, each with the moment since when. */
const PRESSING: Partial<Record<CaseState, RawBuilder<unknown>>> = {
  attention: sql`${LATE} union all ${STOPPED}`,
  late: LATE,
  incident: STOPPED,
}
const OTHERS: Partial<Record<CaseState, RawBuilder<unknown>>> = {
  suspended: sql`i.status = 'active' and i.suspended_at is not null`,
  running: sql`i.status = 'active'`,
  ended: sql`i.status <> 'active'`,
}

export interface CaseFilter {
  state: CaseState
  process?: string
  /** Of the record the case is about, with those below it. */
  department?: string
  /** For whom it waits: whose task it is, or who is asked for it by name. */
  person?: string
  /** kind/id */
  about?: string
  /** Only cases with a token on this element now. */
  element?: string
}

/** What a filter says of the cases called `i`, whose records and tasks are joined as `s` and `k`. */
function narrowed(filter: CaseFilter): RawBuilder<unknown>[] {
  const { process, department, person, about, element } = filter
  const where: RawBuilder<unknown>[] = []
  if (process) where.push(sql`i.process_key = ${process}`)
  if (department) {
    where.push(sql`coalesce(s.department_id, k.department_id, i.department_id) in (
      with recursive below as (select ${department}::uuid as id union select d.id from departments d join below b on d.parent_id = b.id)
      select id from below)`)
  }
  if (person) {
    where.push(sql`i.id in (select w.instance_id from tasks w where w.status = 'open' and w.instance_id is not null
      and (w.assignee_id = ${person} or w.candidate_user_ids @> array[${person}]::uuid[]))`)
  }
  if (about) {
    const [kind, id] = about.split('/')
    where.push(sql`i.subject_kind = ${kind} and i.subject_id = ${id}`)
  }
  if (element) {
    where.push(sql`i.status = 'active'
      and exists (select from json_array_elements(i.state -> 'tokens') t where t ->> 'element' = ${element}
        and t -> 'loop' is null and (t -> 'listener' is null or t ->> 'phase' = 'incident'))`)
  }
  return where
}

const RECORDS = sql`left join search_entries s on s.kind = i.subject_kind and s.id = i.subject_id
  left join tasks k on i.subject_kind = 'task' and k.id = i.subject_id`

/**
 * The cases whose records this person may read: those that press by how long they do, the longest first; others as they
 * began, the last first.
 */
export async function listCases(db: Db, user: UserActor, filter: CaseFilter & { after?: string; limit: number }) {
  const pressing = PRESSING[filter.state]
  const where = [await readableCase(db, user), ...narrowed(filter)]
  if (pressing) where.push(sql`i.status = 'active'`)
  else where.push(OTHERS[filter.state]!)
  if (filter.after) {
    const [at, id] = readCursor(filter.after, 2) as [string | null, string]
    where.push(pressing ? sql`(l.at, i.id) > (${at}::timestamptz, ${id}::uuid)` : sql`i.id < ${id}::uuid`)
  }
  const from = pressing
    ? sql`(select instance_id, min(at) as at from (${pressing}) p group by instance_id) l join process_instances i on i.id = l.instance_id`
    : sql`process_instances i`
  // What is shown of a case is read of those on the page alone.
  const page = sql`(select i.id, ${pressing ? sql`l.at` : sql`null::timestamptz`} as at from ${from} ${filter.department ? RECORDS : sql``}
    where ${sql.join(where, sql` and `)} order by ${pressing ? sql`l.at, i.id` : sql`i.id desc`} limit ${filter.limit + 1})`
  const { rows } = await sql<Running & { moved_at: Date; at: string | null; at_shown: Date | null }>`
    select i.id, i.process_key, d.version, d.name, i.definition_id, i.status, i.started_at, i.moved_at, i.ended_at, i.subject_kind,
      i.subject_id, coalesce(s.title, k.title) as subject_title, k.title_params, i.state, i.suspended_at, i.called_by,
      l.at as at_shown, l.at::text as at
    from ${page} l join process_instances i on i.id = l.id join process_definitions d on d.id = i.definition_id ${RECORDS}
    order by ${pressing ? sql`l.at, i.id` : sql`i.id desc`}`.execute(db)
  const shown = rows.slice(0, filter.limit)
  const described = await describe(db, user, shown)
  const items = shown.map((row, place) => ({
    ...described[place]!,
    movedAt: row.moved_at.toISOString(),
    suspended: row.suspended_at !== null,
    pressingSince: row.at_shown?.toISOString() ?? null,
  }))
  const last = shown.at(-1)
  return { items, next: rows.length > filter.limit && last ? cursorOf(last.at, last.id) : null }
}

/** Counting ends there: nobody reads on from five hundred. */
const MOST = 500

const STOPPED_ALONE = sql`${STOPPED} and not exists (select from tasks t where t.instance_id = n.instance_id and t.status = 'open'
  and t.due_at < (select business_now()))`

/** How many cases there are in each state, as the same filter finds them; at most five hundred and one of each. */
export async function countCases(db: Db, user: UserActor, filter: Omit<CaseFilter, 'state'>) {
  const readable = await readableCase(db, user)
  const counted = (state: CaseState, pressing = PRESSING[state]) => {
    const where = [readable, ...narrowed({ ...filter, state }), pressing ? sql`i.status = 'active'` : OTHERS[state]!]
    return sql`(select count(*)::int from (select 1 from process_instances i ${filter.department ? RECORDS : sql``}
      where ${pressing ? sql`i.id in (select instance_id from (${pressing}) p) and ` : sql``}${sql.join(where, sql` and `)}
      limit ${MOST + 1}) c)`
  }
  const states = ['late', 'incident', 'suspended', 'running'] as const
  // Those that are late are among those that press: counted once, with what has stopped besides.
  const { rows } = await sql<Record<Exclude<CaseState, 'ended'>, number>>`
    with c as materialized (select ${sql.join(states.map((state) => sql`${counted(state)} as ${sql.ref(state)}`))},
      ${counted('incident', STOPPED_ALONE)} as stopped)
    select least(${MOST + 1}, late + stopped) as attention, ${sql.join(states.map((state) => sql.ref(state)))} from c`.execute(
    db,
  )
  return rows[0]!
}
