import { sql } from 'kysely'
import { isWorkingTime } from '../../../pure/work-calendar.ts'
import { system } from '../../core/actor.ts'
import type { Deps } from '../../core/deps.ts'
import { newId } from '../../core/ids.ts'
import { type Cx, write } from '../../core/write.ts'
import { calendarsOf } from '../staff/queries.ts'

export const PUSH_TOPIC = 'push.send'

/** After a push, further notices to the same person gather this long. */
const GATHER_SECONDS = 60
/** One push tells of this many; what else waits is told in the next. */
const MOST_IN_ONE = 200

/**
 * Puts the notices that wait for a person's browsers into one push: the first goes at once, what comes within a minute of it goes
 * together. Outside working time only what is urgent goes, unless the person wants all of it. Safe to run on any number of nodes.
 */
export async function gatherPushes(deps: Deps): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`select exists (select from waiting_pushes) as waiting`.execute(
    deps.database.db,
  )
  if (rows[0]!.waiting) await write(deps, system('push'), gather)
  return false
}

async function gather(cx: Cx): Promise<void> {
  // One node gathers at a time: two would each take a part of the same person's notices and make two pushes of them.
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('tok:push')) as mine`.execute(cx.db)
  if (!rows[0]!.mine) return
  await skipUnwanted(cx)
  for (const { employeeId, browsers } of await dueTo(cx)) {
    const noticeIds = await take(cx, employeeId)
    if (noticeIds.length === 0) continue
    for (const subscriptionId of browsers) cx.effect(PUSH_TOPIC, newId(), { subscriptionId, noticeIds })
    await sql`update push_subscriptions set told_at = ${cx.now} where id = any(${browsers}::uuid[])`.execute(cx.db)
  }
}

/** Of people who left or have no browser any more, and what they read meanwhile. */
const skipUnwanted = (cx: Cx) =>
  sql`delete from waiting_pushes w where not exists (
      select from push_subscriptions s join employees e on e.id = s.employee_id and e.active where s.employee_id = w.recipient_id)
    or exists (select from notifications n where n.notice_id = w.notice_id and n.recipient_id = w.recipient_id
      and n.read_at is not null)`.execute(cx.db)

async function dueTo(cx: Cx): Promise<{ employeeId: string; browsers: string[] }[]> {
  const { rows } = await sql<{ employeeId: string; urgent: boolean; always: boolean; browsers: string[] }>`
    select w.recipient_id as "employeeId", w.urgent, e.preferences ->> 'pushHours' is not distinct from 'always' as always,
      s.browsers
    from (select recipient_id, bool_or(urgent) as urgent from waiting_pushes group by recipient_id) w
      join employees e on e.id = w.recipient_id
      join lateral (select array_agg(id) as browsers, max(told_at) as told_at from push_subscriptions
        where employee_id = e.id) s on s.told_at is null or s.told_at <= ${cx.now}::timestamptz - make_interval(secs => ${GATHER_SECONDS})
    order by w.recipient_id`.execute(cx.db)
  if (rows.length === 0) return []
  const calendars = await calendarsOf(cx.db)
  const now = cx.now.toISOString()
  return rows.filter(
    ({ employeeId, urgent, always }) => urgent || always || isWorkingTime(calendars.of(employeeId), now),
  )
}

async function take(cx: Cx, employeeId: string): Promise<string[]> {
  const { rows } = await sql<{ notice_id: string }>`delete from waiting_pushes where recipient_id = ${employeeId}
    and notice_id in (select notice_id from waiting_pushes where recipient_id = ${employeeId}
      order by urgent desc, notice_id limit ${MOST_IN_ONE}) returning notice_id`.execute(cx.db)
  return rows.map((row) => row.notice_id)
}
