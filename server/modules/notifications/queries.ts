import { sql } from 'kysely'
import type { UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { Refusal } from '../../core/errors.ts'
import type { Cause } from '../../core/events.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import type { Cx } from '../../core/write.ts'
import { departmentByKey, headOf, membersOf, supervisorOf } from '../staff/queries.ts'

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

/**
 * Who is meant: a person's id, or "department:<id or key>" (everybody in it), "head:<id or key>" (its head),
 * "supervisor:<person>" (that person's supervisor, or his substitute while he is away).
 */
export async function recipientsOf(
  cx: Pick<Cx, 'db' | 'now'>,
  to: string[],
  known: Map<string, Promise<string[]>>,
): Promise<string[]> {
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

async function resolve(cx: Pick<Cx, 'db' | 'now'>, who: string): Promise<string[]> {
  const [kind, name] = who.includes(':')
    ? [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)]
    : ['user', who]
  if (kind === 'user') return [name]
  if (kind === 'supervisor') return only(await supervisorOf(cx.db, name, cx.now))
  const department = await departmentByKey(cx.db, name)
  if (!department) throw new Refusal('notification.unknown_department', { params: { department: name } })
  if (kind === 'department') return (await membersOf(cx.db, [department.id])).map((member) => member.id)
  if (kind === 'head') return only(await headOf(cx.db, department.id, cx.now))
  throw new Refusal('notification.unknown_recipient', { params: { recipient: who } })
}

const only = (id: string | null): string[] => (id ? [id] : [])
