import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { connectOnce } from '../../core/db.ts'
import { listLeads } from '../leads/queries.ts'
import { entryHolds, findRecords } from './queries.ts'

/*
 * More leads than are looked through one by one, so that every way of finding is gone: what is found is the same. Łukasz reads
 * more than half of them, Anna a tenth, Marta hardly any.
 */

const LEADS = 40_000
let w: World
beforeAll(async () => {
  w = await testWorld()
  const { anna, marta } = w.people
  const { sales, marketing, production } = w.departments
  await sql`insert into leads (id, title, status, source, owner_id, department_id, phone, created_at, updated_at)
    select (lpad(to_hex(1700000000000 + n), 12, '0') || '7000800000000000' || lpad(to_hex(n), 4, '0'))::uuid,
      'Okna ' || case when n % 100 = 0 then 'setne ' else '' end || case when n % 5000 = 0 then 'żółte ' else '' end
        || case when n < 700 then 'dawne ' else '' end || case when n < 15000 then 'stare ' else '' end || 'numer ' || n, 'processing', 'api',
      case when n % 2000 = 0 then ${marta}::uuid when n % 10 = 0 then ${anna}::uuid end,
      case when n % 2000 = 0 then ${marketing}::uuid when n % 10 = 0 then ${sales}::uuid
        when n % 10 < 7 then ${production}::uuid end,
      '+48' || (600000000 + n), now() + n * interval '1 second', now()
    from generate_series(1, ${LEADS}) n`.execute(w.db)
  await sql`insert into search_entries (kind, id, title, folded, digits, at)
    select 'lead', id, title, translate(lower(title), 'żół', 'zol'), substr(phone, 2), created_at from leads`.execute(
    w.db,
  )
  const client = await connectOnce(w.deps.connection)
  await client.query('vacuum (analyze) leads, search_entries')
  await client.end()
}, 120_000)
afterAll(() => w?.close())

const HOME = { anna: 'sales', marta: 'marketing', lukasz: 'production' } as const
type Who = 'owner' | keyof typeof HOME
function as(who: Who) {
  const actor = w.as(who)
  if (who === 'owner') return actor
  const home = [w.departments[HOME[who]]]
  return { ...actor, departmentIds: home, memberOf: home }
}

/** The answer as the plainest statement gives it. */
async function plainly(who: Who, q: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select l.id from leads l join search_entries s on s.id = l.id
    where ${entryHolds(q)} and ${who === 'owner' ? sql`true` : sql`l.department_id = ${w.departments[HOME[who]]}`}
    order by l.id desc limit 20`.execute(w.db)
  return rows.map(({ id }) => id)
}

const WORDS = [
  'okna',
  'setne',
  'zolte',
  'żółte',
  'dawne',
  'stare',
  'stare 39',
  'żó',
  'nu',
  'okna setne',
  'ok 39',
  '600-000',
  '000 123',
  'nic takiego',
]

it.each(['owner', 'anna', 'marta', 'lukasz'] as const)(
  'finds the newest that %s may see, however many hold the words',
  async (who) => {
    const actor = as(who)
    for (const q of WORDS) {
      const found = await findRecords(w.db, actor, { q })
      expect(
        found.map(({ id }) => id),
        q,
      ).toEqual(await plainly(who, q))
      const listed = await listLeads(w.db, actor, { q, limit: 20 })
      expect(
        listed.items.map(({ id }) => id),
        `${q} in the list`,
      ).toEqual(await plainly(who, q))
    }
  },
)

it('takes two letters for the beginning of a word, and marks alone for nothing', async () => {
  const found = async (q: string) =>
    (await w.request('owner', 'GET', `/api/search?q=${encodeURIComponent(q)}`)).body.items
  expect(await found('se')).toHaveLength(20)
  expect(await found('et')).toEqual([])
  expect(await found('%%')).toEqual([])
  expect(await found('--')).toEqual([])
})
