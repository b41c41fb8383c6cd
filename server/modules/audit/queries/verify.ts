import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { type Entry, type Fault, faultsIn, headBytes, type LoggedRow, type SealHead } from '../rules.ts'
import { DIGEST } from './digest.ts'

/** Seals checked in one go; of 5,000 events each at most. */
const SEALS = 20
const ENTRY = 48

interface SealRow {
  seq: number
  sealed_at: Date
  era: number
  from_xid: string
  up_to_xid: string
  events: number
  entries: Buffer
  hash: Buffer
}

const SEAL = sql`select seq, sealed_at, era, from_xid8::text as from_xid, up_to_xid8::text as up_to_xid, events, entries, hash from event_seals`

export interface Verified {
  faults: Fault[]
  /** Seals and events looked at in this go. */
  seals: number
  events: number
  /** Events whose values about a person have been erased since. */
  erased: number
  /** The seal to go on after; null at the end. */
  next: number | null
}

/**
 * Compares the log with its seals, those after `after`, some at once: every event that was changed, removed, added or put
 * into another's place is named, and every seal that does not follow from the one before.
 */
export async function verifySeals(db: Db, after = 0): Promise<Verified> {
  const { rows } = await sql<SealRow>`${SEAL} where seq >= ${after} order by seq limit ${SEALS + 1}`.execute(db)
  const before = rows[0]?.seq === after ? rows[0] : null
  const seals = rows.filter((row) => row.seq > after).slice(0, SEALS)
  const verified: Verified = { faults: [], seals: seals.length, events: 0, erased: 0, next: null }
  let last: SealRow | null = before
  let expected = after + 1
  for (const row of seals) {
    for (; expected < row.seq; expected += 1) verified.faults.push({ kind: 'seal_missing', seal: expected, events: [] })
    expected = row.seq + 1
    verified.faults.push(...(await faultsOfSeal(db, row, last, verified)))
    last = row
  }
  const { rows: more } = await sql`select 1 from event_seals where seq > ${last?.seq ?? after} limit 1`.execute(db)
  verified.next = more.length > 0 ? last!.seq : null
  return verified
}

async function faultsOfSeal(db: Db, row: SealRow, before: SealRow | null, sums: Verified): Promise<Fault[]> {
  const head = headOf(row)
  const sealed = entriesOf(row.entries)
  const hash = createHash('sha256')
    .update(before?.hash ?? '')
    .update(headBytes(head))
    .update(row.entries)
    .digest()
  const follows =
    row.era === (before?.era ?? row.era) ? row.from_xid === (before?.up_to_xid ?? '0') : row.from_xid === '0'
  const known = before !== null || row.seq === 1
  const faults: Fault[] =
    known && (!hash.equals(row.hash) || !follows || sealed.length !== row.events)
      ? [{ kind: 'seal_changed', seal: row.seq, events: [] }]
      : []
  const { rows } = await sql<LoggedRow & { erased: boolean }>`
    select e.id, encode(${DIGEST}, 'hex') as digest,
      (p.event_id is not null and sha256(p.salt || convert_to(p.personal::text, 'UTF8')) is distinct from e.personal_digest) as "personalChanged",
      (p.event_id is null and e.personal_digest is not null) as erased
    from event_log e left join event_personal p on p.event_id = e.id
    where e.era = ${row.era} and e.xid8 >= ${row.from_xid}::xid8 and e.xid8 < ${row.up_to_xid}::xid8 order by e.xid8, e.id`.execute(
    db,
  )
  sums.events += rows.length
  sums.erased += rows.filter(({ erased }) => erased).length
  const here = new Set(rows.map(({ id }) => id))
  const missing = sealed.filter(({ id }) => !here.has(id)).map(({ id }) => id)
  const { rows: elsewhere } = missing.length
    ? await sql<{ id: string }>`select id from event_log where id = any(${missing}::uuid[])`.execute(db)
    : { rows: [] }
  return [...faults, ...faultsIn(row.seq, sealed, rows, new Set(elsewhere.map(({ id }) => id)))]
}

const headOf = ({ seq, sealed_at, era, from_xid, up_to_xid, events }: SealRow): SealHead => ({
  seq,
  era,
  fromXid: from_xid,
  upToXid: up_to_xid,
  events,
  sealedAt: sealed_at,
})

function entriesOf(bytes: Buffer): Entry[] {
  return Array.from({ length: Math.floor(bytes.length / ENTRY) }, (_, at) => {
    const hex = bytes.subarray(at * ENTRY, (at + 1) * ENTRY).toString('hex')
    const id = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    return { id, digest: hex.slice(32) }
  })
}

/** How far the log is sealed: the last seal, which somebody may note down elsewhere, and what waits for the next one. */
export async function sealState(db: Db) {
  const { rows } = await sql<{
    seq: number | null
    hash: string | null
    sealed_at: Date | null
    sealed: number
    unsealed: number
    since: Date | null
  }>`
    with last as (select seq, encode(hash, 'hex') as hash, sealed_at, era, up_to_xid8 from event_seals order by seq desc limit 1)
    select l.seq, l.hash, l.sealed_at, (select coalesce(sum(events), 0)::bigint from event_seals) as sealed, w.unsealed, w.since
    from (select 1) one left join last l on true left join lateral (select count(*)::int as unsealed, min(at) as since from event_log e
      where (e.era, e.xid8) >= (coalesce(l.era, 0::smallint), coalesce(l.up_to_xid8, '0'::xid8))) w on true`.execute(db)
  const row = rows[0]!
  return {
    head: row.seq === null ? null : { seq: row.seq, hash: row.hash!, sealedAt: row.sealed_at!.toISOString() },
    sealed: row.sealed,
    unsealed: { events: row.unsealed, since: row.since?.toISOString() ?? null },
  }
}

/** Whether a seal noted down earlier still stands as it did: whoever cut off the end of the log and of its seals is found by it. */
export async function holdsSeal(db: Db, seq: number, hash: string): Promise<boolean> {
  const { rows } = await sql<{
    hash: string
  }>`select encode(hash, 'hex') as hash from event_seals where seq = ${seq}`.execute(db)
  return rows[0]?.hash === hash.toLowerCase()
}

/** What is known of the events a fault names: when they happened and what they are called. */
export async function eventsNamed(db: Db, ids: string[]) {
  const { rows } = await sql<{ id: string; name: string; at: Date }>`
    select id, name, at from event_log where id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name, at }) => [id, { name, at: at.toISOString() }]))
}
