import { sql } from 'kysely'
import { formatDate, formatNear, formatTime } from '../../../../pure/dates.ts'
import { formatPhone } from '../../../../pure/phone.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import { companyOf } from '../../staff/queries.ts'
import type { Customer } from './customers.ts'

interface Facts {
  title: string | null
  number: string | null
  owner: string | null
  phone: string | null
  starts_at: Date | null
  place: string | null
}

const RECORDS: Record<string, ReturnType<typeof sql>> = {
  deal: sql`select title, number::text as number, owner_id, null::timestamptz as starts_at, null as place from deals`,
  lead: sql`select title, number::text, owner_id, null::timestamptz as starts_at, null as place from leads`,
  record: sql`select title, number::text, owner_id, null::timestamptz as starts_at, null as place from records`,
  appointment: sql`select title, null as number, owner_id, starts_at, place from appointments`,
}

/** What the variables of a message stand for, in the customer's language. */
export async function valuesOf(
  db: Db,
  subject: Subject,
  customer: Customer,
  { now, link }: { now: Date; link: string | null },
): Promise<Map<string, string>> {
  const { locale } = customer
  const { name, zone } = await companyOf(db)
  const from = RECORDS[subject.kind]
  const { rows } = from
    ? await sql<Facts>`select r.title, r.number, r.starts_at, r.place, e.name as owner, e.phone
        from (${from} where id = ${subject.id}) r left join employees e on e.id = r.owner_id`.execute(db)
    : { rows: [] }
  const facts = rows[0]
  const at = facts?.starts_at?.toISOString()
  const reader = { locale, zone, now: now.toISOString() }
  return new Map([
    ['link', link ?? ''],
    ['recipient.name', customer.name],
    ['recipient.first_name', customer.firstName],
    ['company.name', name],
    ['today', formatDate(now.toISOString(), reader)],
    ['record.title', facts?.title ?? ''],
    ['record.number', facts?.number ?? ''],
    ['owner.name', facts?.owner ?? ''],
    ['owner.phone', facts?.phone ? formatPhone(facts.phone) : ''],
    ['visit.when', at ? formatNear(at, reader, { time: 'always' }) : ''],
    ['visit.date', at ? formatDate(at, reader) : ''],
    ['visit.time', at ? formatTime(at, reader) : ''],
    ['visit.place', facts?.place ?? ''],
  ])
}
