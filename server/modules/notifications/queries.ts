import { type RawBuilder, sql } from 'kysely'
import { accessKinds } from '../../core/access.ts'
import type { UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { Refusal } from '../../core/errors.ts'
import type { Cause, Subject } from '../../core/events.ts'
import { isId } from '../../core/ids.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import type { Cx } from '../../core/write.ts'
import { departmentByKey, headOf, membersOf, substituteAt, supervisorOf } from '../staff/queries.ts'

export interface NotificationView {
  id: string
  code: string
  params: Record<string, unknown>
  subject: { kind: string; id: string; title: string }
  urgent: boolean
  taskId: string | null
  cause: Cause | null
  createdAt: string
  readAt: string | null
}

export async function listNotifications(
  db: Db,
  user: UserActor,
  filter: { unread?: boolean; after?: string; limit: number },
): Promise<{ items: NotificationView[]; next: string | null }> {
  const where = [sql`n.recipient_id = ${user.id}`]
  if (filter.unread) where.push(sql`n.read_at is null`)
  if (filter.after) {
    const [id] = readCursor(filter.after, 1) as [string]
    where.push(sql`n.notice_id < ${id}::uuid`)
  }
  const { rows } = await sql<{
    id: string
    code: string
    params: Record<string, unknown>
    subject_kind: string
    subject_id: string
    title: string | null
    urgent: boolean
    task_id: string | null
    cause: Cause | null
    created_at: Date
    read_at: Date | null
  }>`select n.notice_id as id, t.code, t.params, t.subject_kind, t.subject_id, s.title, t.urgent, t.task_id, t.cause,
      n.created_at, n.read_at
    from notifications n join notices t on t.id = n.notice_id
    left join search_entries s on s.kind = t.subject_kind and s.id = t.subject_id
    where ${sql.join(where, sql` and `)} order by n.notice_id desc limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({
      id: row.id,
      code: row.code,
      params: row.params,
      subject: { kind: row.subject_kind, id: row.subject_id, title: row.title ?? '' },
      urgent: row.urgent,
      taskId: row.task_id,
      cause: row.cause,
      createdAt: row.created_at.toISOString(),
      readAt: row.read_at?.toISOString() ?? null,
    })),
    next: rows.length > filter.limit && last ? cursorOf(last.id) : null,
  }
}

/** The roles of who is who to a record, as `recipientsOf` takes them: "record:owner", "record:supervisor", ... */
const OF_RECORD = /^record:(owner|supervisor|head|department)$/

/** The same list with the roles to this record put for the words that mean them. */
export async function namedFor(db: Db, to: string[], subject: Subject | null): Promise<string[]> {
  if (!to.some((who) => OF_RECORD.test(who))) return to
  const roles = await rolesOf(db, subject)
  return to.map((who) => {
    const role = OF_RECORD.exec(who)?.[1] as keyof Roles | undefined
    return role ? roles[role] : who
  })
}

async function rolesOf(db: Db, subject: Subject | null): Promise<Roles> {
  const kind = accessKinds().find(({ kind, table }) => table && kind === subject?.kind)
  if (!kind?.table || !subject) return rolesAbout({ ownerId: null, departmentId: null }, null)
  const column = (name: string | null) => (name ? sql.ref(name) : sql`null::uuid`)
  const { rows } = await sql<{ ownerId: string | null; departmentId: string | null }>`
    select ${column(kind.owner)} as "ownerId", ${column(kind.department)} as "departmentId"
    from ${sql.table(kind.table)} where id = ${subject.id}`.execute(db)
  return rolesAbout(rows[0] ?? { ownerId: null, departmentId: null }, null)
}

type Asking = Pick<Cx, 'db' | 'now'>

/** Whom words like "its owner" mean, each as `recipientsOf` takes them. */
export interface Roles {
  owner: string
  supervisor: string
  head: string
  department: string
}

/**
 * Who is who to a record. Where nobody owns it the head of its department answers for it; what belongs to no department is
 * that of `otherwise`, or the leaders'.
 */
export function rolesAbout(
  { ownerId, departmentId }: { ownerId: string | null; departmentId: string | null },
  otherwise: string | null,
): Roles {
  const department = departmentId ?? otherwise
  const head = department ? `head:${department}` : 'leaders'
  return {
    owner: ownerId ?? head,
    supervisor: ownerId ? `supervisor:${ownerId}` : head,
    head,
    department: department ? `department:${department}` : 'leaders',
  }
}

/**
 * Who is meant: a person's id, or "present:<person>" (the substitute while the person is away), "department:<id or key>"
 * (everybody in it), "head:<id or key>" (its head), "supervisor:<person>" (that person's supervisor, or his substitute while
 * he is away), "supervisor:supervisor:<person>" (whoever stands above that one), "watchers:<task>",
 * "attendees:<appointment>", "leaders" (owner and administrators).
 */
export async function recipientsOf(cx: Asking, to: string[], known: Map<string, Promise<string[]>>): Promise<string[]> {
  const found = await Promise.all(
    to.map((who) => {
      let people = known.get(who)
      if (!people) {
        people = resolve(cx, who)
        known.set(who, people)
      }
      return people
    }),
  )
  return [...new Set(found.flat())]
}

async function resolve(cx: Asking, who: string): Promise<string[]> {
  const [kind, name] = who.includes(':')
    ? [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)]
    : ['user', who]
  if (who === 'leaders') {
    return people(cx, sql`select id from employees where role in ('owner', 'administrator') and active`)
  }
  // Not left to the database, whose refusal of such an id would pass for a failure that passes by itself.
  if (NAMED_BY_ID.has(kind) && !isId(name)) throw unknownRecipient(who)
  if (kind === 'user') return [name]
  if (kind === 'present') return [(await substituteAt(cx.db, name, cx.now)) ?? name]
  if (kind === 'supervisor') {
    const [below] = await resolve(cx, name)
    return below ? only(await supervisorOf(cx.db, below, cx.now)) : []
  }
  if (kind === 'watchers') return people(cx, sql`select employee_id as id from task_watchers where task_id = ${name}`)
  if (kind === 'attendees') {
    return people(
      cx,
      sql`select person_id as id from appointment_people where appointment_id = ${name} and person_kind = 'employee'`,
    )
  }
  const department = await departmentByKey(cx.db, name)
  if (!department) throw new Refusal('notification.unknown_department', { params: { department: name } })
  if (kind === 'department') return (await membersOf(cx.db, [department.id])).map((member) => member.id)
  if (kind === 'head') return only(await headOf(cx.db, department.id, cx.now))
  throw unknownRecipient(who)
}

const NAMED_BY_ID = new Set(['user', 'present', 'watchers', 'attendees'])

const unknownRecipient = (who: string) =>
  new Refusal('notification.unknown_recipient', { status: 422, params: { recipient: who } })

async function people(cx: Asking, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${query} order by id`.execute(cx.db)
  return rows.map((row) => row.id)
}

const only = (id: string | null): string[] => (id ? [id] : [])
