import { sql } from 'kysely'
import { allow, allowAtAll } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { employeeNames } from '../../staff/queries.ts'
import { appointmentFields } from '../fields.ts'
import { refuseUpsideDown, stillPlanned } from '../rules.ts'

type Kind = 'meeting' | 'call'

export interface NewAppointment {
  kind: Kind
  title: string
  body?: string
  place?: string
  startsAt: string
  endsAt: string
  employeeIds?: string[]
  contactIds?: string[]
  subject?: Subject | null
  remindBefore?: string[] | null
}

interface Row {
  id: string
  kind: Kind
  status: string
  title: string
  body: string
  place: string
  starts_at: Date
  ends_at: Date
  owner_id: string | null
  subject_kind: string | null
  subject_id: string | null
  remind_before: string[] | null
  version: number
}

async function forUpdate(cx: Cx, id: string): Promise<Row> {
  const { rows } =
    await sql<Row>`select id, kind, status, title, body, place, starts_at, ends_at, owner_id, subject_kind,
    subject_id, remind_before, version from appointments where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

async function peopleOf(cx: Cx, id: string, kind: 'employee' | 'contact'): Promise<string[]> {
  const { rows } = await sql<{
    person_id: string
  }>`select person_id from appointment_people where appointment_id = ${id}
    and person_kind = ${kind} order by person_id`.execute(cx.db)
  return rows.map((row) => row.person_id)
}

/** Employees who work here, and contacts the caller may read. */
async function refuseStrangers(cx: Cx, employeeIds: readonly string[], contactIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from employees where active
    and id = any(${employeeIds}::uuid[])`.execute(cx.db)
  if (rows[0]!.n < employeeIds.length) throw invalid({ path: 'employeeIds', code: 'field.invalid' })
  for (const id of contactIds) await allow(cx.db, cx.actor, 'contact', 'read', id)
}

async function putPeople(cx: Cx, id: string, kind: 'employee' | 'contact', people: readonly string[]): Promise<void> {
  await sql`delete from appointment_people where appointment_id = ${id} and person_kind = ${kind}
    and person_id <> all(${people}::uuid[])`.execute(cx.db)
  await sql`insert into appointment_people (appointment_id, person_kind, person_id)
    select ${id}, ${kind}, unnest(${people}::uuid[]) on conflict do nothing`.execute(cx.db)
}

/** On the timelines of its record and of the contacts who take part. */
const alsoOf = (row: Pick<Row, 'subject_kind' | 'subject_id'>, contactIds: readonly string[]): Subject[] => [
  ...(row.subject_kind && row.subject_id ? [{ kind: row.subject_kind, id: row.subject_id }] : []),
  ...contactIds.filter((id) => id !== row.subject_id).map((id) => ({ kind: 'contact', id })),
]

interface Told {
  id: string
  kind: Kind
  title: string
  startsAt: string
  version: number
}

const named = ({ id, ...told }: Told) => ({ appointmentId: id, ...told })

/** Tells the others who take part, once a change; nobody is told of what he did himself. */
async function tell(cx: Cx, about: Told, code: string, people: readonly string[]): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const recipients = people.filter((person) => person !== by)
  if (by === null || recipients.length === 0) return
  const who = (await employeeNames(cx.db, [by])).get(by) ?? ''
  await notify(cx, {
    subject: { kind: 'appointment', id: about.id },
    reason: code,
    occurrence: String(about.version),
    code,
    params: { title: about.title, startsAt: about.startsAt, who },
    recipients: [...recipients],
    mail: true,
  })
}

/** A meeting or a call; who arranges it takes part. */
export async function createAppointment(cx: Cx, input: NewAppointment): Promise<string> {
  allowAtAll(cx.actor, 'appointment', 'create')
  refuseUpsideDown(input.startsAt, input.endsAt)
  const owner = cx.actor.kind === 'user' ? cx.actor.id : null
  const employeeIds = [...new Set([...(owner ? [owner] : []), ...(input.employeeIds ?? [])])]
  const contactIds = input.contactIds ?? []
  if (input.subject) await allow(cx.db, cx.actor, input.subject.kind, 'read', input.subject.id)
  await refuseStrangers(cx, employeeIds, contactIds)
  const id = newId()
  await sql`insert into appointments (id, kind, title, body, place, starts_at, ends_at, owner_id, department_id, subject_kind,
      subject_id, remind_before, created_at, updated_at)
    values (${id}, ${input.kind}, ${input.title}, ${input.body ?? ''}, ${input.place ?? ''}, ${input.startsAt}, ${input.endsAt},
      ${owner}, ${cx.actor.kind === 'user' ? cx.actor.departmentId : null}, ${input.subject?.kind ?? null},
      ${input.subject?.id ?? null}, ${input.remindBefore ?? null}, ${cx.now}, ${cx.now})`.execute(cx.db)
  await putPeople(cx, id, 'employee', employeeIds)
  await putPeople(cx, id, 'contact', contactIds)
  const startsAt = new Date(input.startsAt).toISOString()
  const told = { id, kind: input.kind, title: input.title, startsAt, version: 1 }
  const also = alsoOf({ subject_kind: input.subject?.kind ?? null, subject_id: input.subject?.id ?? null }, contactIds)
  const subject = { kind: 'appointment', id }
  cx.record('appointment.created', { subject, payload: named(told), also })
  cx.record('appointment.planned', { subject, payload: named(told) })
  await tell(cx, told, 'appointment_invited', employeeIds)
  return id
}

export type AppointmentChange = Partial<Omit<NewAppointment, 'subject'>>

/** Changes a meeting or a call; a new time or other reminders begin its reminders anew. */
export async function updateAppointment(
  cx: Cx,
  id: string,
  change: AppointmentChange,
  expected: number | null = null,
): Promise<void> {
  const row = await forUpdate(cx, id)
  await allow(cx.db, cx.actor, 'appointment', 'update', id)
  stillPlanned(row.status)
  const [employeeIds, contactIds] = [await peopleOf(cx, id, 'employee'), await peopleOf(cx, id, 'contact')]
  const before = {
    kind: row.kind,
    title: row.title,
    body: row.body,
    place: row.place,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    remindBefore: row.remind_before,
    employeeIds,
    contactIds,
  }
  const instant = (at: string) => new Date(at).toISOString()
  const sorted = (people: string[]) => [...new Set(people)].sort()
  const input = {
    ...change,
    ...(change.startsAt ? { startsAt: instant(change.startsAt) } : {}),
    ...(change.endsAt ? { endsAt: instant(change.endsAt) } : {}),
    // Who arranged it cannot stay away.
    ...(change.employeeIds
      ? { employeeIds: sorted([...change.employeeIds, ...(row.owner_id ? [row.owner_id] : [])]) }
      : {}),
    ...(change.contactIds ? { contactIds: sorted(change.contactIds) } : {}),
  }
  const after = { ...before, ...input }
  refuseUpsideDown(after.startsAt, after.endsAt)
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'appointment', id },
    fields: appointmentFields,
    before,
    input,
    expected,
    version: row.version,
  })
  if (changes.length === 0) return
  const fields = new Set(changes.map(({ field }) => field))
  const newcomers = after.employeeIds.filter((person) => !employeeIds.includes(person))
  await refuseStrangers(
    cx,
    newcomers,
    after.contactIds.filter((person) => !contactIds.includes(person)),
  )
  await updateRow(cx, 'appointments', id, appointmentFields, changes)
  if (fields.has('employeeIds')) await putPeople(cx, id, 'employee', after.employeeIds)
  if (fields.has('contactIds')) await putPeople(cx, id, 'contact', after.contactIds)
  const told = { id, kind: after.kind, title: after.title, startsAt: after.startsAt, version: row.version + 1 }
  const subject = { kind: 'appointment', id }
  cx.record('appointment.updated', {
    subject,
    payload: named(told),
    ...partPersonal(appointmentFields, changes),
    also: alsoOf(row, after.contactIds),
  })
  if (fields.has('startsAt') || fields.has('remindBefore')) {
    cx.record('appointment.planned', { subject, payload: named(told) })
  }
  await tell(cx, told, 'appointment_invited', newcomers)
  if (fields.has('startsAt') || fields.has('endsAt') || fields.has('place')) {
    const others = after.employeeIds.filter((person) => !newcomers.includes(person))
    await tell(cx, told, 'appointment_moved', others)
  }
}

/** Calls it off; it can be brought back. */
export async function cancelAppointment(cx: Cx, id: string): Promise<void> {
  const row = await forUpdate(cx, id)
  await allow(cx.db, cx.actor, 'appointment', 'cancel', id)
  if (row.status === 'cancelled') return
  await settle(cx, row, 'cancelled')
  await tell(cx, toldOf(row), 'appointment_cancelled', await peopleOf(cx, id, 'employee'))
}

/** Undo of `cancelAppointment`. */
export async function restoreAppointment(cx: Cx, id: string): Promise<void> {
  const row = await forUpdate(cx, id)
  await allow(cx.db, cx.actor, 'appointment', 'cancel', id)
  if (row.status === 'planned') return
  await settle(cx, row, 'planned')
  cx.record('appointment.planned', { subject: { kind: 'appointment', id }, payload: named(toldOf(row)) })
  await tell(cx, toldOf(row), 'appointment_invited', await peopleOf(cx, id, 'employee'))
}

const toldOf = (row: Row): Told => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  startsAt: row.starts_at.toISOString(),
  version: row.version + 1,
})

async function settle(cx: Cx, row: Row, status: 'planned' | 'cancelled'): Promise<void> {
  await sql`update appointments set status = ${status}, version = version + 1, updated_at = ${cx.now}
    where id = ${row.id}`.execute(cx.db)
  cx.record(status === 'planned' ? 'appointment.restored' : 'appointment.cancelled', {
    subject: { kind: 'appointment', id: row.id },
    payload: named(toldOf(row)),
    also: alsoOf(row, await peopleOf(cx, row.id, 'contact')),
  })
}
