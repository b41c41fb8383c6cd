import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { type Cx, write } from '../../../core/write.ts'
import { headBytes } from '../rules.ts'

/** Events in one seal; a transaction is never cut. */
const MOST = 5000

/** Seals what has been committed since the last seal; true while there is more. By one worker at a time. */
export const sealEvents = (deps: Deps): Promise<boolean> => write(deps, system('audit'), sealNext)

async function sealNext(cx: Cx): Promise<boolean> {
  const { rows: mine } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(7465636) as mine`.execute(cx.db)
  if (!mine[0]!.mine) return false
  // Below the horizon no open transaction can still write; nothing writes in an era that has ended.
  const { rows: places } = await sql<{
    seq: number
    hash: Buffer
    era: number
    from_xid: string
    cut: string | null
    horizon: string
    any: boolean
  }>`
    with last as (select seq, hash, era, up_to_xid8 from event_seals order by seq desc limit 1),
      place as (select coalesce(l.seq, 0) as seq, coalesce(l.hash, '') as hash, coalesce(n.era, l.era, 1) as era,
          case when coalesce(n.era, l.era, 1) = l.era then l.up_to_xid8 else '0'::xid8 end as from_xid,
          case when coalesce(n.era, l.era, 1) < (select max(era) from event_log) then '18446744073709551615'::xid8
            else pg_snapshot_xmin(pg_current_snapshot()) end as horizon
        from (select 1) one left join last l on true
        left join lateral (select e.era from event_log e where (e.era, e.xid8) >= (coalesce(l.era, 0), coalesce(l.up_to_xid8, '0'::xid8))
          order by e.era, e.xid8 limit 1) n on true)
    select p.seq, p.hash, p.era, p.from_xid::text, p.horizon::text,
      (select e.xid8::text from event_log e where e.era = p.era and e.xid8 >= p.from_xid and e.xid8 < p.horizon
        order by e.xid8, e.id offset ${MOST - 1} limit 1) as cut,
      exists (select from event_log e where e.era = p.era and e.xid8 >= p.from_xid and e.xid8 < p.horizon) as any
    from place p`.execute(cx.db)
  const { seq, hash, era, from_xid: fromXid, cut, horizon, any } = places[0]!
  if (!any) return false
  const upToXid = cut === null ? horizon : String(BigInt(cut) + 1n)
  const { rows } = await sql<{ events: number; entries: Buffer; now: Date }>`
    select count(*)::int as events, string_agg(uuid_send(e.id) || event_digest(e), ''::bytea order by e.xid8, e.id) as entries,
      date_trunc('milliseconds', clock_timestamp()) as now
    from event_log e where e.era = ${era} and e.xid8 >= ${fromXid}::xid8 and e.xid8 < ${upToXid}::xid8`.execute(cx.db)
  const { events, entries, now: sealedAt } = rows[0]!
  const head = { seq: seq + 1, era, fromXid, upToXid, events, sealedAt }
  const sealed = createHash('sha256').update(hash).update(headBytes(head)).update(entries).digest()
  await sql`insert into event_seals (seq, sealed_at, era, from_xid8, up_to_xid8, events, entries, hash)
    values (${head.seq}, ${sealedAt}, ${era}, ${fromXid}::xid8, ${upToXid}::xid8, ${events}, ${entries}, ${sealed})`.execute(
    cx.db,
  )
  return cut !== null
}
