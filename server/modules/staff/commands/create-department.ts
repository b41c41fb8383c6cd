import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentByKey, employeeNames } from '../queries.ts'

/** Adds a department, at the top or below another. */
export async function createDepartment(
  cx: Cx,
  input: { name: string; parentId?: string | null; headId?: string | null; key?: string | null },
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'department', 'create')
  await parentAndHeadMustExist(cx, input)
  const id = newId()
  await sql`insert into departments (id, parent_id, key, name, head_id, position, created_at)
    values (${id}, ${input.parentId ?? null}, ${input.key ?? null}, ${input.name}, ${input.headId ?? null},
      (select coalesce(max(position), -1) + 1 from departments where parent_id is not distinct from ${input.parentId ?? null}), ${cx.now})`.execute(
    cx.db,
  )
  cx.record('department.created', { subject: { kind: 'department', id }, payload: { name: input.name, version: 1 } })
  return { id }
}

export async function parentAndHeadMustExist(
  cx: Cx,
  { parentId, headId }: { parentId?: string | null; headId?: string | null },
): Promise<void> {
  if (parentId && !(await departmentByKey(cx.db, parentId))) throw invalid({ path: 'parentId', code: 'field.invalid' })
  if (headId && !(await employeeNames(cx.db, [headId])).has(headId))
    throw invalid({ path: 'headId', code: 'field.invalid' })
}
