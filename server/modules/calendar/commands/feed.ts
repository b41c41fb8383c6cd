import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { forbidden } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'

export const digestOfFeed = (token: string): Buffer => createHash('sha256').update(token).digest()

/** A new secret address of the caller's calendar; the former one is void. Only its digest is kept: it is told this once. */
export async function openFeed(cx: Cx): Promise<string> {
  if (cx.actor.kind !== 'user') throw forbidden()
  const id = newId()
  const token = randomBytes(32).toString('base64url')
  await sql`insert into calendar_feeds (id, employee_id, token_digest, created_at)
    values (${id}, ${cx.actor.id}, ${digestOfFeed(token)}, ${cx.now})
    on conflict (employee_id) do update set token_digest = excluded.token_digest, created_at = excluded.created_at`.execute(
    cx.db,
  )
  cx.record('calendar_feed.opened', {
    subject: { kind: 'employee', id: cx.actor.id },
    payload: { employeeId: cx.actor.id },
  })
  return token
}

/** Nobody reads the calendar by its address any more. */
export async function closeFeed(cx: Cx): Promise<void> {
  if (cx.actor.kind !== 'user') throw forbidden()
  const { numAffectedRows = 0n } = await sql`delete from calendar_feeds where employee_id = ${cx.actor.id}`.execute(
    cx.db,
  )
  if (numAffectedRows === 0n) return
  cx.record('calendar_feed.closed', {
    subject: { kind: 'employee', id: cx.actor.id },
    payload: { employeeId: cx.actor.id },
  })
}
