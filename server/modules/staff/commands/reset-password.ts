import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { write } from '../../../core/write.ts'
import { queueMail } from '../../mail/commands.ts'

/** Mails the link with which a person sets a new password; somebody who left gets none. better-auth calls it. */
export async function sendResetMail(deps: Deps, employeeId: string, token: string): Promise<void> {
  await write(deps, system('staff'), async (cx) => {
    const { rows } = await sql<{ name: string; email: string; locale: 'pl' | 'en' }>`select name, email, locale
      from employees where id = ${employeeId} and active`.execute(cx.db)
    const person = rows[0]
    if (!person) return
    await queueMail(cx, {
      to: person.email,
      toName: person.name,
      locale: person.locale,
      recipientId: employeeId,
      code: 'mail.password_reset',
      confidential: true,
      params: { name: person.name, url: `${deps.config.publicUrl}/reset/${token}` },
    })
  })
}

/** After better-auth has written the new password and ended the sessions. */
export async function passwordWasReset(deps: Deps, employeeId: string): Promise<void> {
  await write(deps, system('staff'), async (cx) => {
    await sql`delete from auth_verifications where value = ${employeeId}`.execute(cx.db)
    cx.record('employee.password_changed', { subject: { kind: 'employee', id: employeeId }, payload: { way: 'reset' } })
  })
}
