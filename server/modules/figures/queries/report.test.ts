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
