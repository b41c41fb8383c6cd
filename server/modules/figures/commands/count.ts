import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { nextStretch, type Stretch } from '../../../core/stretch.ts'
import { type Cx, write } from '../../../core/write.ts'
import { told } from '../durations.ts'
import { countCases, forgetCases, handOverAllCases, handOverCases } from './count-cases.ts'

/** Events looked through at once. */
const MOST = 5000
/** Records counted by one statement. */
const RECORDS = 5000

/** Kinds of records that count as something. */
const COUNTED = ['lead', 'deal', 'call', 'ticket']

/** Counts what was committed since the last time; true while there is more. By one worker at a time. */
export const countFigures = (deps: Deps): Promise<boolean> => write(deps, system('figures'), countNext)

/** Forgets every sum and counts all records anew. */
export async function rebuildFigures(deps: Deps): Promise<void> {
  await write(deps, system('figures'), async (cx) => {
    await sql`select pg_advisory_xact_lock(7465639)`.execute(cx.db)
    await countAll(cx)
    await forgetCases(cx)
  })
  while (await countCases(deps));
}

async function countNext(cx: Cx): Promise<boolean> {
  const { rows: mine } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(7465639) as mine`.execute(cx.db)
  if (!mine[0]!.mine) return false
  const { rows: places } = await sql<{ era: number; xid: string; whole: boolean }>`
    select era, up_to_xid8::text as xid, periods_up_to_xid8 is not distinct from up_to_xid8 as whole from figure_position`.execute(
    cx.db,
  )
  // An earlier version counts no weeks and months.
  if (!places[0]?.whole) {
    await countAll(cx)
    return true
  }
  const stretch = await nextStretch(cx.db, places[0], MOST)
  if (!stretch) return false
  const { era, upToXid } = stretch
  // Another zone has other days.
  if (await zoneChanged(cx, stretch)) {
    await countAll(cx)
    return true
  }
  const records = await touched(cx, stretch)
  await countRecords(cx, records)
  await handOverCases(cx, records)
  await sql`update figure_position set era = ${era}, up_to_xid8 = ${upToXid}::xid8, periods_up_to_xid8 = ${upToXid}::xid8`.execute(
    cx.db,
  )
  return stretch.more
}

const within = ({ era, fromXid, upToXid }: Stretch) =>
  sql`e.era = ${era} and e.xid8 >= ${fromXid}::xid8 and e.xid8 < ${upToXid}::xid8`

async function zoneChanged(cx: Cx, stretch: Stretch): Promise<boolean> {
  const { rows } = await sql`select from event_log e where ${within(stretch)}
    and (e.name = 'company.set_up' or e.name = 'company.calendar_changed' and e.changes @> '[{"field": "zone"}]') limit 1`.execute(
    cx.db,
  )
  return rows.length > 0
}

/** The records of these events, and the requests their deals came from. */
async function touched(cx: Cx, stretch: Stretch): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with said as (select distinct e.subject_id as id, e.subject_kind as kind from event_log e
        where ${within(stretch)} and e.subject_kind = any(${[...COUNTED, 'import']}::text[])),
      brought as (select r.record_id as id from said s join import_records r on r.import_id = s.id and r.result = 'undone'
        where s.kind = 'import')
    select id from said where kind <> 'import' union select id from brought
    union select d.lead_id from deals d join said s on s.id = d.id and s.kind = 'deal' where d.lead_id is not null`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}

const KEY = sql`record_id, what, dim`
const FACT = sql`record_id, what, dim, on_day, person_id, department_id, amount, minutes`
const CELL = sql`what, on_day, person_id, department_id, dim`
/** The cell of the week or month that a day's cell lies in. */
const cellOf = (grain: string) =>
  sql`what, date_trunc(${sql.ref(grain)}, on_day::timestamp)::date, person_id, department_id, dim`
const GRAINS = sql`(values ('week'), ('month')) g(grain)`
const LASTED = sql`what, on_day, dim, minutes`
/** The cell of durations that a fact counts in. */
const lasted = sql`what, date_trunc('month', on_day::timestamp)::date, dim, ${told(sql`minutes`)}`
const SUMS = [sql`figure_days`, sql`figure_periods`, sql`figure_durations`]

/** Makes what was counted of these records what they are now: the difference goes into the sums. */
async function countRecords(cx: Cx, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += RECORDS) {
    const these = ids.slice(from, from + RECORDS)
    await sql`
      with was as materialized (select ${FACT} from figure_facts where record_id = any(${these}::uuid[])),
        now as materialized (select ${FACT} from figure_facts_now where record_id = any(${these}::uuid[])),
        gone as materialized (select * from was except select * from now),
        come as materialized (select * from now except select * from was),
        forget as (delete from figure_facts f using gone g where (f.record_id, f.what, f.dim) = (g.record_id, g.what, g.dim)
          and not exists (select from come c where (c.record_id, c.what, c.dim) = (g.record_id, g.what, g.dim))),
        keep as (insert into figure_facts as f (${FACT}) select ${FACT} from come
          on conflict (${KEY}) do update set on_day = excluded.on_day, person_id = excluded.person_id,
            department_id = excluded.department_id, amount = excluded.amount, minutes = excluded.minutes),
        turned as materialized (select gone.*, -1 as n from gone union all select come.*, 1 from come),
        durations as (insert into figure_durations as l (${LASTED}, count)
          select ${lasted}, sum(n) from turned where minutes is not null group by ${lasted} having sum(n) <> 0
          on conflict (${LASTED}) do update set count = l.count + excluded.count),
        changed as materialized (select ${CELL}, sum(n) as n, sum(n * amount) as amount from turned
          group by ${CELL} having sum(n) <> 0 or sum(n * amount) <> 0),
        periods as (insert into figure_periods as p (grain, ${CELL}, count, amount)
          select grain, ${cellOf('grain')}, sum(n), sum(amount) from changed, ${GRAINS} group by grain, ${cellOf('grain')}
          having sum(n) <> 0 or sum(amount) <> 0
          on conflict (grain, ${CELL}) do update set count = p.count + excluded.count, amount = p.amount + excluded.amount)
      insert into figure_days as d (${CELL}, count, amount) select ${CELL}, n, amount from changed
      on conflict (${CELL}) do update set count = d.count + excluded.count, amount = d.amount + excluded.amount`.execute(
      cx.db,
    )
  }
  if (ids.length === 0) return
  for (const table of SUMS) await sql`delete from ${table} where count = 0`.execute(cx.db)
}

/** Its place is read first: what is committed while it counts is looked at again. Events until then are looked at no more. */
async function countAll(cx: Cx): Promise<void> {
  const { rows } = await sql<{ era: number; xid: string }>`select coalesce((select max(era) from event_log), 1) as era,
    pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(cx.db)
  for (const table of [sql`figure_facts`, ...SUMS]) await sql`delete from ${table}`.execute(cx.db)
  await sql`insert into figure_facts (${FACT}) select ${FACT} from figure_facts_now`.execute(cx.db)
  await sql`insert into figure_days (${CELL}, count, amount)
    select ${CELL}, count(*), sum(amount) from figure_facts group by ${CELL}`.execute(cx.db)
  await sql`insert into figure_periods (grain, ${CELL}, count, amount)
    select grain, ${cellOf('grain')}, sum(count), sum(amount) from figure_days, ${GRAINS} group by grain, ${cellOf('grain')}`.execute(
    cx.db,
  )
  await sql`insert into figure_durations (${LASTED}, count)
    select ${lasted}, count(*) from figure_facts where minutes is not null group by ${lasted}`.execute(cx.db)
  await handOverAllCases(cx)
  await sql`insert into figure_position (era, up_to_xid8, periods_up_to_xid8) values (${rows[0]!.era}, ${rows[0]!.xid}::xid8, ${rows[0]!.xid}::xid8)
    on conflict (one) do update set era = excluded.era, up_to_xid8 = excluded.up_to_xid8, periods_up_to_xid8 = excluded.up_to_xid8`.execute(
    cx.db,
  )
}
