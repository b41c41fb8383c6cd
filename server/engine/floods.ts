import { sql } from 'kysely'
import type { Deps } from '../core/deps.ts'

/** So many events of one name that wait are a flood: whatever else happens must not stand behind them. */
const FLOOD = 5000
/** Events of that name that come later belong to it while it lasts. */
const LASTS = '1 minute'

/**
 * Puts a flood aside: the events of a name of which thousands wait, and what follows about the same records. Their order
 * among each other stays; the worker delivers them in a part of its time.
 */
export async function divertFloods(deps: Deps): Promise<void> {
  const { db } = deps.database
  const { rows } = await sql<{ name: string }>`select e.name from (select event_id from outbox
      where kind = 'deliver' and state = 'ready' and not slow order by id limit 50000) o join event_log e on e.id = o.event_id
    group by e.name having count(*) >= ${FLOOD}`.execute(db)
  const names = rows.map((row) => row.name)
  if (names.length > 0) {
    deps.log.warn({ events: names }, 'a flood of events: delivered beside all others')
    await sql`update heard_events set flood_until = clock_timestamp() + ${LASTS}::interval where name = any(${names}::text[])`.execute(
      db,
    )
    await sql`update outbox o set slow = true from event_log e where e.id = o.event_id and e.name = any(${names}::text[])
      and o.kind = 'deliver' and o.state = 'ready' and not o.slow`.execute(db)
  }
  await sql`update outbox o set slow = true where o.kind = 'deliver' and o.state = 'ready' and not o.slow and exists (
    select from outbox s where s.kind = 'deliver' and s.slow and s.subject_id = o.subject_id and s.id + 0 < o.id offset 0)`.execute(
    db,
  )
}

/** Whether anything waits in the slow lane. */
export async function isFlooded(deps: Deps): Promise<boolean> {
  const { rows } = await sql<{
    flooded: boolean
  }>`select exists (select from outbox where kind = 'deliver' and state = 'ready' and slow
    and (not_before is null or not_before <= clock_timestamp())) as flooded`.execute(deps.database.db)
  return rows[0]!.flooded
}
