import { sql } from 'kysely'
import { nextWorkingInstant, type WorkCalendar } from '../../../../pure/work-calendar.ts'
import type { Db } from '../../../core/db.ts'
import { calendarsOf } from '../../staff/queries.ts'
import type { Employee, Work } from '../rules.ts'

/** Everybody who works here, with his absences that reach into the given time. */
export async function staffBetween(db: Db, from: Date, to: Date): Promise<Map<string, Employee>> {
  const { rows } = await sql<{
    id: string
    skills: string[]
    departments: string[]
    absences: { from: string; to: string; substituteId: string | null }[]
  }>`/* distribution-staff */ with recursive up as (
      select id, id as above, parent_id from departments
      union all
      select up.id, d.id, d.parent_id from up join departments d on d.id = up.parent_id
    )
    select e.id, e.skills,
      coalesce((select array_agg(up.above) from up where up.id = e.department_id), '{}'::uuid[]) as departments,
      (select coalesce(json_agg(json_build_object('from', a.from_at, 'to', a.to_at, 'substituteId', a.substitute_id)), '[]')
        from absences a where a.employee_id = e.id and a.to_at > ${from} and a.from_at <= ${to}) as absences
    from employees e where e.active`.execute(db)
  const calendars = await calendarsOf(db)
  return new Map(
    rows.map(({ id, skills, departments, absences }) => [
      id,
      {
        ...{ id, skills, departments },
        absences: absences.map((one) => ({ ...one, from: Date.parse(one.from), to: Date.parse(one.to) })),
        worksFrom: (at: number) => opening(calendars.of(id), at),
      },
    ]),
  )
}

function opening(calendar: WorkCalendar, at: number): number | null {
  try {
    return Date.parse(nextWorkingInstant(calendar, new Date(at).toISOString()))
  } catch {
    // A calendar without any hours: nobody works by it.
    return null
  }
}

export async function turnsTaken(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ rule: string; last: string }>`/* distribution-turns */
    select rule_id as rule, employee_id as last from distribution_turns`.execute(db)
  return new Map(rows.map(({ rule, last }) => [rule, last]))
}

/**
 * Open leads and tasks of everybody; a task about a lead of one's own is the same work, and a lead somebody is asked to
 * accept counts as his until he has answered.
 */
export async function loads(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{
    id: string
    load: number
  }>`/* distribution-loads */ select id, sum(n)::int as load from (
      select owner_id as id, count(*) as n from leads
        where owner_id is not null and status in ('new', 'processing', 'waiting') group by owner_id
      union all
      select t.assignee_id, count(*) from tasks t left join leads l on t.subject_kind = 'lead' and l.id = t.subject_id
        where t.status = 'open' and t.assignee_id is not null and l.owner_id is distinct from t.assignee_id
        group by t.assignee_id
      union all
      select t.candidate_user_ids[1], count(*) from tasks t
        where t.status = 'open' and t.kind = 'claim' and cardinality(t.candidate_user_ids) = 1 group by 1
    ) work group by id`.execute(db)
  return new Map(rows.map(({ id, load }) => [id, load]))
}

/** What everybody had to do at that moment, and until when it lasted. */
export async function workAt(db: Db, at: Date): Promise<Work> {
  const { rows } = await sql<{ id: string; until: Date | null }>`
    select owner_id as id, closed_at as until from leads
      where owner_id is not null and created_at < ${at} and (closed_at is null or closed_at > ${at})
    union all
    select t.assignee_id, t.completed_at from tasks t left join leads l on t.subject_kind = 'lead' and l.id = t.subject_id
      where t.assignee_id is not null and t.created_at < ${at} and (t.status = 'open' or t.completed_at > ${at})
        and l.owner_id is distinct from t.assignee_id`.execute(db)
  const work: Work = new Map()
  for (const { id, until } of rows) work.set(id, [...(work.get(id) ?? []), until?.getTime() ?? null])
  return work
}
