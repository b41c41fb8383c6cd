import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { forbidden } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { digestOf, TOKEN_PREFIX } from '../authenticate.ts'

/** Makes a token that acts as the person. Only its digest is kept: this answer is the one time it can be read. */
export async function createApiToken(
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
