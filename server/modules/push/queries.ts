import { sql } from 'kysely'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Db } from '../../core/db.ts'
import { say } from '../../core/problems.ts'

/** What trying again does not mend. */
const FINAL = new Set(['not_allowed', 'message_refused', 'too_big', 'unknown'])

/** The browsers of one person that are told. */
export async function devicesOf(db: Db, employeeId: string, locale: Locale) {
  const { rows } = await sql<{
    id: string
    endpoint: string
    device: string
    created_at: Date
    taken_at: Date | null
    trouble: string | null
  }>`select id, endpoint, device, created_at, taken_at, trouble from push_subscriptions where employee_id = ${employeeId}
    order by created_at, id`.execute(db)
  return rows.map(({ id, endpoint, device, created_at, taken_at, trouble }) => ({
    id,
    endpoint,
    device,
    createdAt: created_at.toISOString(),
    takenAt: taken_at?.toISOString() ?? null,
    trouble: trouble
      ? {
          code: trouble,
          explanation: say(locale, FINAL.has(trouble) ? 'push.trouble.refused' : 'push.trouble.waiting'),
        }
      : null,
  }))
}

export interface Told {
  code: string
  params: Record<string, unknown>
  urgent: boolean
  task_id: string | null
  subject_kind: string
  subject_id: string
  title: string | null
}

export interface Browser {
  endpoint: string
  p256dh: string
  auth: string
  locale: Locale
  zone: string
  /** Whom a push service writes to about what we send. */
  contact: string
  /** What is not read yet, the urgent first; null where nothing was asked for. */
  told: Told[] | null
}

/** A browser and what of these notices it is still to tell; null where browser or person are gone. */
export async function browserToTell(db: Db, id: string, noticeIds: string[] | null): Promise<Browser | null> {
  const { rows } = await sql<Browser>`select s.endpoint, s.p256dh, s.auth, e.locale, c.zone,
      (select o.email from employees o where o.role = 'owner' and o.active order by o.created_at limit 1) as contact,
      case when ${noticeIds === null} then null else (
        select coalesce(json_agg(json_build_object('code', t.code, 'params', t.params, 'urgent', t.urgent, 'task_id', t.task_id,
            'subject_kind', t.subject_kind, 'subject_id', t.subject_id, 'title', x.title) order by t.urgent desc, t.id), '[]')
          from notifications n join notices t on t.id = n.notice_id
            left join search_entries x on x.kind = t.subject_kind and x.id = t.subject_id
          where n.recipient_id = e.id and n.read_at is null and n.notice_id = any(${noticeIds ?? []}::uuid[])) end as told
    from push_subscriptions s join employees e on e.id = s.employee_id and e.active cross join company c
    where s.id = ${id}`.execute(db)
  return rows[0] ?? null
}
