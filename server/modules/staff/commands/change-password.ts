import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { invalid, unauthenticated } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { endSessions } from './stop-access.ts'

/** Sets a new password; every other session of the person ends, `keep` is the one it was changed in. */
export async function changePassword(
  cx: Cx,
  { current, password, keep }: { current: string; password: string; keep: string | null },
): Promise<void> {
  if (cx.actor.kind !== 'user') throw unauthenticated()
  const { id } = cx.actor
  const { rows } = await sql<{ id: string; password: string | null }>`select id, password from auth_accounts
    where user_id = ${id} and provider_id = 'credential' for update`.execute(cx.db)
  const account = rows[0]
  if (!account?.password || !(await verifyPassword({ hash: account.password, password: current }))) {
    throw invalid({ path: 'current', code: 'password.wrong' })
  }
  await sql`update auth_accounts set password = ${await hashPassword(password)}, updated_at = clock_timestamp()
    where id = ${account.id}`.execute(cx.db)
  await endSessions(cx, id, keep)
  cx.record('employee.password_changed', { subject: { kind: 'employee', id }, payload: { way: 'changed' } })
}
