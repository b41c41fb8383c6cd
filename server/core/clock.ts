import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { Cx } from './deps.ts'
import { Refusal } from './errors.ts'

/** business_now() for statements that are asked thousands of times a second: calling a function costs more than its query. */
export const CLOCK = `(select coalesce(stopped_at, clock_timestamp() + ahead_ms * interval '1 millisecond') from business_clock)`

/** Business time (machine time + the demo's offset) for reads; inside write() use cx.now. */
export async function businessNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select business_now() as now`.execute(db)
  return rows[0]!.now
}

/** Moves business time ahead for everybody. Demo and tests only; the caller checks that. */
export async function travel(cx: Cx, ms: number): Promise<void> {
  if (!Number.isSafeInteger(ms) || ms <= 0) throw new Refusal('clock.only_forward', { status: 422 })
  await sql`update business_clock set ahead_ms = ahead_ms + ${ms}`.execute(cx.db)
}
