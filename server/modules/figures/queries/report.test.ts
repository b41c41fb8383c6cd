import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testWorld, type World } from '../../../../test/support/world.ts'
import { createDefaultPipeline } from '../../deals/commands/create-default-pipeline.ts'
import { rebuildFigures } from '../commands/count.ts'
import { readFigures } from './report.ts'

/** More than the rows a report shows. */
const CUSTOMERS = 203

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  await sql`insert into companies (id, name, created_at, updated_at)
    select md5('company' || n)::uuid, 'Firma ' || n, now(), now() from generate_series(1, ${CUSTOMERS}) n`.execute(w.db)
  const won = (on: string, which: string, amount: string) =>
    sql`insert into deals (id, title, status, pipeline_id, stage_id, stage_entered_at, company_id, amount_base, closed_at, created_at, updated_at)
      select gen_random_uuid(), 'Okna', 'won', s.pipeline_id, s.id, t.at, md5('company' || n)::uuid, ${sql.raw(amount)}, t.at, t.at, t.at
      from generate_series(1, ${CUSTOMERS}) n cross join (select * from stages order by position limit 1) s
        cross join (select ${on}::timestamptz as at) t where ${sql.raw(which)}`.execute(w.db)
  await won('2026-03-10 12:00+01', 'true', 'n * 100')
  await won('2026-02-10 12:00+01', 'n in (2, 203)', '5000')
  await rebuildFigures(w.deps)
})
afterAll(() => w.close())

it('customers: the best are rows, all are in the total, each compared with himself', async () => {
  const march = { from: '2026-03-01', to: '2026-03-31' }
  const view = await readFigures(w.db, w.as('owner'), 'customers', { ...march, compare: 'previous' }, 'pl')
  expect(view.more).toBe(true)
  expect(view.rows.map(({ name }) => name)).toEqual(Array.from({ length: 200 }, (_, at) => `Firma ${CUSTOMERS - at}`))
  expect(view.rows[0]).toMatchObject({
    values: { dealsWon: 1, revenue: 20300 },
    before: { dealsWon: 1, revenue: 5000 },
  })
  expect(view.rows[1]).toMatchObject({ before: { dealsWon: 0, revenue: 0 } })
  const all = (CUSTOMERS * (CUSTOMERS + 1) * 100) / 2
  // Who is no row now counts in the total of before, too.
  expect(view.total).toMatchObject({
    values: { dealsWon: CUSTOMERS, revenue: all },
    before: { dealsWon: 2, revenue: 10_000 },
  })
})

it('medians: half took no longer, whether they are found among months or among the records', async () => {
  await sql`insert into deals (id, title, status, pipeline_id, stage_id, stage_entered_at, department_id, lost_reason_id, closed_at, created_at, updated_at)
    select gen_random_uuid(), 'Drzwi', 'lost', s.pipeline_id, s.id, t.at, ${w.departments.sales}::uuid, case n % 4 when 0 then null else r.ids[n % 3 + 1] end,
      t.at, t.at - (n * 7919 % (case when n % 2 = 0 then 3000 else 60000 end)) * interval '1 minute', t.at
    from generate_series(1, 400) n cross join (select * from stages order by position limit 1) s
      cross join (select array_agg(id) as ids from lost_reasons) r
      cross join lateral (select timestamptz '2026-01-05 09:00+01' + n * interval '11 hours' as at) t`.execute(w.db)
  await rebuildFigures(w.deps)
  for (const range of [
    { from: '2026-01-20', to: '2026-05-09' },
    { from: '2026-02-01', to: '2026-03-31' },
    { from: '2026-02-03', to: '2026-02-20' },
  ]) {
    const { rows } = await sql<{ key: string | null; minutes: number }>`select lost_reason_id::text as key,
        percentile_disc(0.5) within group (order by floor(extract(epoch from closed_at - created_at) / 60))::int as minutes
      from deals where status = 'lost' and (closed_at at time zone 'Europe/Warsaw')::date between ${range.from}::date and ${range.to}::date
      group by grouping sets ((lost_reason_id), ()) order by grouping(lost_reason_id), 1`.execute(w.db)
    const wanted = rows.map(({ key, minutes }) => [key ?? '', minutes < 1440 ? minutes : minutes - (minutes % 60)])
    expect(wanted.length).toBeGreaterThan(3)
    for (const more of [{}, { department: w.departments.sales }]) {
      const view = await readFigures(w.db, w.as('owner'), 'lost', { ...range, by: 'reason', ...more }, 'pl')
      const found = view.rows.map((row) => [row.key ?? '', row.values.timeToLose])
      expect([...found.sort(), ['', view.total.values.timeToLose]]).toEqual([
        ...wanted.slice(0, -1).sort(),
        wanted.at(-1),
      ])
    }
  }
})
