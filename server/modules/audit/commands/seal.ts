import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { nextStretch } from '../../../core/stretch.ts'
import { type Cx, write } from '../../../core/write.ts'
import { DIGEST } from '../queries/digest.ts'
import { headBytes } from '../rules.ts'

/** Events in one seal; a transaction is never cut. While they are reckoned, cases have a processor less. */
const MOST = 1000

/** Seals what has been committed since the last seal; true while there is more. By one worker at a time. */
export const sealEvents = (deps: Deps): Promise<boolean> => write(deps, system('audit'), sealNext)

async function sealNext(cx: Cx): Promise<boolean> {
  const { rows: mine } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(7465636) as mine`.execute(cx.db)
  if (!mine[0]!.mine) return false
  const { rows: seals } = await sql<{ seq: number; hash: Buffer; era: number; xid: string }>`
    select seq, hash, era, up_to_xid8::text as xid from event_seals order by seq desc limit 1`.execute(cx.db)
  const { seq, hash } = seals[0] ?? { seq: 0, hash: '' }
  const stretch = await nextStretch(cx.db, seals[0] ?? null, MOST)
  if (!stretch) return false
  const { era, fromXid, upToXid, more } = stretch
  const { rows } = await sql<{ events: number; entries: Buffer; now: Date }>`
    select count(*)::int as events, string_agg(uuid_send(e.id) || ${DIGEST}, ''::bytea order by e.xid8, e.id) as entries,
      date_trunc('milliseconds', clock_timestamp()) as now
    from event_log e where e.era = ${era} and e.xid8 >= ${fromXid}::xid8 and e.xid8 < ${upToXid}::xid8`.execute(cx.db)
  const { events, entries, now: sealedAt } = rows[0]!
  const head = { seq: seq + 1, era, fromXid, upToXid, events, sealedAt }
  const sealed = createHash('sha256').update(hash).update(headBytes(head)).update(entries).digest()
  await sql`insert into event_seals (seq, sealed_at, era, from_xid8, up_to_xid8, events, entries, hash)
    values (${head.seq}, ${sealedAt}, ${era}, ${fromXid}::xid8, ${upToXid}::xid8, ${events}, ${entries}, ${sealed})`.execute(
    cx.db,
  )
  return more
}
