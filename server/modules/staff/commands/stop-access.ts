import { sql } from 'kysely'
import type { Cx } from '../../../core/write.ts'

/** Ends a person's sessions and, when he leaves, makes his API tokens void; the caller records why. */
export async function stopAccess(cx: Cx, employeeId: string): Promise<void> {
  await endSessions(cx, employeeId, null)
  await sql`update api_tokens set revoked_at = ${cx.now} where employee_id = ${employeeId} and revoked_at is null`.execute(
    cx.db,
  )
}

/** Ends a person's sessions but the one named, and makes open links for a new password void. */
export async function endSessions(cx: Cx, employeeId: string, keep: string | null): Promise<void> {
  await sql`delete from auth_sessions where user_id = ${employeeId} and token is distinct from ${keep}`.execute(cx.db)
  await sql`delete from auth_verifications where value = ${employeeId}`.execute(cx.db)
}
