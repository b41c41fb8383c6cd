import { hashPassword } from 'better-auth/crypto'
import { normaliseEmail } from '../../../../pure/email.ts'
import type { WeekHours } from '../../../../pure/work-calendar.ts'
import { allowAtAll } from '../../../core/access.ts'
import type { Role } from '../../../core/actor.ts'
import { forbidden, invalid, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentByKey } from '../queries.ts'
import { newPassword } from '../schema.ts'

export interface AddEmployee {
  name: string
  email: string
  role?: Role
  /** An id or a key ("sales"). */
  departmentId?: string | null
  supervisorId?: string | null
  /** Left out: signs in after setting one by "forgot password". */
  password?: string
  locale?: 'pl' | 'en'
  position?: string
  phone?: string | null
  skills?: string[]
  workHours?: WeekHours | null
}

/** Adds a person to the company, with an account to sign in with. */
export async function addEmployee(cx: Cx, input: AddEmployee): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'invitation', 'create')
  mayGive(cx, input.role ?? 'employee')
  return insertEmployee(cx, input)
}

/** Only an owner makes owners: an administrator could make himself one otherwise. */
export function mayGive(cx: Cx, role: Role): void {
  if (role === 'owner' && cx.actor.kind === 'user' && cx.actor.role !== 'owner') throw forbidden()
}

/** The API checks at its edge; the command line comes straight here. */
function refuseWeakPassword(password: string): void {
  if (!newPassword.safeParse(password).success) throw invalid({ path: 'password', code: 'password.too_short' })
}

/** As `addEmployee`, where the right comes from elsewhere: an accepted invitation, the first setup. */
export async function insertEmployee(cx: Cx, input: AddEmployee): Promise<{ id: string }> {
  const email = normaliseEmail(input.email)
  if (!email) throw invalid({ path: 'email', code: 'field.email' })
  const department = input.departmentId ? await departmentByKey(cx.db, input.departmentId) : null
  if (input.departmentId && !department) throw invalid({ path: 'departmentId', code: 'field.invalid' })
  if (input.password !== undefined) refuseWeakPassword(input.password)
  const id = newId()
  const taken = await cx.db
    .insertInto('auth_users')
    .values({ id, name: input.name, email, email_verified: true })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  if (Number(taken.numInsertedOrUpdatedRows ?? 0) === 0) {
    throw new Refusal('staff.email_taken', { fields: [{ path: 'email', code: 'staff.email_taken' }] })
  }
  await cx.db
    .insertInto('employees')
    .values({
      id,
      name: input.name,
      email,
      role: input.role ?? 'employee',
      department_id: department?.id ?? null,
      supervisor_id: input.supervisorId ?? null,
      position: input.position ?? '',
      phone: input.phone ?? null,
      skills: input.skills ?? [],
      work_hours: input.workHours ? JSON.stringify(input.workHours) : null,
      locale: input.locale ?? 'pl',
      created_at: cx.now,
      updated_at: cx.now,
    })
    .execute()
  if (input.password !== undefined) {
    await cx.db
      .insertInto('auth_accounts')
      .values({
        id: newId(),
        user_id: id,
        account_id: id,
        provider_id: 'credential',
        password: await hashPassword(input.password),
      })
      .execute()
  }
  cx.record('employee.added', {
    subject: { kind: 'employee', id },
    payload: { role: input.role ?? 'employee', departmentId: department?.id ?? null },
    personal: { name: input.name, email },
  })
  return { id }
}
