import { sql } from 'kysely'
import type { UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import type { Cause } from '../../core/events.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'

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
