import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { invalid, Refusal, unauthenticated } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { queueMail } from '../../mail/commands.ts'
import { digestOf } from '../authenticate.ts'
import { companyOf, departmentByKey } from '../queries.ts'
import type { Invite } from '../schema.ts'
import { mayGive } from './add-employee.ts'

/** Invites somebody by a link that works for seven days; an earlier one to the same address stops working. */
export async function invite(cx: Cx, input: Invite): Promise<{ id: string; url: string }> {
  allowAtAll(cx.actor, 'invitation', 'create')
  if (cx.actor.kind !== 'user') throw unauthenticated()
  mayGive(cx, input.role)
  if (input.departmentId && !(await departmentByKey(cx.db, input.departmentId))) {
    throw invalid({ path: 'departmentId', code: 'field.invalid' })
  }
  const { rows: there } = await sql`select 1 from employees where lower(email) = ${input.email}`.execute(cx.db)
  if (there.length > 0)
    throw new Refusal('staff.email_taken', { fields: [{ path: 'email', code: 'staff.email_taken' }] })
  await sql`update invitations set revoked_at = ${cx.now}
    where email = ${input.email} and accepted_at is null and revoked_at is null`.execute(cx.db)
  const id = newId()
  const token = randomBytes(24).toString('base64url')
  await sql`insert into invitations (id, email, name, role, department_id, token_digest, invited_by, expires_at, created_at)
    values (${id}, ${input.email}, ${input.name}, ${input.role}, ${input.departmentId}, ${digestOf(token)}, ${cx.actor.id},
      clock_timestamp() + interval '7 days', ${cx.now})`.execute(cx.db)
  const url = `${cx.deps.config.publicUrl}/invitation/${token}`
  const company = await companyOf(cx.db)
  await queueMail(cx, {
    to: input.email,
    toName: input.name,
    locale: company.locale,
    code: 'mail.invitation',
    confidential: true,
    params: { name: input.name, company: company.name, inviter: cx.actor.name, url },
  })
  cx.record('invitation.sent', {
    subject: { kind: 'invitation', id },
    payload: { role: input.role, departmentId: input.departmentId },
    personal: { name: input.name, email: input.email },
  })
  return { id, url }
}
