import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'

/** Makes one of one's own tokens void, at once. */
export async function revokeApiToken(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql<{ name: string; employeeId: string }>`update api_tokens set revoked_at = ${cx.now}
    where id = ${id} and employee_id::text = ${cx.actor.id} and revoked_at is null
    returning name, employee_id as "employeeId"`.execute(cx.db)
  if (!rows[0]) throw notFound()
  cx.record('api_token.revoked', { subject: { kind: 'api_token', id }, payload: rows[0] })
}
