import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentForUpdate } from './update-department.ts'

/** Puts a department away that has no people and no departments below it; what was filed under it stays readable. */
export async function archiveDepartment(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'department', 'archive', id)
  const { name, version } = await departmentForUpdate(cx, id)
  const { rows } = await sql`select 1 from employees where department_id = ${id} and active
    union all select 1 from departments where parent_id = ${id} and archived_at is null limit 1`.execute(cx.db)
  if (rows.length > 0) throw new Refusal('staff.department_in_use')
  // The key goes with it, so that another department can become "sales".
  await sql`update departments set archived_at = ${cx.now}, key = null, version = version + 1 where id = ${id}`.execute(
    cx.db,
  )
  cx.record('department.archived', { subject: { kind: 'department', id }, payload: { name, version: version + 1 } })
}
