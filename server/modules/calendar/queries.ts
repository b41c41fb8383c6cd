import { type RawBuilder, sql } from 'kysely'
import { DAY_MS, dateOfDay, localDay } from '../../../pure/dates.ts'
import { type CalendarEntry, writeCalendar } from '../../../pure/icalendar.ts'
import { polishHolidays, workingSpansOn } from '../../../pure/work-calendar.ts'
import { may } from '../../core/access.ts'
import type { UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { say } from '../../core/problems.ts'
import { calendarsOf, companyOf } from '../staff/queries.ts'

interface Person {
  id: string
  name: string
}

export interface AppointmentView {
  id: string
  kind: 'meeting' | 'call'
  status: 'planned' | 'cancelled'
  title: string
  body: string
  place: string
  startsAt: string
  endsAt: string
  owner: Person | null
  employees: Person[]
  contacts: Person[]
  subject: { kind: string; id: string; title: string } | null
  remindBefore: string[] | null
  version: number
}

const people = (kind: 'employee' | 'contact', table: 'employees' | 'contacts') => sql`(select
    coalesce(json_agg(json_build_object('id', x.id, 'name', x.name) order by x.name, x.id), '[]')
  from appointment_people p join ${sql.table(table)} x on x.id = p.person_id
  where p.appointment_id = a.id and p.person_kind = ${kind})`

/** One meeting or call this person may read; 404 otherwise. */
export async function appointmentById(db: Db, actor: UserActor, id: string): Promise<AppointmentView> {
  const { rows } = await sql<{
    id: string
    kind: 'meeting' | 'call'
    status: 'planned' | 'cancelled'
    title: string
    body: string
    place: string
    starts_at: Date
    ends_at: Date
    owner_id: string | null
    owner_name: string | null
    subject_kind: string | null
    subject_id: string | null
    subject_title: string | null
    remind_before: string[] | null
    version: number
    employees: Person[]
    contacts: Person[]
  }>`select a.*, e.name as owner_name, s.title as subject_title, ${people('employee', 'employees')} as employees,
      ${people('contact', 'contacts')} as contacts
    from appointments a left join employees e on e.id = a.owner_id
    left join search_entries s on s.kind = a.subject_kind and s.id = a.subject_id
    where a.id = ${id} and ${may(actor, 'appointment', 'read', 'a')}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    title: row.title,
    body: row.body,
    place: row.place,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
    employees: row.employees,
    contacts: row.contacts,
    subject:
      row.subject_kind && row.subject_id
        ? { kind: row.subject_kind, id: row.subject_id, title: row.subject_title ?? '' }
        : null,
    remindBefore: row.remind_before,
    version: row.version,
  }
}

export interface CalendarItem {
  source: 'appointment' | 'task'
  id: string
  kind: 'meeting' | 'call' | 'task'
  title: string
  titleParams: Record<string, unknown> | null
  startsAt: string
  endsAt: string
  place: string
  people: Person[]
  done: boolean
  mayUpdate: boolean
  version: number
}

interface Span {
  from: string
  to: string
}

const MOST_ITEMS = 1500
/** A task has a moment only; in a calendar it needs room to be seen. */
const TASK_LASTS = sql`interval '30 minutes'`

async function itemsOf(
  db: Db,
  actor: UserActor,
  { from, to }: Span,
  whose: readonly string[],
): Promise<CalendarItem[]> {
  const named = (
    ids: RawBuilder<unknown>,
  ) => sql`(select coalesce(json_agg(json_build_object('id', e.id, 'name', e.name)
    order by e.name, e.id), '[]') from employees e where e.id in (${ids}) and e.id = any(${whose}::uuid[]))`
  const { rows } = await sql<Omit<CalendarItem, 'startsAt' | 'endsAt'> & { starts: Date; ends: Date }>`
    (select 'appointment' as source, a.id, a.kind, a.title, null::jsonb as "titleParams", a.starts_at as starts,
      a.ends_at as ends, a.place, ${named(sql`select p.person_id from appointment_people p
        where p.appointment_id = a.id and p.person_kind = 'employee'`)} as people, false as done,
      ${may(actor, 'appointment', 'update', 'a')} as "mayUpdate", a.version
    from appointments a
    where a.status = 'planned' and a.starts_at < ${to}::timestamptz and a.starts_at > ${from}::timestamptz - interval '31 days'
      and a.ends_at > ${from}::timestamptz and ${may(actor, 'appointment', 'read', 'a')}
      and exists (select from appointment_people p where p.appointment_id = a.id and p.person_kind = 'employee'
        and p.person_id = any(${whose}::uuid[]))
    order by a.starts_at, a.id limit ${MOST_ITEMS + 1})
    union all
    (select 'task', t.id, 'task', t.title, t.title_params, t.due_at, t.due_at + ${TASK_LASTS}, '',
      ${named(sql`select t.assignee_id`)}, t.status = 'done', t.status = 'open' and ${may(actor, 'task', 'update', 't')}, t.version
    from tasks t
    where t.kind = 'task' and t.status <> 'cancelled' and t.assignee_id = any(${whose}::uuid[])
      and t.due_at >= ${from}::timestamptz and t.due_at < ${to}::timestamptz and ${may(actor, 'task', 'read', 't')}
    order by t.due_at, t.id limit ${MOST_ITEMS + 1})
    order by starts, id limit ${MOST_ITEMS + 1}`.execute(db)
  return rows.map(({ starts, ends, ...item }) => ({
    ...item,
    startsAt: starts.toISOString(),
    endsAt: ends.toISOString(),
  }))
}

/** What stands in the calendars of these people within a time, as far as the reader may see it, and when one works then. */
export async function calendarOf(db: Db, actor: UserActor, span: Span, whose: readonly string[]) {
  const [items, calendars] = await Promise.all([itemsOf(db, actor, span, whose), calendarsOf(db)])
  const own = calendars.of(actor.id)
  const first = localDay(own.zone, Date.parse(span.from))
  const last = localDay(own.zone, Date.parse(span.to) - 1)
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const day = dateOfDay(first + index)
    // The law's own days have names in both languages; one the company added has the name it gave.
    const named = calendars.company.holidays[day] ?? null
    const statutory = named !== null && polishHolidays(Number(day.slice(0, 4)), actor.locale)[day]
    return { day, holiday: statutory || named, working: workingSpansOn(own, day) }
  })
  return { items: items.slice(0, MOST_ITEMS), more: items.length > MOST_ITEMS, days }
}

export async function feedOf(db: Db, employeeId: string): Promise<{ since: string | null }> {
  const row = await db
    .selectFrom('calendar_feeds')
    .select('created_at')
    .where('employee_id', '=', employeeId)
    .executeTakeFirst()
  return { since: row?.created_at.toISOString() ?? null }
}

/** Whose calendar a secret address opens; null for none. */
export async function ownerOfFeed(db: Db, digest: Buffer): Promise<string | null> {
  const row = await db
    .selectFrom('calendar_feeds')
    .select('employee_id')
    .where('token_digest', '=', digest)
    .executeTakeFirst()
  return row?.employee_id ?? null
}

const PAST_DAYS = 90
const COMING_DAYS = 400

/** A person's calendar as an iCalendar file, in that person's language and with that person's rights. */
export async function calendarFile(db: Db, actor: UserActor, now: Date, publicUrl: string): Promise<string> {
  const at = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString()
  const [items, company] = await Promise.all([
    itemsOf(db, actor, { from: at(-PAST_DAYS), to: at(COMING_DAYS) }, [actor.id]),
    companyOf(db),
  ])
  const { rows: details } = await sql<{
    id: string
    body: string
    changed: Date
    organizer: { name: string; email: string } | null
    attendees: { name: string; email: string }[]
  }>`select a.id, a.body, a.updated_at as changed, (select json_build_object('name', e.name, 'email', e.email)
        from employees e where e.id = a.owner_id) as organizer,
      (select coalesce(json_agg(json_build_object('name', e.name, 'email', e.email) order by e.name, e.id), '[]')
        from appointment_people p join employees e on e.id = p.person_id
        where p.appointment_id = a.id and p.person_kind = 'employee') as attendees
    from appointments a where a.id = any(${items.map((item) => item.id)}::uuid[])
    union all
    select t.id, t.body, t.updated_at, null, '[]' from tasks t where t.id = any(${items.map((item) => item.id)}::uuid[])`.execute(
    db,
  )
  const known = new Map(details.map((one) => [one.id, one]))
  const title = (item: CalendarItem) =>
    item.titleParams ? say(actor.locale, item.title, item.titleParams) : item.title
  const entries = items.map((item): CalendarEntry => {
    const detail = known.get(item.id)
    const task = item.source === 'task'
    return {
      uid: `${item.id}@${new URL(publicUrl).hostname}`,
      sequence: item.version,
      changedAt: (detail?.changed ?? now).toISOString(),
      startsAt: item.startsAt,
      endsAt: item.endsAt,
      summary: task
        ? say(actor.locale, item.done ? 'calendar.task_done' : 'calendar.task', { title: title(item) })
        : title(item),
      description: detail?.body,
      location: item.place,
      url: task ? `${publicUrl}/tasks/${item.id}` : `${publicUrl}/calendar?open=${item.id}`,
      ...(detail?.organizer ? { organizer: detail.organizer } : {}),
      attendees: detail?.attendees ?? [],
      free: task,
    }
  })
  return writeCalendar({ name: `${company.name}: ${actor.name}`, zone: company.zone }, entries)
}
