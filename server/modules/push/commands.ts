import { sql } from 'kysely'
import { areKeys, isPushService } from '../../channels/push/web-push.ts'
import type { ChannelTroubleCode } from '../../core/channel.ts'
import { forbidden, invalid, notFound } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { encrypt } from '../../core/settings.ts'
import type { Cx } from '../../core/write.ts'
import { PUSH_TOPIC } from './gather.ts'
import type { NewSubscription } from './schema.ts'

export { gatherPushes } from './gather.ts'

/** Beyond that the oldest is told no more. */
const MOST_DEVICES = 20

/**
 * A browser of the caller is told from now on, until the sign-in of `sessionToken` ends. One that was somebody else's on the same
 * computer is his no longer.
 */
export async function allowPush(
  cx: Cx,
  { endpoint, keys, replaces }: NewSubscription,
  { device, sessionToken }: { device: string; sessionToken: string | null },
): Promise<void> {
  const { actor, deps } = cx
  if (actor.kind !== 'user') throw forbidden()
  const { pushHosts, secret } = deps.config
  if (!isPushService(endpoint, pushHosts)) throw invalid({ path: 'endpoint', code: 'push.service' })
  if (!areKeys(keys)) throw invalid({ path: 'keys', code: 'push.keys' })
  if (replaces && replaces !== endpoint)
    await sql`delete from push_subscriptions where employee_id = ${actor.id} and endpoint = ${replaces}`.execute(cx.db)
  const { rows } = await sql<{ id: string }>`
    insert into push_subscriptions (id, employee_id, session_id, endpoint, p256dh, auth, device, created_at)
    values (${newId()}, ${actor.id}, (select id from auth_sessions where token = ${sessionToken} and user_id = ${actor.id}),
      ${endpoint}, ${keys.p256dh}, ${encrypt(secret, keys.auth)}, ${device}, ${cx.now})
    on conflict (endpoint) do update set employee_id = excluded.employee_id, session_id = excluded.session_id,
      p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device, trouble = null
    returning id`.execute(cx.db)
  await sql`delete from push_subscriptions where id in (
    select id from push_subscriptions where employee_id = ${actor.id} order by created_at desc, id desc offset ${MOST_DEVICES})`.execute(
    cx.db,
  )
  cx.record('push.allowed', {
    subject: { kind: 'employee', id: actor.id },
    payload: { subscriptionId: rows[0]!.id, device },
  })
}

/** A browser of the caller is told no more. */
export async function withdrawPush(cx: Cx, id: string): Promise<void> {
  if (cx.actor.kind !== 'user') throw forbidden()
  if (!(await forgetPush(cx, id, { of: cx.actor.id }))) throw notFound()
}

/** `of`: only where it is that person's; without, its push service says that it is gone. Answers whether there was one. */
export async function forgetPush(cx: Cx, id: string, { of = null }: { of?: string | null } = {}): Promise<boolean> {
  const { rows } = await sql<{ employee_id: string; device: string }>`delete from push_subscriptions where id = ${id}
    and (${of}::uuid is null or employee_id = ${of}) returning employee_id, device`.execute(cx.db)
  const row = rows[0]
  if (!row) return false
  cx.record('push.withdrawn', {
    subject: { kind: 'employee', id: row.employee_id },
    payload: { subscriptionId: id, device: row.device, gone: of === null },
  })
  return true
}

/** Sends a notification to a browser of the caller, now, to see whether it arrives. */
export async function tryPush(cx: Cx, id: string): Promise<void> {
  if (cx.actor.kind !== 'user') throw forbidden()
  const { rows } = await sql<{ device: string }>`select device from push_subscriptions
    where id = ${id} and employee_id = ${cx.actor.id}`.execute(cx.db)
  if (!rows[0]) throw notFound()
  cx.effect(PUSH_TOPIC, newId(), { subscriptionId: id, noticeIds: null })
  cx.record('push.tried', {
    subject: { kind: 'employee', id: cx.actor.id },
    payload: { subscriptionId: id, device: rows[0].device },
  })
}

/** How the last one went: `trouble` says why it was not taken, null that it was. */
export const markPushed = (cx: Cx, id: string, trouble: ChannelTroubleCode | null): Promise<unknown> =>
  sql`update push_subscriptions set trouble = ${trouble},
    taken_at = case when ${trouble}::text is null then ${cx.now} else taken_at end where id = ${id}`.execute(cx.db)
