import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { seedDemo } from '../../../db/seeds/demo.ts'
import { type TestDeps, testDeps } from '../../../test/support/deps.ts'
import { actorOf } from '../staff/queries.ts'
import { countFigures } from './commands/count.ts'
import { readFigures } from './queries/report.ts'

const FROM = '2025-01-01'
const TO = '2028-12-31'

let demo: TestDeps
beforeAll(async () => {
  demo = await testDeps()
  await seedDemo(demo.deps)
  const { db } = demo.deps.database
  await vi.waitFor(
    async () => {
      while (await countFigures(demo.deps));
      const { rows } =
        await sql`select from event_log e, figure_position p where (e.era, e.xid8) >= (p.era, p.up_to_xid8) limit 1`.execute(
          db,
        )
      expect(rows).toEqual([])
    },
    { timeout: 60_000, interval: 100 },
  )
}, 240_000)
afterAll(() => demo.close())

/** Counted from the records by hand: of which, when, whose, and what. */
const COUNTS: [report: string, column: string, table: string, at: string, where: string, sum?: string][] = [
  ['activity', 'callsMade', 'calls', 'started_at', "direction = 'out'"],
  ['activity', 'callsAnswered', 'calls', 'started_at', "direction = 'in' and answered_at is not null"],
  ['activity', 'callsMissed', 'calls', 'started_at', "direction = 'in' and state = 'missed'"],
  ['activity', 'requestsReceived', 'leads', 'created_at', 'true'],
  ['activity', 'requestsHandled', 'leads', 'closed_at', "status in ('converted', 'rejected')"],
  ['activity', 'dealsWon', 'deals', 'closed_at', "status = 'won'"],
  ['activity', 'revenue', 'deals', 'closed_at', "status = 'won'", 'amount_base'],
  ['conversion', 'ofThemWon', 'leads', 'created_at', "deal_id in (select id from deals where status = 'won')"],
  ['conversion', 'dealsClosed', 'deals', 'closed_at', "status <> 'open'"],
  ['lost', 'dealsLost', 'deals', 'closed_at', "status = 'lost'"],
  ['lost', 'amountLost', 'deals', 'closed_at', "status = 'lost'", 'amount_base'],
  ['tickets', 'ticketsReceived', 'tickets', 'created_at', 'true'],
  ['tickets', 'ticketsAnswered', 'tickets', 'answered_at', 'answered_at is not null'],
  ['tickets', 'ticketsSolved', 'tickets', 'solved_at', 'solved_at is not null'],
]

const BY = { person: 'owner_id', department: 'department_id', day: 'day', week: 'week', month: 'month' } as const

describe('on the demo company', () => {
  it.each(COUNTS)(
    '%s: %s equals a count of the records, by whom, where and when',
    async (report, column, table, at, where, sum) => {
      const { db } = demo.deps.database
      const { rows: owners } = await sql<{ id: string }>`select id from employees where role = 'owner' limit 1`.execute(
        db,
      )
      const owner = (await actorOf(db, owners[0]!.id))!
      for (const [by, key] of Object.entries(BY)) {
        const local = `(${at} at time zone 'Europe/Warsaw')`
        const of =
          by === 'person' || by === 'department'
            ? key === 'owner_id' && table === 'calls'
              ? 'employee_id::text'
              : `${key}::text`
            : `date_trunc('${key}', ${local})::date::text`
        const { rows } = await sql<{ key: string | null; value: number }>`select ${sql.raw(of)} as key,
        ${sql.raw(sum ? `coalesce(sum(${sum}), 0)` : 'count(*)')}::float8 as value from ${sql.table(table)} where ${sql.raw(where)} group by 1`.execute(
          db,
        )
        const range = by === 'day' ? { from: '2026-01-01', to: '2026-12-31' } : { from: FROM, to: TO }
        const within = rows.filter(({ key }) => by !== 'day' || (key! >= range.from && key! <= range.to))
        const view = await readFigures(db, owner, report, { ...range, by: by as 'person' }, 'pl')
        const shown = view.rows.filter(({ values }) => values[column] !== 0)
        const pairs = (all: [string | null, unknown][]) => Object.fromEntries(all.map(([k, v]) => [k ?? 'none', v]))
        expect(pairs(shown.map(({ key, values }) => [key, values[column]]))).toEqual(
          pairs(within.filter(({ value }) => value !== 0).map(({ key, value }) => [key, value])),
        )
        expect(view.total.values[column]).toBe(within.reduce((all, { value }) => all + value, 0))
      }
    },
  )

  it('shows something in every report', async () => {
    const { db } = demo.deps.database
    const { rows: owners } = await sql<{ id: string }>`select id from employees where role = 'owner' limit 1`.execute(
      db,
    )
    const owner = (await actorOf(db, owners[0]!.id))!
    for (const report of ['activity', 'conversion', 'channels', 'funnel', 'lost', 'customers', 'tickets']) {
      const { total } = await readFigures(db, owner, report, { from: FROM, to: TO }, 'pl')
      expect([report, Object.values(total.values).some((value) => (value ?? 0) > 0)]).toEqual([report, true])
    }
  })

  it('takes a median from the records: half took no longer', async () => {
    const { db } = demo.deps.database
    const { rows: owners } = await sql<{ id: string }>`select id from employees where role = 'owner' limit 1`.execute(
      db,
    )
    const owner = (await actorOf(db, owners[0]!.id))!
    const { rows } = await sql<{
      minutes: number
    }>`select greatest(floor(extract(epoch from d.closed_at - l.created_at) / 60), 0)::int as minutes
      from leads l join deals d on d.id = l.deal_id where d.status = 'won' order by 1`.execute(db)
    const { total } = await readFigures(db, owner, 'channels', { from: FROM, to: TO }, 'pl')
    expect(rows.length).toBeGreaterThan(0)
    const middle = rows[Math.ceil(rows.length / 2) - 1]!.minutes
    // From a day on in full hours.
    expect(total.values.timeToWin).toBe(middle < 1440 ? middle : middle - (middle % 60))
  })
})
