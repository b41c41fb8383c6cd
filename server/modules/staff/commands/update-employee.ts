import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { type Column, editRow, partPersonal } from '../../../core/edit-row.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import type { Change } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentByKey } from '../queries.ts'
import { leadsTo } from '../rules.ts'
import type { Employee, UpdateEmployee } from '../schema.ts'
import { mayGive } from './add-employee.ts'
import { stopAccess } from './stop-access.ts'

export const EMPLOYEE_COLUMNS: Record<string, Column> = {
  name: { column: 'name', personal: true },
  role: { column: 'role' },
  departmentId: { column: 'department_id' },
  supervisorId: { column: 'supervisor_id' },
  position: { column: 'position' },
  phone: { column: 'phone', personal: true },
  extension: { column: 'extension' },
  skills: { column: 'skills' },
  workHours: { column: 'work_hours', json: true },
  locale: { column: 'locale' },
  preferences: { column: 'preferences', json: true },
  active: { column: 'active' },
}

/** What a head may decide about the people of his department; everything else needs `employee.manage`. */
const HEADS_FIELDS = new Set(['position', 'phone', 'extension', 'skills', 'workHours'])

/** Changes a person's place in the company. Who is deactivated is out at once: sessions end, tokens are void. */
export async function updateEmployee(
  cx: Cx,
  { id, set: given, expected }: { id: string; set: UpdateEmployee; expected: number | null },
): Promise<void> {
  // The telephone of who leaves rings for somebody else.
  const set = given.active === false ? { ...given, extension: null } : given
  const onlyHeads = Object.keys(set).every((field) => HEADS_FIELDS.has(field))
  await allow(cx.db, cx.actor, 'employee', onlyHeads ? 'update' : 'manage', id)
  if (set.role !== undefined || set.active === false) await lockOwners(cx)
  const before = await employeeForUpdate(cx, id)
  await mayChange(cx, before, set)
  const edited = await editRow(cx, {
    table: 'employees',
    id,
    subject: { kind: 'employee', id },
    columns: EMPLOYEE_COLUMNS,
    before,
    set,
    expected,
    touched: true,
  })
  if (!edited) return
  if (set.name !== undefined) await renameAccount(cx, id, set.name)
  if (before.active && set.active === false) await stopAccess(cx, id)
  recordChanges(cx, id, edited)
}

async function mayChange(cx: Cx, before: LockedEmployee, set: UpdateEmployee): Promise<void> {
  const { id } = before
  const losesOwner =
    before.role === 'owner' && before.active && (set.active === false || (set.role ?? 'owner') !== 'owner')
  if (set.role !== undefined && set.role !== before.role) mayGive(cx, set.role)
  if (before.role === 'owner' && cx.actor.kind === 'user' && cx.actor.role !== 'owner') throw forbidden()
  if (losesOwner && !(await anotherOwner(cx, id))) throw new Refusal('staff.last_owner')
  if (set.departmentId && !(await departmentByKey(cx.db, set.departmentId))) {
    throw invalid({ path: 'departmentId', code: 'field.invalid' })
  }
  if (set.supervisorId) await mayReportTo(cx, id, set.supervisorId)
  if (set.extension) await refuseTakenExtension(cx, id, set.extension)
}

/** Whoever writes extensions stands in line, so that two never slip through. */
async function refuseTakenExtension(cx: Cx, id: string, extension: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('employees_extension'))`.execute(cx.db)
  const { rows } = await sql<{ name: string }>`select name from employees
    where extension = ${extension} and id <> ${id}`.execute(cx.db)
  if (rows[0]) throw invalid({ path: 'extension', code: 'staff.extension_taken', params: { name: rows[0].name } })
}

async function mayReportTo(cx: Cx, id: string, supervisorId: string): Promise<void> {
  // Under one lock: two people made each other's supervisor at the same moment would close a circle neither sees.
  await sql`select pg_advisory_xact_lock(7465604)`.execute(cx.db)
  const { rows } = await sql<{ id: string; up: string | null; active: boolean }>`
    select id, supervisor_id as up, active from employees`.execute(cx.db)
  if (!rows.find((row) => row.id === supervisorId)?.active)
    throw invalid({ path: 'supervisorId', code: 'field.invalid' })
  if (leadsTo(new Map(rows.map((row) => [row.id, row.up])), supervisorId, id)) {
    throw new Refusal('staff.cycle', { fields: [{ path: 'supervisorId', code: 'staff.cycle' }] })
  }
}

/** Before the row itself, and in one order: two owners who demote each other wait here, and the second is refused. */
async function lockOwners(cx: Cx): Promise<void> {
  await sql`select id from employees where role = 'owner' order by id for update`.execute(cx.db)
}

async function anotherOwner(cx: Cx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from employees where role = 'owner' and active and id <> ${id} limit 1`.execute(
    cx.db,
  )
  return rows.length > 0
}

export type LockedEmployee = Omit<Employee, 'absentUntil' | 'substituteId' | 'createdAt'> & {
  preferences: Record<string, unknown>
}

/** Locks a person's row for the rest of the transaction. */
export async function employeeForUpdate(cx: Cx, id: string): Promise<LockedEmployee> {
  const { rows } = await sql<LockedEmployee>`select id, name, email, role, department_id as "departmentId",
      supervisor_id as "supervisorId", position, phone, extension, skills, work_hours as "workHours", locale, active, preferences, version
    from employees where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** better-auth keeps a name of its own. */
export async function renameAccount(cx: Cx, id: string, name: string): Promise<void> {
  await sql`update auth_users set name = ${name}, updated_at = clock_timestamp() where id = ${id}`.execute(cx.db)
}

function recordChanges(cx: Cx, id: string, { changes, version }: { changes: Change[]; version: number }): void {
  const about = { subject: { kind: 'employee', id }, payload: { version } }
  const switched = changes.find(({ field }) => field === 'active')
  const others = changes.filter(({ field }) => field !== 'active')
  if (others.length > 0) cx.record('employee.updated', { ...about, ...partPersonal(EMPLOYEE_COLUMNS, others) })
  if (switched) {
    cx.record(switched.to ? 'employee.reactivated' : 'employee.deactivated', { ...about, changes: [switched] })
  }
}
