import { editRow, partPersonal } from '../../../core/edit-row.ts'
import { unauthenticated } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { UpdateProfile } from '../schema.ts'
import { EMPLOYEE_COLUMNS, employeeForUpdate, renameAccount } from './update-employee.ts'

/** Changes what everyone decides for himself; preferences merge key by key, null takes one away. */
export async function updateProfile(cx: Cx, set: UpdateProfile, expected: number | null): Promise<void> {
  if (cx.actor.kind !== 'user') throw unauthenticated()
  const { id } = cx.actor
  const before = await employeeForUpdate(cx, id)
  const preferences = set.preferences && merged(before.preferences, set.preferences)
  const edited = await editRow(cx, {
    table: 'employees',
    id,
    subject: { kind: 'employee', id },
    columns: EMPLOYEE_COLUMNS,
    before,
    set: { ...set, preferences },
    expected,
    touched: true,
  })
  if (!edited) return
  if (set.name !== undefined) await renameAccount(cx, id, set.name)
  cx.record('employee.profile_updated', {
    subject: { kind: 'employee', id },
    payload: { version: edited.version },
    ...partPersonal(EMPLOYEE_COLUMNS, edited.changes),
  })
}

function merged(before: Record<string, unknown>, set: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...before, ...set }).filter(([, value]) => value !== null))
}
