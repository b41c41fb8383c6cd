import { sql } from 'kysely'
import type { Role } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { digestOf } from '../authenticate.ts'
import { companyOf, departmentByKey } from '../queries.ts'
import { insertEmployee } from './add-employee.ts'

interface OpenInvitation {
  id: string
  email: string
  name: string
  role: Role
  departmentId: string | null
}

/** The invitation behind a link; refuses one that was used, taken back or is too old. */
export async function openInvitation(db: Db, token: string, lock = false): Promise<OpenInvitation> {
  const { rows } = await sql<OpenInvitation & { used: boolean; revoked: boolean; expired: boolean }>`
    select id, email, name, role, department_id as "departmentId", accepted_at is not null as used,
      revoked_at is not null as revoked, expires_at <= clock_timestamp() as expired
    from invitations where token_digest = ${digestOf(token)} ${lock ? sql`for update` : sql``}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  if (row.used) throw new Refusal('invitation.used', { status: 410 })
  if (row.revoked || row.expired) throw new Refusal('invitation.expired', { status: 410 })
  return row
}

/** Makes the invited person an employee, with the name and password he chose. */
export async function acceptInvitation(
  cx: Cx,
  token: string,
  input: { name: string; password: string },
): Promise<{ employeeId: string }> {
  const invitation = await openInvitation(cx.db, token, true)
  const { locale } = await companyOf(cx.db)
  // The department may have been put away since.
  const department = invitation.departmentId ? await departmentByKey(cx.db, invitation.departmentId) : null
  const { id } = await insertEmployee(cx, {
    name: input.name,
    password: input.password,
    email: invitation.email,
    role: invitation.role,
    departmentId: department?.id ?? null,
    locale,
  })
  await sql`update invitations set accepted_at = ${cx.now} where id = ${invitation.id}`.execute(cx.db)
  cx.record('invitation.accepted', {
    subject: { kind: 'invitation', id: invitation.id },
    payload: { employeeId: id },
    also: [{ kind: 'employee', id }],
  })
  return { employeeId: id }
}
