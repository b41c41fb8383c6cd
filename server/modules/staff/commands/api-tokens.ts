import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { forbidden, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { digestOf, TOKEN_PREFIX } from '../auth.ts'

/** Makes a token that acts as the person. Only its digest is kept: this answer is the one time it can be read. */
export async function createToken(
  cx: Cx,
  { employeeId, name }: { employeeId: string; name: string },
): Promise<{ id: string; token: string }> {
  if (cx.actor.kind !== 'system' && cx.actor.id !== employeeId) throw forbidden()
  const id = newId()
  const token = `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`
  await sql`insert into api_tokens (id, employee_id, name, token_digest, created_at)
    values (${id}, ${employeeId}, ${name}, ${digestOf(token)}, ${cx.now})`.execute(cx.db)
  cx.record('api_token.created', { subject: { kind: 'api_token', id }, payload: { name, employeeId } })
  return { id, token }
}

/** Makes one of one's own tokens void, at once. */
export async function revokeToken(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql<{ name: string; employeeId: string }>`update api_tokens set revoked_at = ${cx.now}
    where id = ${id} and employee_id::text = ${cx.actor.kind === 'user' ? cx.actor.id : ''} and revoked_at is null
    returning name, employee_id as "employeeId"`.execute(cx.db)
  if (!rows[0]) throw notFound()
  cx.record('api_token.revoked', { subject: { kind: 'api_token', id }, payload: rows[0] })
}
