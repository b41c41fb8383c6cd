import { type RawBuilder, sql } from 'kysely'
import { OWN, SUBJECTS } from '../../../pure/kinds.ts'
import { accessKinds, may, offeredTo, scopeOf } from '../../core/access.ts'
import type { UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import type { Cause, Change } from '../../core/events.ts'
import { kindOf } from '../../core/kinds.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import { graphOf } from '../../engine/definitions.ts'
import { hiddenFields } from '../fields/queries.ts'
import { handledLeads } from '../leads/queries.ts'
import { messagesTold, type ToldMessage } from '../messages/queries/told.ts'
import { maySteer } from '../processes/queries/describe.ts'
import { nameOf, stepName, wordsOf } from '../processes/queries/words.ts'
import { claimsFor, listTasks, takenClaims } from '../tasks/queries.ts'
import { callsByIds } from '../telephony/queries/calls.ts'
import type { CallView } from '../telephony/schema.ts'

export interface TimelineEntry {
  id: string
  at: string
  name: string
  actor: { kind: string; id: string | null; name: string | null }
  payload: Record<string, unknown>
  /** Names of the people, departments and cards whose ids the payload or the changes hold. */
  names: Record<string, string>
  changes: Change[]
  note: { id: string; body: string; deleted: boolean; mine: boolean } | null
  /** Of an event about a call: the call as it is now. */
  call: CallView | null
  /** Of an event about a message: its words, as far as the reader may have them. */
  message: ToldMessage | null
  /** Of an event about a task: its title, which the event may tell without parameters. */
  task: { id: string; title: string; titleParams: Record<string, unknown> | null } | null
  why: {
    process: { pl: string; en: string }
    processKey: string
    version: number
    instance: string
    element: { pl: string; en: string } | null
    elementId: string | null
    startedBy: { name: string; at: string } | null
  } | null
}

/** What a timeline can be narrowed to. */
export const TIMELINE_PARTS = ['notes', 'changes', 'tasks', 'mails', 'calls', 'processes'] as const
export type TimelinePart = (typeof TIMELINE_PARTS)[number]

const partly: Record<TimelinePart, (kind: string) => RawBuilder<boolean>> = {
  notes: () => sql`e.name like 'note.%'`,
  changes: (kind) => sql`e.name like ${`${kind}.%`}`,
  tasks: () => sql`e.name like 'task.%'`,
  mails: () =>
    sql`(e.name like 'mail.%' or e.name like 'message.%' or e.name like 'letter.%' or e.name like 'conversation.%')`,
  calls: () => sql`e.name like 'call.%'`,
  processes: () => sql`e.cause ->> 'instance' is not null`,
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const RECORDS: ReadonlySet<string> = new Set(SUBJECTS)

/** A value may be another record: its name, if the reader may read it. */
function namesOf(reader: UserActor, subject: string, ids: string[]): RawBuilder<unknown> {
  const { table, name } = kindOf(subject)
  return sql`union all select ${sql.ref(`${table}.id`)}, ${sql.ref(`${table}.${name}`)} from ${sql.table(table)}
    where ${sql.ref(`${table}.id`)} = any(${ids}::uuid[]) and ${may(reader, subject, 'read')}`
}

/** That an event `e` tells of another record which this person may not read: a card is shared more widely than its deals. */
function aboutHidden(reader: UserActor): RawBuilder<boolean> {
  const hidden = accessKinds()
    .filter(({ kind }) => RECORDS.has(kind) && scopeOf(reader, kind, 'read') !== 'all')
    .map(
      ({ kind, table }) => sql`(e.subject_kind = ${kind} and not exists (select 1 from ${sql.table(table!)}
        where ${sql.ref(`${table}.id`)} = e.subject_id and ${may(reader, kind, 'read')}))`,
    )
  return hidden.length > 0 ? sql<boolean>`(${sql.join(hidden, sql` or `)})` : sql<boolean>`false`
}

/** Everything that happened to a record, newest first; the caller has checked that it may be read. */
export async function timelineOf(
  db: Db,
  reader: UserActor,
  subject: { kind: string; id: string },
  page: { after?: string; limit: number; part?: TimelinePart },
): Promise<{ items: TimelineEntry[]; next: string | null }> {
  const before = page.after ? (readCursor(page.after, 1)[0] as string) : null
  const only = page.part ? sql`and ${partly[page.part](subject.kind)}` : sql``
  const { rows } = await sql<{
    id: string
    at: Date
    name: string
    actor_kind: string
    subject_kind: string
    actor_id: string | null
    payload: Record<string, unknown>
    changes: Change[] | null
    personal: { changes?: Change[] } | null
    cause: Cause | null
  }>`select e.id, e.at, e.name, e.actor_kind, e.actor_id, e.subject_kind, e.payload, e.changes, e.cause, p.personal
    from ((select e.id from event_log e where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id}
        ${before ? sql`and e.id < ${before}::uuid` : sql``} ${only} order by e.id desc limit ${page.limit + 1})
      union (select s.event_id from event_subjects s join event_log e on e.id = s.event_id
        where s.kind = ${subject.kind} and s.id = ${subject.id} and not ${aboutHidden(reader)}
        ${before ? sql`and s.event_id < ${before}::uuid` : sql``} ${only} order by s.event_id desc limit ${page.limit + 1})
      order by 1 desc limit ${page.limit + 1}) found
    join event_log e on e.id = found.id left join event_personal p on p.event_id = e.id order by e.id desc`.execute(db)
  const items = rows.slice(0, page.limit)
  const closed = await closedIn(db, reader, items)

  const names = await namesIn(db, reader, items)
  const noteIds = items.map((row) => row.payload.noteId).filter((id): id is string => typeof id === 'string')
  const { rows: notes } = await sql<{ id: string; body: string; author_id: string; deleted_at: Date | null }>`
    select id, body, author_id, deleted_at from notes where id = any(${noteIds}::uuid[])`.execute(db)
  const taskIds = items.map((row) => row.payload.taskId).filter((id): id is string => typeof id === 'string')
  const { rows: tasks } = await sql<{ id: string; title: string; title_params: Record<string, unknown> | null }>`
    select id, title, title_params from tasks where id = any(${taskIds}::uuid[])`.execute(db)
  const callIds = items.map((row) => row.payload.callId).filter((id): id is string => typeof id === 'string')
  const calls = await callsByIds(db, reader, callIds)
  const messageIds = items.map((row) => row.payload.messageId).filter((id): id is string => typeof id === 'string')
  const messages = await messagesTold(db, reader, messageIds)
  const whyOf = await causesOf(db, items)
  const entries = await Promise.all(
    items
      .filter((row) => !closed.hides(row))
      .map(async (row): Promise<TimelineEntry> => {
        const note = notes.find((candidate) => candidate.id === row.payload.noteId)
        const task = tasks.find((candidate) => candidate.id === row.payload.taskId)
        return {
          id: row.id,
          at: row.at.toISOString(),
          name: row.name,
          actor: {
            kind: row.actor_kind,
            id: row.actor_id,
            name: row.actor_id ? (names.get(row.actor_id) ?? null) : null,
          },
          payload: closed.payloadOf(row),
          names: namesOfEvent(row, names),
          changes: wholeChanges(closed.changesOf(row), row.personal),
          note: note
            ? {
                id: note.id,
                body: note.deleted_at ? '' : note.body,
                deleted: note.deleted_at !== null,
                mine: note.author_id === reader.id,
              }
            : null,
          call: calls.get(String(row.payload.callId)) ?? null,
          message: messages.get(String(row.payload.messageId)) ?? null,
          task: task ? { id: task.id, title: task.title, titleParams: task.title_params } : null,
          why: await whyOf(row),
        }
      }),
  )
  const last = items.at(-1)
  return { items: entries, next: rows.length > page.limit && last ? cursorOf(last.id) : null }
}

interface Logged {
  actor_id: string | null
  payload: Record<string, unknown>
  changes: Change[] | null
  cause: Cause | null
}

/** With the values about a person, which lie apart. */
export function wholeChanges(changes: Change[], personal: { changes?: Change[] } | null): Change[] {
  const apart = new Map((personal?.changes ?? []).map((change) => [change.field, change]))
  return changes.map((change) => apart.get(change.field) ?? change)
}

/** The names of the people, departments and records whose ids these events hold, as far as their reader may see them. */
export async function namesIn(db: Db, reader: UserActor, rows: Logged[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && UUID.test(value)) ids.add(value)
    else if (Array.isArray(value)) value.forEach(collect)
  }
  for (const row of rows) {
    collect(row.actor_id)
    Object.values(row.payload).forEach(collect)
    for (const change of row.changes ?? []) collect([change.from, change.to])
  }
  const { rows: named } = await sql<{ id: string; name: string }>`
    select id, name from employees where id = any(${[...ids]}::uuid[])
    union all select id, name from departments where id = any(${[...ids]}::uuid[])
    ${sql.join(
      [...SUBJECTS, 'product'].map((subject) => namesOf(reader, subject, [...ids])),
      sql` `,
    )}`.execute(db)
  return new Map(named.map((row) => [row.id, row.name]))
}

/** Those of `names` that this event holds in its payload or its changes. */
export function namesOfEvent(row: Logged, names: ReadonlyMap<string, string>): Record<string, string> {
  const own: Record<string, string> = {}
  const find = (value: unknown): void => {
    if (typeof value === 'string' && names.has(value)) own[value] = names.get(value)!
    else if (Array.isArray(value)) value.forEach(find)
  }
  Object.values(row.payload).forEach(find)
  for (const change of row.changes ?? []) find([change.from, change.to])
  return own
}

/** Answers "Why?" for these events: by which process, in which version, at which step, begun by what. */
export async function causesOf(
  db: Db,
  rows: Pick<Logged, 'cause'>[],
): Promise<(row: Pick<Logged, 'cause'>) => Promise<TimelineEntry['why']>> {
  const instances = [...new Set(rows.map((row) => row.cause?.instance).filter((id): id is string => !!id))]
  const { rows: causes } = await sql<{
    id: string
    definition_id: string
    name: string
    started_name: string | null
    started_at: Date | null
  }>`
    select i.id, i.definition_id, d.name, s.name as started_name, s.at as started_at from process_instances i
    join process_definitions d on d.id = i.definition_id left join event_log s on s.id = i.started_by_event
    where i.id = any(${instances}::uuid[])`.execute(db)
  return async (row) => {
    const cause = row.cause?.instance ? causes.find((candidate) => candidate.id === row.cause!.instance) : undefined
    if (!cause || !row.cause) return null
    const { process = '', element: id } = row.cause
    let element: { pl: string; en: string } | null = null
    if (id) {
      const { elements } = await graphOf(db, cause.definition_id)
      element = stepName(await wordsOf(process), id, elements[id]?.name)
    }
    return {
      process: nameOf(process, cause.name),
      processKey: process,
      version: row.cause.version ?? 0,
      instance: cause.id,
      element,
      elementId: row.cause.element ?? null,
      startedBy: cause.started_name ? { name: cause.started_name, at: cause.started_at!.toISOString() } : null,
    }
  }
}

interface Told {
  subject_kind: string
  payload: Record<string, unknown>
  changes: Change[] | null
}

/** What of these events is about fields closed to the reader: an event that tells of nothing else is not told. */
export async function closedIn(db: Db, reader: UserActor, rows: Told[]) {
  /** The kind whose fields an event speaks of: of records of the company's own kinds it says which itself. */
  const kindIn = ({ subject_kind, payload }: Told) => (subject_kind === OWN ? String(payload.kind) : subject_kind)
  const kinds = [...new Set(rows.filter((row) => RECORDS.has(row.subject_kind)).map(kindIn))]
  const hidden = new Map(
    await Promise.all(kinds.map(async (kind) => [kind, await hiddenFields(db, reader, kind)] as const)),
  )
  const isClosed = (row: Told, key: string) => hidden.get(kindIn(row))?.has(key) ?? false
  const changesOf = (row: Told) => (row.changes ?? []).filter((change) => !isClosed(row, change.field))
  return {
    changesOf,
    hides: (row: Told) => (row.changes?.length ?? 0) > 0 && changesOf(row).length === 0,
    payloadOf(row: Told): Record<string, unknown> {
      const { fields, custom } = row.payload
      return {
        ...row.payload,
        ...(Array.isArray(fields) ? { fields: fields.filter((key) => !isClosed(row, String(key))) } : {}),
        ...(typeof custom === 'object' && custom !== null
          ? { custom: Object.fromEntries(Object.entries(custom).filter(([name]) => !isClosed(row, `custom.${name}`))) }
          : {}),
      }
    },
  }
}

/** Everything the page "My day" shows, in one answer. */
export async function myDay(db: Db, user: UserActor) {
  const [claims, tasks, leads, deals, notifications, escalation] = await Promise.all([
    claimsFor(db, user),
    listTasks(db, user, { scope: 'mine', status: 'open', limit: 100 }),
    sql<{
      id: string
      number: number
      title: string
      company_name: string
      person_name: string
      amount: number | null
      currency: string
      quiet_since: Date
    }>`
      select l.id, l.number, l.title, l.company_name, l.person_name, l.amount, l.currency, l.updated_at as quiet_since from leads l
      where l.owner_id = any(${user.standsFor}::uuid[]) and l.status = 'processing'
        and not exists (select 1 from tasks t where t.subject_kind = 'lead' and t.subject_id = l.id and t.status = 'open')
      order by l.updated_at limit 20`.execute(db),
    sql<{
      id: string
      number: number
      title: string
      company: string | null
      amount: number | null
      currency: string
      quiet_since: Date
    }>`
      select d.id, d.number, d.title, c.name as company, d.amount, d.currency, d.updated_at as quiet_since
      from deals d left join companies c on c.id = d.company_id
      where d.owner_id = any(${user.standsFor}::uuid[]) and d.status = 'open'
        and not exists (select 1 from tasks t where t.subject_kind = 'deal' and t.subject_id = d.id and t.status = 'open')
      order by d.updated_at limit 20`.execute(db),
    sql<{
      count: number
    }>`select count(*)::int as count from notifications where recipient_id = ${user.id} and read_at is null`.execute(
      db,
    ),
    headOf(db, user),
  ])
  return {
    claims,
    tellsThen: escalation,
    tasks: tasks.items,
    moreTasks: tasks.next !== null,
    leadsWithoutStep: leads.rows.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      who: row.company_name || row.person_name,
      amount: row.amount,
      currency: row.currency,
      quietSince: row.quiet_since.toISOString(),
    })),
    dealsWithoutStep: deals.rows.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      who: row.company ?? '',
      amount: row.amount,
      currency: row.currency,
      quietSince: row.quiet_since.toISOString(),
    })),
    unread: notifications.rows[0]!.count,
  }
}

/** Who is told when nobody of the person's department accepts in time. */
async function headOf(db: Db, user: UserActor): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select e.name from departments d join employees e on e.id = d.head_id
    where d.id = ${user.departmentId}`.execute(db)
  return rows[0]?.name ?? null
}

const MOST_HANDLED = 50

/** Everything the page of requests shows: what waits, who took what lately, and what I handle. */
export async function requests(db: Db, user: UserActor) {
  const [claims, taken, handled, tellsThen] = await Promise.all([
    claimsFor(db, user),
    takenClaims(db, user, 20),
    handledLeads(db, user, MOST_HANDLED + 1),
    headOf(db, user),
  ])
  return {
    claims,
    tellsThen,
    taken,
    handled: handled.slice(0, MOST_HANDLED),
    moreHandled: handled.length > MOST_HANDLED,
  }
}

/** Numbers beside the entries of the navigation. */
export async function counts(db: Db, user: UserActor) {
  const { rows } = await sql<{
    requests: number
    tasks: number
    late: number
    leads: number
    deals: number
    notifications: number
    incidents: number
    inbox: number
  }>`
    select
      (select count(*)::int from tasks t where t.kind = 'claim' and t.status = 'open'
        and ${offeredTo(user, 't')}) as requests,
      (select count(*)::int from tasks t where t.kind = 'task' and t.status = 'open' and t.assignee_id = any(${user.standsFor}::uuid[])) as tasks,
      (select count(*)::int from tasks t where t.kind = 'task' and t.status = 'open' and t.assignee_id = any(${user.standsFor}::uuid[])
        and t.due_at < (select business_now())) as late,
      (select count(*)::int from (select 1 from leads l where l.owner_id = any(${user.standsFor}::uuid[])
        and l.status in ('new', 'processing') limit 1000) x) as leads,
      (select count(*)::int from (select 1 from deals d where d.owner_id = any(${user.standsFor}::uuid[]) and d.status = 'open' limit 1000) x) as deals,
      (select count(*)::int from notifications where recipient_id = ${user.id} and read_at is null) as notifications,
      (select count(*)::int from (
        (select 1 from conversations c where c.waiting_since is not null and c.owner_id = any(${user.standsFor}::uuid[])
          and (c.private_to is null or c.private_to = ${user.id}) limit 1000)
        union all (select 1 from conversations c where c.waiting_since is not null and c.owner_id is null
          and c.department_id = any(${user.memberOf}::uuid[]) and c.private_to is null limit 1000)) x) as inbox,
      (select count(*)::int from process_incidents n join process_instances i on i.id = n.instance_id
        where n.resolved_at is null and i.status = 'active' and ${maySteer(user, 'i')}) as incidents`.execute(db)
  return rows[0]!
}

/** People who can be given a record or a task, for choosers. */
export async function colleagues(db: Db) {
  const { rows } = await sql<{
    id: string
    name: string
    department_id: string | null
    department: string | null
    away: boolean
  }>`
    select e.id, e.name, e.department_id, d.name as department, exists (select 1 from absences a where a.employee_id = e.id
      and a.from_at <= (select business_now()) and a.to_at > (select business_now())) as away
    from employees e left join departments d on d.id = e.department_id
    where e.active order by e.name limit 1000`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    departmentId: row.department_id,
    department: row.department,
    away: row.away,
  }))
}
