import { sql } from 'kysely'
import { Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { OWN_COMPANY } from '../events.ts'
import { departmentKeys, USUAL_HOURS } from '../rules.ts'
import { insertEmployee } from './add-employee.ts'

export interface SetUpCompany {
  company: { name: string; nip?: string }
  owner: { name: string; email: string; password: string }
  departments: string[]
  locale: 'pl' | 'en'
  /** The company of the demo: anybody may step into its people and move its clock. */
  demo?: boolean
}

/**
 * The first thing that happens in an empty database: the company, its departments and its owner, who heads all of them
 * until others do and belongs to sales, so that the first request already finds somebody. Of two at once one is refused.
 */
export async function setUpCompany(cx: Cx, input: SetUpCompany): Promise<{ ownerId: string; departmentIds: string[] }> {
  await sql`select pg_advisory_xact_lock(7465603)`.execute(cx.db)
  const { rows } = await sql`select 1 from company`.execute(cx.db)
  if (rows.length > 0) throw new Refusal('setup.done')
  await sql`insert into company (name, nip, locale, work_hours, demo, created_at) values (${input.company.name},
    ${input.company.nip ?? null}, ${input.locale}, ${JSON.stringify(USUAL_HOURS)}::jsonb, ${input.demo ?? false}, ${cx.now})`.execute(
    cx.db,
  )
  const keys = departmentKeys(input.departments)
  const departments = input.departments.map((name, position) => ({ id: newId(), key: keys[position]!, name, position }))
  if (departments.length > 0) {
    await cx.db
      .insertInto('departments')
      .values(departments.map((department) => ({ ...department, created_at: cx.now })))
      .execute()
  }
  const { id: ownerId } = await insertEmployee(cx, {
    ...input.owner,
    role: 'owner',
    locale: input.locale,
    departmentId: departments.find(({ key }) => key === 'sales')?.id ?? null,
  })
  await sql`update departments set head_id = ${ownerId}`.execute(cx.db)
  cx.record('company.set_up', {
    subject: OWN_COMPANY,
    payload: { name: input.company.name, locale: input.locale, demo: input.demo ?? false, ownerId },
  })
  for (const { id, name } of departments) {
    cx.record('department.created', { subject: { kind: 'department', id }, payload: { name, version: 1 } })
  }
  return { ownerId, departmentIds: departments.map(({ id }) => id) }
}
