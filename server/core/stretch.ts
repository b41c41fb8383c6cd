import { sql } from 'kysely'
import type { Db } from './db.ts'

/** How far somebody has read the log. Transactions are counted anew where a dump is restored: eras order those counts. */
export interface Place {
  era: number
  /** Events of transactions below it have been read. */
  xid: string
}

/** A part of the log that no open transaction can still write into. */
export interface Stretch {
  era: number
  fromXid: string
  upToXid: string
  /** There is more behind it. */
  more: boolean
}

/** What of the log comes after `from`: about `most` events, never half a transaction; null where there is nothing to read yet. */
export async function nextStretch(db: Db, from: Place | null, most: number): Promise<Stretch | null> {
  // Below the horizon no open transaction can still write; nothing writes in an era that has ended.
  const { rows } = await sql<{ era: number; from_xid: string; cut: string | null; horizon: string; any: boolean }>`
    with last as (select ${from?.era ?? 0}::smallint as era, ${from?.xid ?? '0'}::xid8 as xid),
      place as (select coalesce(n.era, l.era) as era, case when coalesce(n.era, l.era) = l.era then l.xid else '0'::xid8 end as from_xid,
          case when coalesce(n.era, l.era) < (select max(era) from event_log) then '18446744073709551615'::xid8
            else pg_snapshot_xmin(pg_current_snapshot()) end as horizon
        from last l left join lateral (select e.era from event_log e where (e.era, e.xid8) >= (l.era, l.xid)
          order by e.era, e.xid8 limit 1) n on true)
    select p.era, p.from_xid::text, p.horizon::text,
      (select e.xid8::text from event_log e where e.era = p.era and e.xid8 >= p.from_xid and e.xid8 < p.horizon
        order by e.xid8, e.id offset ${most - 1} limit 1) as cut,
      exists (select from event_log e where e.era = p.era and e.xid8 >= p.from_xid and e.xid8 < p.horizon) as any
    from place p`.execute(db)
  const { era, from_xid: fromXid, cut, horizon, any } = rows[0]!
  if (!any) return null
  return { era, fromXid, upToXid: cut === null ? horizon : String(BigInt(cut) + 1n), more: cut !== null }
}
