import { CompiledQuery, sql } from 'kysely'
import type { WeekHours } from '../../../pure/work-calendar.ts'
import type { UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { ACTOR_BY_ID, type ActorRow, actorOfRow } from './actor-query.ts'

// The working calendars are a subject of their own; whoever reads about people finds them here too.
export { calendarsOf } from './calendars.ts'
export { sessionTokenOf } from './session-cookie.ts'

export interface OwnCompany {
  name: string
  nip: string | null
  zone: string
  currency: string
  locale: 'pl' | 'en'
  workHours: WeekHours
  units: string[]
  dealAmount: 'net' | 'gross'
  demo: boolean
  version: number
}

export interface Member {
  id: string
  name: string
  email: string
  locale: 'pl' | 'en'
  skills: string[]
  departmentId: string
}

/** A person as the one who acts, with the rights of this moment; null when unknown or no longer active. */
export async function actorOf(db: Db, employeeId: string): Promise<UserActor | null> {
  const { rows } = await db.executeQuery<ActorRow>(CompiledQuery.raw(ACTOR_BY_ID, [employeeId]))
  return rows[0] ? actorOfRow(rows[0]) : null
}

/** The company that runs this Tok, null before it is set up. */
export async function companyIfAny(db: Db): Promise<OwnCompany | null> {
  const { rows } = await sql<OwnCompany>`select name, nip, zone, trim(currency) as currency, locale,
    work_hours as "workHours", units, deal_amount as "dealAmount", demo, version from company`.execute(db)
  return rows[0] ?? null
}

/** The company that runs this Tok. */
export async function companyOf(db: Db): Promise<OwnCompany> {
  const company = await companyIfAny(db)
  if (!company) throw new Error('this Tok has no company yet')
  return company
}

const absentAt = (employee: string, at: Date) => sql<boolean>`exists (select 1 from absences w
  where w.employee_id = ${sql.ref(employee)} and w.from_at <= ${at} and w.to_at > ${at})`

/** Who stands in for a person at that moment; null when the person is there, or is away and nobody present was named. */
export async function substituteAt(db: Db, employeeId: string, at: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive chain as (
      select a.substitute_id as id, 1 as level from absences a
        where a.employee_id = ${employeeId} and a.from_at <= ${at} and a.to_at > ${at}
      union all
      select a.substitute_id, c.level + 1 from chain c join absences a on a.employee_id = c.id
        where a.from_at <= ${at} and a.to_at > ${at} and c.level < 10
    )
    select c.id from chain c join employees e on e.id = c.id
    where e.active and c.id <> ${employeeId} and not ${absentAt('c.id', at)}
    order by c.level limit 1`.execute(db)
  return rows[0]?.id ?? null
}

/** To whom a person answers, the nearest first, whether they are there or away; never oneself. */
export async function supervisorsOf(db: Db, employeeId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive me as (select supervisor_id, department_id from employees where id = ${employeeId}),
    up as (
      select d.parent_id, d.head_id, 1 as level from departments d join me on d.id = me.department_id
      union all
      select d.parent_id, d.head_id, up.level + 1 from departments d join up on d.id = up.parent_id where up.level < 50
    ),
    candidates as (select supervisor_id as id, 0 as level from me union all select head_id, level from up)
    select c.id from candidates c join employees e on e.id = c.id and e.active
    where c.id <> ${employeeId} order by c.level`.execute(db)
  return [...new Set(rows.map(({ id }) => id))]
}

/**
 * To whom a person answers: the supervisor named, else the head of the department, else the head of the nearest one above;
 * never oneself. Somebody away is replaced by his substitute, and where he named none, told all the same.
 */
export async function supervisorOf(db: Db, employeeId: string, at: Date): Promise<string | null> {
  const above = await supervisorsOf(db, employeeId)
  for (const id of above) {
    const substitute = await substituteAt(db, id, at)
    // Nobody supervises himself because his supervisor went on leave: then the next one above does.
    if (substitute !== employeeId) return substitute ?? id
  }
  return above[0] ?? null
}

/** The head of a department, or of the nearest one above that has one, whether there or away. */
export async function headNamed(db: Db, departmentId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select parent_id, head_id, 1 as level from departments where id = ${departmentId}
      union all
      select d.parent_id, d.head_id, up.level + 1 from departments d join up on d.id = up.parent_id where up.level < 50
    )
    select e.id from up join employees e on e.id = up.head_id and e.active order by up.level limit 1`.execute(db)
  return rows[0]?.id ?? null
}

/** As `headNamed`, or his substitute while he is away. */
export async function headOf(db: Db, departmentId: string, at: Date): Promise<string | null> {
  const head = await headNamed(db, departmentId)
  return head ? ((await substituteAt(db, head, at)) ?? head) : null
}

/** Whether a person is away at that moment. */
export async function isAway(db: Db, employeeId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ away: boolean }>`select ${absentAt('e.id', at)} as away from employees e
    where e.id = ${employeeId}`.execute(db)
  return rows[0]?.away ?? false
}

const subtree = (ids: string[]) => sql`
  with recursive below as (
    select id from departments where id = any(${ids}::uuid[])
    union
    select d.id from departments d join below b on d.parent_id = b.id
  )`

/** The department itself and all below it. */
export async function departmentsBelow(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${subtree([id])} select id from below`.execute(db)
  return rows.map((row) => row.id)
}

const memberColumns = sql`e.id, e.name, e.email, e.locale, e.skills, e.department_id as "departmentId"`

/** The active people of these departments and of all below them, by name. */
export async function membersOf(db: Db, departmentIds: string[]): Promise<Member[]> {
  const { rows } = await sql<Member>`${subtree(departmentIds)} select ${memberColumns} from employees e
    join below b on b.id = e.department_id where e.active order by e.name, e.id`.execute(db)
  return rows
}

/** As `membersOf`, without those who are away at that moment. */
export async function presentMembersOf(db: Db, departmentId: string, at: Date): Promise<Member[]> {
  const { rows } = await sql<Member>`${subtree([departmentId])} select ${memberColumns} from employees e
    join below b on b.id = e.department_id where e.active and not ${absentAt('e.id', at)} order by e.name, e.id`.execute(
    db,
  )
  return rows
}

/** A department by its key ("sales") or its id. */
export async function departmentByKey(
  db: Db,
  key: string,
): Promise<{ id: string; key: string | null; name: string; headId: string | null } | null> {
  const { rows } = await sql<{ id: string; key: string | null; name: string; headId: string | null }>`
    select id, key, name, head_id as "headId" from departments
    where (key = ${key} or id::text = ${key}) and archived_at is null limit 1`.execute(db)
  return rows[0] ?? null
}

/** Names by id, of people who left too. */
export async function employeeNames(db: Db, ids: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`select id, name from employees
    where id = any(${wanted}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.name]))
}
