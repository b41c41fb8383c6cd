import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dateOfDay, dayOfDate } from '../../../../pure/dates.ts'
import { daysIn } from '../../../../pure/figures.ts'
import { testWorld, type World } from '../../../../test/support/world.ts'
import { receiveLead } from '../../leads/commands/receive-lead.ts'
import { rebuildFigures } from '../commands/count.ts'
import { sumsIn } from './sums.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

it('sums are read alike whatever weeks and months a range is made of', async () => {
  for (let n = 0; n < 30; n += 1) {
    await w.write('owner', (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: `Okna ${n}` }),
    )
    await w.travel('5 days')
  }
  await rebuildFigures(w.deps)
  const { rows } = await sql<{
    first: string
    last: string
  }>`select min(on_day)::text as first, max(on_day)::text as last
    from figure_days`.execute(w.db)
  const [first, days] = [dayOfDate(rows[0]!.first), daysIn({ from: rows[0]!.first, to: rows[0]!.last })]
  const total = async (from: RawBuilder<unknown>) =>
    (
      await sql`select sum(count)::int as count, sum(amount)::text as amount, count(*) as cells from ${from} f`.execute(
        w.db,
      )
    ).rows[0] as { count: number; amount: string; cells: string }
  let fewer = 0
  await fc.assert(
    fc.asyncProperty(fc.nat(days), fc.nat(days), fc.constantFrom('week', 'month'), async (start, length, grain) => {
      const range = { from: dateOfDay(first + start), to: dateOfDay(first + start + length) }
      const { cells, ...whole } = await total(sumsIn(range, grain))
      const { cells: ofDays, ...byDay } = await total(sumsIn(range, 'day'))
      expect(whole).toEqual(byDay)
      if (Number(cells) < Number(ofDays)) fewer += 1
    }),
    { numRuns: 60 },
  )
  expect(fewer).toBeGreaterThan(0)
}, 60_000)
