import { sql } from 'kysely'
import type { MailingDays } from '../../../../pure/figure-mailings.ts'
import type { FigurePeriod } from '../../../../pure/figures.ts'
import { may, scopeOf } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { nameOf } from '../../processes/queries/words.ts'
import type { FAILURES, MAILED_REPORTS, MailedQuery, MailingView } from '../schema.ts'
import { withinOf } from './report.ts'

/** A report that goes out by mail, as its row says it. */
export interface MailingRow extends MailingDays {
  id: string
  owner_id: string
  report: (typeof MAILED_REPORTS)[number]
  process_key: string | null
  query: MailedQuery
  period: FigurePeriod
  /** 'HH:MM' */
  at: string
  next_on: string
  recipients: string[]
  paused_at: Date | null
  sent_at: Date | null
  failed_at: Date | null
  failed_why: (typeof FAILURES)[number] | null
  version: number
}

export const MAILING = sql`m.id, m.owner_id, m.report, m.process_key, m.query, m.period, m.every, m.day, to_char(m.at, 'HH24:MI') as at,
  m.next_on::text, m.recipients, m.paused_at, m.sent_at, m.failed_at, m.failed_why, m.version`

/** More of them nobody reads. */
const MOST = 500

/** One's own, those that come to one, and to owner and administrators everybody's. */
export async function listMailings(db: Db, user: UserActor): Promise<MailingView[]> {
  const { rows } = await sql<
    MailingRow & {
      owner: string
      process: string | null
      people: MailingView['recipients']
      next_at: Date | null
      can: boolean
    }
  >`select ${MAILING}, e.name as owner, d.name as process,
      case when m.paused_at is null then (m.next_on + m.at) at time zone c.zone end as next_at,
      (select json_agg(json_build_object('id', r.id, 'name', r.name, 'active', r.active) order by r.name, r.id)
        from employees r where r.id = any(m.recipients)) as people,
      ${may(user, 'figure_mailing', 'update', 'm')} as can
    from figure_mailings m join employees e on e.id = m.owner_id cross join company c
    left join processes p on p.key = m.process_key left join process_definitions d on d.id = p.definition_id
    where ${may(user, 'figure_mailing', 'read', 'm')}
    order by m.owner_id <> ${user.id}, m.report, m.process_key, m.id limit ${MOST}`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    report: row.report,
    process: row.process_key ? { key: row.process_key, name: nameOf(row.process_key, row.process ?? '') } : null,
    query: row.query,
    period: row.period,
    every: row.every,
    day: row.day,
    at: row.at,
    recipients: row.people ?? [],
    owner: { id: row.owner_id, name: row.owner },
    paused: row.paused_at !== null,
    nextAt: row.next_at?.toISOString() ?? null,
    sentAt: row.sent_at?.toISOString() ?? null,
    failed: row.failed_at && row.failed_why ? { at: row.failed_at.toISOString(), why: row.failed_why } : null,
    can: row.can,
    version: row.version,
  }))
}

/**
 * Whether there is anything in a report for this person to see: figures at all, and where it is narrowed to somebody or to a
 * department, theirs.
 */
export async function maySeeReport(
  db: Db,
  reader: UserActor,
  { report, query }: Pick<MailingRow, 'report' | 'query'>,
): Promise<boolean> {
  if (report === 'processes') return scopeOf(reader, 'process', 'read') !== 'none'
  if (scopeOf(reader, 'figure', 'see') === 'none') return false
  const within = withinOf(reader)
  if (within === null) return true
  const { person, department } = query
  if (department !== undefined && !within.departments.includes(department)) return false
  if (person === undefined || within.people.includes(person)) return true
  const { rows } = await sql`select from employees where id::text = ${person}
    and department_id = any(${within.departments}::uuid[])`.execute(db)
  return rows.length > 0
}
