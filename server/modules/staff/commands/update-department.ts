import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { leadsTo } from '../rules.ts'
import type { UpdateDepartment } from '../schema.ts'
import { parentAndHeadMustExist } from './create-department.ts'

const COLUMNS = {
  name: { column: 'name' },
  parentId: { column: 'parent_id' },
  headId: { column: 'head_id' },
  position: { column: 'position' },
}

/** Renames a department, gives it a head, or moves it in the tree. */
export async function updateDepartment(
  cx: Cx,
  { id, set, expected }: { id: string; set: UpdateDepartment; expected: number | null },
): Promise<void> {
  await allow(cx.db, cx.actor, 'department', 'update', id)
  if (set.parentId) await mayBeBelow(cx, id, set.parentId)
  const before = await departmentForUpdate(cx, id)
  await parentAndHeadMustExist(cx, set)
  const edited = await editRow(cx, {
    table: 'departments',
    id,
    subject: { kind: 'department', id },
    columns: COLUMNS,
    before,
    set,
    expected,
  })
  if (!edited) return
  cx.record('department.updated', {
    subject: { kind: 'department', id },
    payload: { name: set.name ?? before.name, version: edited.version },
    changes: edited.changes,
  })
}

async function mayBeBelow(cx: Cx, id: string, parentId: string): Promise<void> {
  // Under one lock: two moves at the same moment, each fine by itself, could close a circle together.
  await sql`select pg_advisory_xact_lock(7465605)`.execute(cx.db)
  const { rows } = await sql<{ id: string; up: string | null }>`select id, parent_id as up from departments`.execute(
    cx.db,
  )
  if (leadsTo(new Map(rows.map((row) => [row.id, row.up])), parentId, id)) {
    throw new Refusal('staff.cycle', { fields: [{ path: 'parentId', code: 'staff.cycle' }] })
  }
}

interface LockedDepartment extends Record<string, unknown> {
  name: string
  version: number
}

export async function departmentForUpdate(cx: Cx, id: string): Promise<LockedDepartment> {
  const { rows } =
    await sql<LockedDepartment>`select name, parent_id as "parentId", head_id as "headId", position, version
    from departments where id = ${id} and archived_at is null for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
