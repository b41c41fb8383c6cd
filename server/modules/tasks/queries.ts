import { type RawBuilder, sql } from 'kysely'
import { may } from '../../core/access.ts'
import type { Actor, UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'

export interface TaskView {
  id: string
  kind: 'task' | 'claim'
  status: 'open' | 'done' | 'cancelled'
  title: string
  titleParams: Record<string, unknown> | null
  body: string
  assignee: { id: string; name: string } | null
  subject: { kind: string; id: string; title: string } | null
  dueAt: string | null
  createdAt: string
  completedAt: string | null
  completedBy: { id: string; name: string } | null
  outcome: string | null
  byProcess: { key: string; instance: string; element: string } | null
  doneByRecord: boolean
  version: number
}

interface Row {
  id: string
  kind: 'task' | 'claim'
  status: 'open' | 'done' | 'cancelled'
  title: string
  title_params: Record<string, unknown> | null
  body: string
  assignee_id: string | null
  assignee_name: string | null
  subject_kind: string | null
  subject_id: string | null
  subject_title: string | null
  due_at: Date | null
  created_at: Date
  completed_at: Date | null
  completed_by: string | null
  completed_name: string | null
  outcome: string | null
  instance_id: string | null
  process_key: string | null
  element: string | null
  completed_by_events: string[]
  version: number
}

const COLUMNS = sql`t.id, t.kind, t.status, t.title, t.title_params, t.body, t.assignee_id, a.name as assignee_name,
  t.subject_kind, t.subject_id, s.title as subject_title, t.due_at, t.created_at, t.completed_at, t.completed_by,
  c.name as completed_name, t.outcome, t.instance_id, t.process_key, t.element, t.completed_by_events, t.version`
const FROM = sql`from tasks t left join employees a on a.id = t.assignee_id left join employees c on c.id = t.completed_by
  left join search_entries s on s.kind = t.subject_kind and s.id = t.subject_id`
const SELECT = sql`select ${COLUMNS} ${FROM}`

const view = (row: Row): TaskView => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  title: row.title,
  titleParams: row.title_params,
  body: row.body,
  assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name ?? '' } : null,
  subject:
    row.subject_kind && row.subject_id
      ? { kind: row.subject_kind, id: row.subject_id, title: row.subject_title ?? '' }
      : null,
  dueAt: row.due_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  completedAt: row.completed_at?.toISOString() ?? null,
  completedBy: row.completed_by ? { id: row.completed_by, name: row.completed_name ?? '' } : null,
  outcome: row.outcome,
  byProcess:
    row.instance_id && row.process_key
      ? { key: row.process_key, instance: row.instance_id, element: row.element ?? '' }
      : null,
  doneByRecord: row.completed_by_events.length > 0,
  version: row.version,
})

const readable = (actor: Actor) =>
  actor.kind === 'user'
    ? sql`(${may(actor, 'task', 'read', 't')} or t.owner_id = ${actor.id} or ${offeredTo(actor)})`
    : may(actor, 'task', 'read', 't')

/** Open to this person as one of the candidates. */
export const offeredTo = (actor: UserActor) =>
  sql<boolean>`(t.candidate_user_ids && ${actor.standsFor}::uuid[] or t.candidate_department_ids && ${actor.memberOf}::uuid[])`

export interface TaskFilter {
  scope: 'mine' | 'set_by_me' | 'team' | 'claims'
  status: 'open' | 'done' | 'all'
  subject?: { kind: string; id: string }
  after?: string
  limit: number
}

/** Tasks by due date (those without one last), keyset paged. */
export async function listTasks(
  db: Db,
  actor: UserActor,
  filter: TaskFilter,
): Promise<{ items: TaskView[]; next: string | null }> {
  const where = [readable(actor)]
  if (filter.status !== 'all') where.push(sql`t.status = ${filter.status}`)
  if (filter.subject) {
    where.push(sql`t.subject_kind = ${filter.subject.kind} and t.subject_id = ${filter.subject.id}`)
  } else if (filter.scope === 'mine') where.push(sql`t.assignee_id = any(${actor.standsFor}::uuid[])`)
  else if (filter.scope === 'set_by_me') where.push(sql`t.owner_id = ${actor.id}`)
  else if (filter.scope === 'claims') where.push(sql`t.kind = 'claim' and ${offeredTo(actor)}`)
  if (!filter.subject && filter.scope !== 'claims') where.push(sql`t.kind = 'task'`)
  if (filter.after) {
    const [due, id] = readCursor(filter.after, 2) as [string | null, string]
    where.push(
      due === null
        ? sql`t.due_at is null and t.id > ${id}`
        : sql`((t.due_at, t.id) > (${due}::timestamptz, ${id}::uuid) or t.due_at is null)`,
    )
  }
  const { rows } = await sql<Row>`${SELECT} where ${sql.join(where, sql` and `)}
    order by t.due_at nulls last, t.id limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return {
    items: items.map(view),
    next: rows.length > filter.limit && last ? cursorOf(last.due_at?.toISOString() ?? null, last.id) : null,
  }
}

export async function taskById(db: Db, actor: Actor, id: string): Promise<TaskView> {
  const { rows } = await sql<Row>`${SELECT} where t.id = ${id} and ${readable(actor)}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  return view(row)
}

export interface ClaimView extends TaskView {
  channel: string
  who: string
  /** Full time there was to accept it: with dueAt the ring shows what is left. */
  startedAt: string
  candidates: number
}

/** Claims open to this person, and those taken within the last minutes, so that the card can say who was faster. */
export const claimsFor = (db: Db, actor: UserActor): Promise<ClaimView[]> =>
  claims(
    db,
    actor,
    sql`(t.status = 'open' or (t.status = 'done' and t.completed_at > business_now() - interval '10 minutes'))`,
    sql`t.status desc, t.due_at nulls last, t.created_at limit 50`,
  )

/** Claims that were offered to this person too and that somebody has taken within the last week, the latest first. */
export const takenClaims = (db: Db, actor: UserActor, limit: number): Promise<ClaimView[]> =>
  claims(
    db,
    actor,
    sql`t.status = 'done' and t.completed_by is not null and t.completed_at > business_now() - interval '7 days'`,
    sql`t.completed_at desc, t.id desc limit ${limit}`,
  )

async function claims(
  db: Db,
  actor: UserActor,
  which: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<ClaimView[]> {
  const { rows } = await sql<Row & { channel: string; who: string; candidates: number }>`
    select ${COLUMNS}, l.source as channel, concat_ws(', ', nullif(l.person_name, ''), nullif(l.company_name, '')) as who,
      (select count(*)::int from employees e where e.active and e.department_id = any(t.candidate_department_ids)) as candidates
    ${FROM} left join leads l on t.subject_kind = 'lead' and l.id = t.subject_id
    where t.kind = 'claim' and ${offeredTo(actor)} and ${which} order by ${order}`.execute(db)
  return rows.map((row) => ({
    ...view(row),
    channel: row.channel ?? '',
    who: row.who ?? '',
    startedAt: row.created_at.toISOString(),
    candidates: row.candidates,
  }))
}
