import { type RawBuilder, sql } from 'kysely'
import { DAY_MS, localDay, wallToInstant } from '../../../pure/dates.ts'
import type { FormField } from '../../../pure/process-design/forms.ts'
import type { Recurrence } from '../../../pure/recurrence.ts'
import { digitsOnly, foldText } from '../../../pure/search-text.ts'
import { may, offeredTo } from '../../core/access.ts'
import type { Actor, UserActor } from '../../core/actor.ts'
import { businessNow } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import { companyOf } from '../staff/queries.ts'
import { watchedBy } from './access.ts'
import type { Priority } from './rules.ts'

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
  remindBefore: string[] | null
  priority: Priority
  repeat: Recurrence | null
  /** Who set it, and who gave it on; null where no person did. */
  owner: { id: string; name: string } | null
  delegatedBy: { id: string; name: string } | null
  acknowledgedAt: string | null
  checklistRequired: boolean
  checklistDone: number
  checklistTotal: number
  createdAt: string
  completedAt: string | null
  completedBy: { id: string; name: string } | null
  outcome: string | null
  byProcess: { key: string; instance: string; element: string } | null
  doneByRecord: boolean
  version: number
  form: FormField[] | null
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
  remind_before: string[] | null
  priority: Priority
  repeat: Recurrence | null
  owner_id: string | null
  owner_name: string | null
  delegated_by: string | null
  delegated_name: string | null
  acknowledged_at: Date | null
  checklist_required: boolean
  items_done: number | null
  items_total: number | null
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
  form: FormField[] | null
}

const COLUMNS = sql`t.id, t.kind, t.status, t.title, t.title_params, t.body, t.assignee_id, a.name as assignee_name,
  t.subject_kind, t.subject_id, s.title as subject_title, t.due_at, t.remind_before, t.priority, t.repeat, t.owner_id,
  o.name as owner_name, t.delegated_by, g.name as delegated_name, t.acknowledged_at, t.checklist_required,
  k.done as items_done, k.total as items_total, t.created_at, t.completed_at, t.completed_by,
  c.name as completed_name, t.outcome, t.instance_id, t.process_key, t.element, t.completed_by_events, t.version, t.form`
const JOINS = sql`left join employees a on a.id = t.assignee_id left join employees c on c.id = t.completed_by
  left join employees o on o.id = t.owner_id left join employees g on g.id = t.delegated_by
  left join lateral (select count(done_at)::int as done, count(*)::int as total from task_checklist_items i
    where i.task_id = t.id) k on true
  left join search_entries s on s.kind = t.subject_kind and s.id = t.subject_id`
const FROM = sql`from tasks t ${JOINS}`
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
  remindBefore: row.remind_before,
  priority: row.priority,
  repeat: row.repeat,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  delegatedBy: row.delegated_by ? { id: row.delegated_by, name: row.delegated_name ?? '' } : null,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  checklistRequired: row.checklist_required,
  checklistDone: row.items_done ?? 0,
  checklistTotal: row.items_total ?? 0,
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
  form: row.form,
})

/** Late by the minute, today by the company's calendar day, coming: later or without a date. */
export const TASK_TIMES = ['late', 'today', 'coming'] as const
export type TaskTime = (typeof TASK_TIMES)[number]

export const TASK_SCOPES = ['mine', 'set_by_me', 'watched', 'team', 'claims'] as const
export type TaskScope = (typeof TASK_SCOPES)[number]

export interface TaskFilter {
  scope: TaskScope
  status: 'open' | 'done' | 'all'
  time?: TaskTime
  /** Words of the title or of the record. */
  q?: string
  assigneeId?: string
  subject?: { kind: string; id: string }
}

function conditions(actor: UserActor, filter: Omit<TaskFilter, 'time'>): RawBuilder<boolean>[] {
  const where = [may(actor, 'task', 'read', 't')]
  if (filter.status !== 'all') where.push(sql<boolean>`t.status = ${filter.status}`)
  if (filter.subject) {
    where.push(sql<boolean>`t.subject_kind = ${filter.subject.kind} and t.subject_id = ${filter.subject.id}`)
  } else if (filter.scope === 'mine') where.push(sql<boolean>`t.assignee_id = any(${actor.standsFor}::uuid[])`)
  else if (filter.scope === 'set_by_me') {
    // What one set for oneself was given to nobody.
    where.push(sql<boolean>`(t.owner_id = ${actor.id} or t.delegated_by = ${actor.id})
      and t.assignee_id is distinct from ${actor.id}::uuid`)
  } else if (filter.scope === 'watched') where.push(watchedBy(actor, 't'))
  else if (filter.scope === 'claims') where.push(sql<boolean>`t.kind = 'claim' and ${offeredTo(actor, 't')}`)
  if (!filter.subject && filter.scope !== 'claims') where.push(sql<boolean>`t.kind = 'task'`)
  if (filter.assigneeId) where.push(sql<boolean>`t.assignee_id = ${filter.assigneeId}`)
  if (filter.q) where.push(told(filter.q))
  return where
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

// Titles are not indexed like records: a process sets thousands at once, and a person's own list is soon read through.
const PLAIN_TITLE = sql`translate(lower(concat_ws(' ', t.title, t.title_params ->> 'title')), 'ąćęłńóśźżäöüáčéíňřšúýž', 'acelnoszzaouaceinrsuyz')`

/** Each word stands in the title, or among the words by which the task's record is found. */
function told(q: string): RawBuilder<boolean> {
  const words = foldText(q).split(' ').filter(Boolean).slice(0, 6)
  const digits = digitsOnly(q)
  const record = (found: RawBuilder<unknown>) => sql`exists (select 1 from search_entries s
    where s.kind = t.subject_kind and s.id = t.subject_id and ${found})`
  const each = words.map(
    (word) => sql`(${PLAIN_TITLE} like ${like(word)} or ${record(sql`s.folded like ${like(word)}`)})`,
  )
  const numbered = digits.length >= 3 ? sql` or ${record(sql`s.digits like ${like(digits)}`)}` : sql``
  return sql<boolean>`((${each.length > 0 ? sql.join(each, sql` and `) : sql`true`})${numbered})`
}

/** The moments between which a task is due today. */
async function today(db: Db): Promise<{ now: string; end: string }> {
  const [now, { zone }] = await Promise.all([businessNow(db), companyOf(db)])
  const end = wallToInstant(zone, (localDay(zone, now.getTime()) + 1) * DAY_MS)
  return { now: now.toISOString(), end: new Date(end).toISOString() }
}

function dueWithin(time: TaskTime, { now, end }: { now: string; end: string }): RawBuilder<boolean> {
  if (time === 'late') return sql<boolean>`t.due_at < ${now}::timestamptz`
  if (time === 'today') return sql<boolean>`t.due_at >= ${now}::timestamptz and t.due_at < ${end}::timestamptz`
  return sql<boolean>`(t.due_at >= ${end}::timestamptz or t.due_at is null)`
}

/** Tasks by due date (those without one last); those done by when they were, the latest first; keyset paged. */
export async function listTasks(
  db: Db,
  actor: UserActor,
  filter: TaskFilter & { after?: string; limit: number },
): Promise<{ items: TaskView[]; next: string | null }> {
  const where = conditions(actor, filter)
  if (filter.time && filter.status === 'open') where.push(dueWithin(filter.time, await today(db)))
  const done = filter.status === 'done'
  if (filter.after) {
    const [at, id] = readCursor(filter.after, 2) as [string | null, string]
    where.push(
      done
        ? sql<boolean>`(t.completed_at, t.id) < (${at}::timestamptz, ${id}::uuid)`
        : at === null
          ? sql<boolean>`t.due_at is null and t.id > ${id}`
          : sql<boolean>`((t.due_at, t.id) > (${at}::timestamptz, ${id}::uuid) or t.due_at is null)`,
    )
  }
  const order = done ? sql`t.completed_at desc, t.id desc` : sql`t.due_at nulls last, t.id`
  // The page first, by the index of its order; only its rows are joined. The instant as text, which is exact.
  const { rows } = await sql<Row & { key: string | null }>`select ${COLUMNS}, t.key from (
      select t.*, (${done ? sql`t.completed_at` : sql`t.due_at`})::text as key from tasks t
      where ${sql.join(where, sql` and `)} order by ${order} limit ${filter.limit + 1}) t
    ${JOINS} order by ${order}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(view), next: rows.length > filter.limit && last ? cursorOf(last.key, last.id) : null }
}

/** How many open tasks are late, due today, coming. */
export async function countTasks(
  db: Db,
  actor: UserActor,
  filter: Omit<TaskFilter, 'status' | 'time'>,
): Promise<Record<TaskTime, number>> {
  const where = conditions(actor, { ...filter, status: 'open' })
  const day = await today(db)
  const columns = TASK_TIMES.map(
    (time) => sql`(count(*) filter (where ${dueWithin(time, day)}))::int as ${sql.ref(time)}`,
  )
  const { rows } = await sql<Record<TaskTime, number>>`select ${sql.join(columns)} from tasks t
    where ${sql.join(where, sql` and `)}`.execute(db)
  return rows[0]!
}

export async function taskById(db: Db, actor: Actor, id: string): Promise<TaskView> {
  const { rows } = await sql<Row>`${SELECT} where t.id = ${id} and ${may(actor, 'task', 'read', 't')}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  return view(row)
}

/** What is to be ticked before it, and who watches it; the caller has checked that the task may be read. */
export async function partsOf(db: Db, id: string) {
  const [items, watchers] = await Promise.all([
    sql<{ id: string; text: string; doneAt: string | null; doneBy: { id: string; name: string } | null }>`
      select i.id, i.text, to_json(i.done_at at time zone 'UTC') #>> '{}' || 'Z' as "doneAt",
        case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end as "doneBy"
      from task_checklist_items i left join employees e on e.id = i.done_by where i.task_id = ${id}
      order by i.position, i.id`.execute(db),
    sql<{ id: string; name: string }>`select e.id, e.name from task_watchers w join employees e on e.id = w.employee_id
      where w.task_id = ${id} order by e.name, e.id`.execute(db),
  ])
  return { checklist: items.rows, watchers: watchers.rows }
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
    sql`(t.status = 'open' or (t.status = 'done' and t.completed_at > (select business_now()) - interval '10 minutes'))`,
    { order: sql`t.status desc, t.due_at nulls last, t.created_at`, limit: 50 },
  )

/** Claims that were offered to this person too and that somebody has taken within the last week, the latest first. */
export const takenClaims = (db: Db, actor: UserActor, limit: number): Promise<ClaimView[]> =>
  claims(
    db,
    actor,
    sql`t.status = 'done' and t.completed_by is not null and t.completed_at > (select business_now()) - interval '7 days'`,
    { order: sql`t.completed_at desc, t.id desc`, limit },
  )

async function claims(
  db: Db,
  actor: UserActor,
  which: RawBuilder<unknown>,
  { order, limit }: { order: RawBuilder<unknown>; limit: number },
): Promise<ClaimView[]> {
  // Chosen first: what a card shows beside is looked up for those alone.
  const { rows } = await sql<Row & { channel: string; who: string; candidates: number }>`
    select ${COLUMNS}, l.source as channel, concat_ws(', ', nullif(l.person_name, ''), nullif(l.company_name, '')) as who,
      (select count(*)::int from employees e where e.active and e.department_id = any(t.candidate_department_ids)) as candidates
    from (select * from tasks t where t.kind = 'claim' and ${offeredTo(actor, 't')} and ${which}
      order by ${order} limit ${limit}) t ${JOINS}
    left join leads l on t.subject_kind = 'lead' and l.id = t.subject_id order by ${order}`.execute(db)
  return rows.map((row) => ({
    ...view(row),
    channel: row.channel ?? '',
    who: row.who ?? '',
    startedAt: row.created_at.toISOString(),
    candidates: row.candidates,
  }))
}
