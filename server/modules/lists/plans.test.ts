import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { may } from '../../core/access.ts'
import { system } from '../../core/actor.ts'
import { type Db, kyselyOn } from '../../core/db.ts'
import { orderOf } from '../../core/fields.ts'
import { askingNow, compileFilter, type Filter } from '../../core/filter.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { dealBoard } from '../deals/queries/board.ts'
import { listDeals } from '../deals/queries/deals.ts'
import { tendIndexes } from '../fields/commands/tend.ts'
import { fieldsFor } from '../fields/queries.ts'

/* Filters and orders over fields of the company's own on a hundred thousand deals: by their index, within a few milliseconds. */

const DEALS = 100_000
let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  const add = (key: string, type: string, more = {}) =>
    w.request('admin', 'POST', '/api/settings/fields', {
      kind: 'deal',
      key,
      type,
      label: { pl: key, en: key },
      indexed: true,
      ...more,
    })
  await add('area', 'number')
  await add('fitting', 'date')
  await add('frame', 'choice', { options: ['a', 'b', 'rare'].map((key) => ({ key, label: { pl: key, en: key } })) })
  await add('extras', 'choices', { options: ['x', 'y', 'rare'].map((key) => ({ key, label: { pl: key, en: key } })) })
  await add('remark', 'text')
  await sql`insert into deals (id, title, pipeline_id, stage_id, stage_entered_at, owner_id, department_id, custom, created_at, updated_at)
    select gen_random_uuid(), 'Okna ' || n, s.pipeline_id, s.id, now(), ${w.people.anna}::uuid, ${w.departments.sales}::uuid,
      jsonb_build_object('area', n % 5000, 'fitting', to_char(date '2020-01-01' + n % 3000, 'YYYY-MM-DD'),
        'frame', case when n % 5000 = 0 then 'rare' when n % 2 = 0 then 'a' else 'b' end,
        'extras', case when n % 5000 = 0 then '["rare"]'::jsonb else '["x"]'::jsonb end,
        'remark', 'uwaga numer ' || n), now() - n * interval '1 minute', now()
    from generate_series(1, ${DEALS}) n cross join (select * from stages order by position limit 1) s`.execute(w.db)
  while (await tendIndexes(w.deps));
  await sql`select 1`.execute(w.db)
  const { connectOnce } = await import('../../core/db.ts')
  const client = await connectOnce(w.deps.connection)
  // Tests commit without waiting for the disk; before their rows lie there, none is marked as seen by all.
  await client.query('checkpoint')
  await client.query('vacuum (analyze) deals')
  await client.end()
}, 120_000)
afterAll(() => w?.close())

async function planOf(query: RawBuilder<unknown>): Promise<{ text: string; ms: number }> {
  const { rows } = await sql<Record<string, string>>`explain (analyze, timing off) ${query}`.execute(w.db)
  const text = rows.map((row) => Object.values(row)[0]).join('\n')
  return { text, ms: Number(/Execution Time: ([\d.]+)/.exec(text)?.[1]) }
}

const where = async (filter: Filter) => {
  const actor = w.as('anna')
  const fields = await fieldsFor(w.db, actor, 'deal')
  return {
    fields,
    filter: sql`${may(actor, 'deal', 'read', 'd')} and ${compileFilter(filter, fields, 'd', await askingNow(w.db, actor))}`,
  }
}

test.each<[string, Filter]>([
  ['a number', { all: [{ field: 'custom.area', op: 'eq', value: 17 }] }],
  ['a date', { all: [{ field: 'custom.fitting', op: 'on', value: '2021-05-05' }] }],
  ['a choice', { all: [{ field: 'custom.frame', op: 'any_of', value: ['rare'] }] }],
  ['one of several choices', { all: [{ field: 'custom.extras', op: 'any_of', value: ['rare'] }] }],
  ['a fragment of a text', { all: [{ field: 'custom.remark', op: 'contains', value: 'numer 9999' }] }],
])('%s is found by its index', async (_, filter) => {
  const asked = await where(filter)
  const { text, ms } = await planOf(sql`select d.id from deals d where ${asked.filter}`)
  expect(text).toMatch(/on own_|using own_/)
  expect(text).not.toMatch(/Seq Scan on deals/)
  expect(ms).toBeLessThan(100)
})

test.each(['custom.area', 'custom.fitting', 'custom.frame', 'custom.remark'])(
  'an order by %s reads its index',
  async (key) => {
    const { fields, filter } = await where({ all: [] })
    const value = orderOf(fields.find((field) => field.key === key)!, 'd')
    for (const way of [sql`asc`, sql`desc`]) {
      const { text, ms } = await planOf(
        sql`select d.id from deals d where ${filter} and ${value} is not null order by ${value} ${way}, d.id ${way} limit 101`,
      )
      expect(text).toMatch(/Index.* using own_/)
      expect(text).not.toMatch(/Sort|Seq Scan on deals/)
      expect(ms).toBeLessThan(100)
    }
  },
)

/** The plans of what a read asks of deals. */
async function plansOf(read: (db: Db) => Promise<unknown>): Promise<string[]> {
  const asked: { text: string; values: unknown[] }[] = []
  const { pool } = w.deps.database
  await read(
    kyselyOn({
      query(query) {
        asked.push(query)
        return pool.query(query)
      },
    }),
  )
  const plans: string[] = []
  for (const { text, values } of asked.filter((query) => /\bfrom "?deals"? "?d\b/.test(query.text))) {
    const { rows } = await pool.query<Record<string, string>>(`explain ${text.replace(/^\s*\/\*.*?\*\//, '')}`, values)
    plans.push(rows.map((row) => Object.values(row)[0]).join('\n'))
  }
  return plans
}

test.each(['owner', 'anna'] as const)('the board is summed for %s from its index alone', async (who) => {
  const [sums, cards] = await plansOf((db) => dealBoard(db, w.as(who), { limit: 30 }))
  expect(sums).toMatch(/Index Only Scan using deals_board/)
  expect(cards).toMatch(/Index Only Scan using deals_board/)
  expect(`${sums}${cards}`).not.toMatch(/Seq Scan on deals/)
})

test('who is of a department without deals is not shown them by reading them all', async () => {
  const plans = await plansOf((db) => listDeals(db, w.as('marta'), { limit: 50 }))
  expect(plans.join('\n')).toMatch(/deals_department/)
  expect(plans.join('\n')).not.toMatch(/Seq Scan on deals|using deals_created/)
})
