import { sql } from 'kysely'
import { Refusal } from '../../core/errors.ts'
import type { Subject } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'

export interface NewNotice {
  subject: Subject
  /** With subject and occurrence: the same thing is told once, however often the step is repeated. */
  reason: string
  occurrence: string
  /** Text code without its prefix: the words are 'notice.<code>'. */
  code: string
  params: Record<string, unknown>
  recipients: string[]
  urgent?: boolean
  taskId?: string | null
  mail: boolean
}

/** Tells people something. Without anybody to tell it refuses (`notification.no_recipient`): nothing is silent. */
export async function notify(cx: Cx, notice: NewNotice): Promise<void> {
  await notifyMany([{ cx, notice }])
}

/** The same for many notices in two statements. */
export async function notifyMany(batch: { cx: Cx; notice: NewNotice }[]): Promise<void> {
  const first = batch[0]
  if (!first) return
  for (const { notice } of batch) {
    if (notice.recipients.length === 0) {
      throw new Refusal('notification.no_recipient', { params: { reason: notice.reason } })
    }
  }
  // Many notices at once mostly tell the same people: each circle of them is sent once.
  const circles: { circle: number; people: string[] }[] = []
  const known = new Map<string, number>()
  const circleOf = (people: string[]): number => {
    const key = people.join()
    const found = known.get(key) ?? circles.push({ circle: circles.length, people }) - 1
    known.set(key, found)
    return found
  }
  const rows = batch.map(({ cx, notice }) => ({
    id: newId(),
    subject_kind: notice.subject.kind,
    subject_id: notice.subject.id,
    reason: notice.reason,
    occurrence: notice.occurrence,
    code: notice.code,
    params: notice.params,
    urgent: notice.urgent ?? false,
    task_id: notice.taskId ?? null,
    cause: cx.cause,
    recipients: [...new Set(notice.recipients)],
    mail: notice.mail ? 'pending' : 'none',
  }))
  const sent = rows.map(({ recipients, ...row }) => ({ ...row, circle: circleOf(recipients) }))
  const { rows: made } = await sql<{ id: string }>`
    /* notify */ with fresh as (
      select * from json_to_recordset(${JSON.stringify(sent)}::json) as r(id uuid, subject_kind text, subject_id uuid, reason text,
        occurrence text, code text, params jsonb, urgent boolean, task_id uuid, cause jsonb, circle int, mail text)
    ), circles as (
      select circle, people from json_to_recordset(${JSON.stringify(circles)}::json) as c(circle int, people uuid[])
    ), told as (
      insert into notices (id, subject_kind, subject_id, reason, occurrence, code, params, urgent, task_id, cause, created_at)
      select id, subject_kind, subject_id, reason, occurrence, code, params, urgent, task_id, cause, ${first.cx.now} from fresh
      on conflict (subject_kind, subject_id, reason, occurrence) do nothing returning id
    ), delivered as (
      insert into notifications (notice_id, recipient_id, created_at, mail_state)
      select f.id, p.person, ${first.cx.now}, f.mail from fresh f join told on told.id = f.id
        join circles c on c.circle = f.circle cross join unnest(c.people) as p(person)
    ), pushed as (
      insert into waiting_pushes (recipient_id, notice_id, urgent)
      select p.person, f.id, f.urgent from fresh f join told on told.id = f.id
        join circles c on c.circle = f.circle cross join unnest(c.people) as p(person)
      where exists (select from push_subscriptions s where s.employee_id = p.person)
    )
    select id from told`.execute(first.cx.db)
  const ids = new Set(made.map((row) => row.id))
  rows.forEach((row, i) => {
    if (!ids.has(row.id)) return
    batch[i]!.cx.record('notice.sent', {
      subject: { kind: row.subject_kind, id: row.subject_id },
      payload: { noticeId: row.id, code: row.code, params: row.params, recipients: row.recipients },
    })
  })
}

/** Marks as read: the given notices, or all of them. What has been read needs no mail. */
export async function markRead(cx: Cx, noticeIds: string[] | null): Promise<number> {
  if (cx.actor.kind !== 'user') return 0
  const result = await sql`update notifications set read_at = ${cx.now},
      mail_state = case when mail_state = 'pending' then 'skipped' else mail_state end where recipient_id = ${cx.actor.id} and read_at is null
    and ${noticeIds === null ? sql`true` : sql`notice_id = any(${noticeIds}::uuid[])`}`.execute(cx.db)
  const count = Number(result.numAffectedRows ?? 0)
  if (count > 0) cx.record('notice.read', { subject: { kind: 'employee', id: cx.actor.id }, payload: { count } })
  return count
}
