import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { recordsOf, reportOf } from '../../../pure/figures.ts'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { kyselyOn } from '../../core/db.ts'
import { Refusal } from '../../core/errors.ts'
import { convertLead } from '../deals/commands/convert-lead.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { loseDeal } from '../deals/commands/lose-deal.ts'
import { reopenDeal } from '../deals/commands/reopen-deal.ts'
import { updateDeal } from '../deals/commands/update-deal.ts'
import { winDeal } from '../deals/commands/win-deal.ts'
import { makeDeal } from '../deals/factory.ts'
import { assignLead } from '../leads/commands/assign-lead.ts'
import { rejectLead, reopenLead } from '../leads/commands/close-lead.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'
import { makeProduct } from '../products/factory.ts'
import { makeCall } from '../telephony/factory.ts'
import { countFigures, rebuildFigures } from './commands/count.ts'
import { countedTo } from './queries/counted-to.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
})
afterAll(() => w.close())

it('looks for what is not counted yet from its place in the log on, not from the beginning', async () => {
  const { pool, byIndex } = w.deps.database
  const asked: { text: string; values: unknown[] }[] = []
  const query = (one: (typeof asked)[number]) => {
    asked.push(one)
    return pool.query(one)
  }
  await countedTo(kyselyOn({ query }))
  const [{ text, values }] = asked as [(typeof asked)[number]]
  const { rows } = await byIndex.pool.query({ text: `explain ${text}`, values })
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/event_log_tail on event_log e .*\n *Index Cond: \(ROW\(era, xid8\) >= ROW\(/)
})

/** Counts everything: transactions of other tests' databases, which count in the same cluster, hold it back for a moment. */
const counted = () =>
  vi.waitFor(
    async () => {
      while (await countFigures(w.deps));
      const { rows } = await sql`select from event_log e, figure_position p
        where (e.era, e.xid8) >= (p.era, p.up_to_xid8) limit 1`.execute(w.db)
      expect(rows).toEqual([])
    },
    { timeout: 25_000, interval: 50 },
  )

const CELL = sql`what, on_day, person_id, department_id, dim`
const sums = async () => [
  (
    await sql`select 'day' as grain, ${CELL}, count, amount::text from figure_days
      union all select grain, ${CELL}, count, amount::text from figure_periods order by 1, 2, 3, 4, 5, 6`.execute(w.db)
  ).rows,
  (await sql`select * from figure_durations order by what, on_day, dim, minutes`.execute(w.db)).rows,
]
const recounted = async () => [
  (
    await sql`select grain, ${CELL}, count(*)::int as count, sum(amount)::text as amount
      from (select grain, what, date_trunc(grain, on_day::timestamp)::date as on_day, person_id, department_id, dim, amount
        from figure_facts_now, (values ('day'), ('week'), ('month')) g(grain)) f
      group by grain, ${CELL} order by 1, 2, 3, 4, 5, 6`.execute(w.db)
  ).rows,
  (
    await sql`select what, date_trunc('month', on_day::timestamp)::date as on_day, dim,
        case when minutes < 1440 then minutes else minutes / 60 * 60 end as minutes, count(*)::int as count
      from figure_facts_now where minutes is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(w.db)
  ).rows,
]

const PEOPLE = ['anna', 'katarzyna', 'lukasz'] as const

/** What can happen to the records, each by the commands people use; a refusal is a thing that did not happen. */
const HAPPENS = {
  receive: (n: number) =>
    w.write('owner', (cx) =>
      receiveLead(cx, {
        source: ['form', 'email', 'phone'][n % 3]!,
        formId: null,
        departmentId: n % 4 === 0 ? null : w.departments.sales,
        title: `Request ${n}`,
      }),
    ),
  give: async (n: number) => {
    const lead = await some('leads', n)
    if (lead) await w.write('owner', (cx) => assignLead(cx, lead, w.people[PEOPLE[n % 3]!]))
  },
  convert: async (n: number) => {
    const lead = await some('leads', n)
    if (lead)
      await w.write('owner', (cx) =>
        convertLead(cx, {
          leadId: lead,
          contact: null,
          company: null,
          deal: { title: 'Windows', amount: n * 100 + 1 },
        }),
      )
  },
  reject: async (n: number) => {
    const lead = await some('leads', n)
    if (lead) await w.write('owner', (cx) => rejectLead(cx, lead, 'spam', ''))
  },
  reopenLead: async (n: number) => {
    const lead = await some('leads', n)
    if (lead) await w.write('owner', (cx) => reopenLead(cx, lead))
  },
  deal: (n: number) => w.write(PEOPLE[n % 3]!, (cx) => makeDeal(cx, { amount: n * 100 + 1 })),
  win: async (n: number) => {
    const deal = await some('deals', n)
    if (deal) await w.write('owner', (cx) => winDeal(cx, { dealId: deal }))
  },
  lose: async (n: number) => {
    const deal = await some('deals', n)
    if (deal) await w.write('owner', (cx) => loseDeal(cx, { dealId: deal, reason: 'price' }))
  },
  reopen: async (n: number) => {
    const deal = await some('deals', n)
    if (deal) await w.write('owner', (cx) => reopenDeal(cx, { dealId: deal }))
  },
  hand: async (n: number) => {
    const deal = await some('deals', n)
    if (deal) await w.write('owner', (cx) => updateDeal(cx, deal, { ownerId: w.people[PEOPLE[n % 3]!] }, null))
  },
  call: (n: number) =>
    w.write('owner', (cx) =>
      makeCall(cx, {
        event: n % 2 ? 'missed' : 'ended',
        direction: n % 3 ? 'in' : 'out',
        seconds: n,
        departmentId: w.departments.sales,
        ownerId: w.people[PEOPLE[n % 3]!],
      }),
    ),
  travel: (n: number) => w.travel(`${(n % 40) + 1} hours`),
  count: () => countFigures(w.deps),
} as const

async function some(table: 'leads' | 'deals', n: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} order by id`.execute(w.db)
  return rows[n % Math.max(rows.length, 1)]?.id
}

async function happen(verb: keyof typeof HAPPENS, n: number): Promise<void> {
  try {
    await HAPPENS[verb](n)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

describe('the sums', () => {
  it('equal a recount of all records after any sequence of commands', async () => {
    const step = fc.tuple(fc.constantFrom(...(Object.keys(HAPPENS) as (keyof typeof HAPPENS)[])), fc.nat(1000))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const [verb, n] of steps) await happen(verb, n)
        await counted()
        expect(await sums()).toEqual(await recounted())
      }),
      { numRuns: 12 },
    )
    // However the dice fell, each kind of fact there is has been counted once.
    const newest = async (table: 'leads' | 'deals') =>
      Number((await sql<{ n: string }>`select count(*) - 1 as n from ${sql.table(table)}`.execute(w.db)).rows[0]!.n)
    for (const [verb, of] of [
      ['deal', null],
      ['lose', 'deals'],
      ['receive', null],
      ['convert', 'leads'],
      ['win', 'deals'],
    ] as const)
      await happen(verb, of ? await newest(of) : 0)
    for (const n of [1, 6]) await happen('call', n)
    await counted()
    expect(await sums()).toEqual(await recounted())
    const { rows } = await sql<{ what: string }>`select distinct what from figure_facts order by 1`.execute(w.db)
    expect(rows.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['call_made', 'call_missed', 'deal_won', 'deal_lost', 'request_handled', 'request_won']),
    )
  }, 120_000)

  it('are the same when they are made anew, and once more', async () => {
    const before = await sums()
    await rebuildFigures(w.deps)
    expect(await sums()).toEqual(before)
    await rebuildFigures(w.deps)
    await counted()
    expect(await sums()).toEqual(before)
  })

  it('of weeks and months are made anew where an earlier version counted days alone', async () => {
    await counted()
    await sql`delete from figure_periods`.execute(w.db)
    await sql`update figure_position set periods_up_to_xid8 = '1'::xid8`.execute(w.db)
    await counted()
    expect(await sums()).toEqual(await recounted())
  })

  it('count nothing twice where two workers count at once', async () => {
    for (let n = 0; n < 6; n += 1) await happen('receive', n)
    await Promise.all([countFigures(w.deps), countFigures(w.deps), countFigures(w.deps)])
    await counted()
    expect(await sums()).toEqual(await recounted())
  })

  it('leave out what a transaction has not committed, and count it when it has', async () => {
    await counted()
    const before = await sums()
    let during: unknown[] = []
    await w.write('owner', async (cx) => {
      await receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Late' })
      await happen('receive', 1)
      await countFigures(w.deps)
      during = await sums()
    })
    expect(during).toEqual(before)
    expect(Date.parse(await countedTo(w.db))).toBeLessThanOrEqual((await w.now()).getTime())
    await counted()
    expect(await sums()).toEqual(await recounted())
    expect(await sums()).not.toEqual(before)
  })

  it('follow the company into another zone, where days begin elsewhere', async () => {
    const { body } = await w.request('owner', 'GET', '/api/company')
    const { status } = await w.request(
      'owner',
      'PATCH',
      '/api/company',
      { zone: 'Pacific/Auckland' },
      { 'if-match': String(body.version) },
    )
    expect(status).toBe(204)
    await counted()
    expect(await sums()).toEqual(await recounted())
    const again = await w.request('owner', 'GET', '/api/company')
    await w.request(
      'owner',
      'PATCH',
      '/api/company',
      { zone: 'Europe/Warsaw' },
      { 'if-match': String(again.body.version) },
    )
    await counted()
    expect(await sums()).toEqual(await recounted())
  })
})

const PATHS = { lead: '/api/leads', deal: '/api/deals', call: '/api/calls', ticket: '/api/tickets' }

/** How many a list has, to its end. */
async function listed(who: CastName, kind: keyof typeof PATHS, filter: unknown): Promise<number> {
  let count = 0
  let after = ''
  do {
    const { status, body } = await w.request(
      who,
      'GET',
      `${PATHS[kind]}?limit=100&filter=${encodeURIComponent(JSON.stringify(filter))}${after}`,
    )
    expect([status, body.code]).toEqual([200, undefined])
    count += body.items.length
    after = body.next ? `&after=${body.next}` : ''
  } while (after)
  return count
}

describe('a report', () => {
  const RANGE = 'from=2026-11-01&to=2027-12-31'
  const read = async (who: CastName, report: string, query = '') => {
    const { status, body } = await w.request(who, 'GET', `/api/figures/${report}?${RANGE}${query}`)
    expect([status, body.code]).toEqual([200, undefined])
    return body
  }

  it.each(['owner', 'salesHead', 'anna'] as const)(
    'has in every cell as many as the list it leads to, for %s',
    async (who) => {
      await w.write('owner', (cx) => makeDeal(cx, { amount: 1 }))
      await counted()
      let compared = 0
      for (const by of ['person', 'department', 'week'] as const) {
        const report = await read(who, 'activity', `&by=${by}`)
        for (const row of [...report.rows, { ...report.total, total: true, range: report.range }]) {
          for (const column of reportOf('activity')!.columns) {
            if (column.unit !== 'count') continue
            const records = recordsOf(column, {
              range: row.range,
              within: report.within,
              ...(by === 'person' && !row.total ? { person: row.key } : {}),
              ...(by === 'department' && !row.total ? { department: row.key } : {}),
            })!
            if (row.values[column.key] === 0 && by === 'week') continue
            expect([row.name, column.key, await listed(who, records.kind, records.filter)]).toEqual([
              row.name,
              column.key,
              row.values[column.key],
            ])
            compared += row.values[column.key]
          }
        }
      }
      expect(compared).toBeGreaterThan(0)
    },
    60_000,
  )

  it('shows an employee only what is hers, a head the department, the owner everybody', async () => {
    const people = async (who: CastName) =>
      (await read(who, 'activity', '&by=person')).rows.map((row: { key: string }) => row.key)
    expect(await people('anna')).toEqual([w.people.anna])
    expect(await people('marta')).toEqual([])
    expect(await people('salesHead')).toEqual(expect.arrayContaining([w.people.anna, w.people.katarzyna]))
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from leads`.execute(w.db)
    expect((await read('owner', 'activity')).total.values.requestsReceived).toBe(rows[0]!.n)
    expect((await read('anna', 'activity', `&person=${w.people.katarzyna}`)).total.values.requestsReceived).toBe(0)
  })

  it.each([
    ['by=source', 'by', 'figure.no_such_rows'],
    ['to=2026-10-01', 'to', 'figure.ends_before_it_begins'],
    ['by=day&to=2028-10-01', 'to', 'figure.range_too_long'],
  ])('refuses %s', async (query, path, code) => {
    const asked = new URLSearchParams(`${RANGE}&${query}`)
    const { status, body } = await w.request(
      'owner',
      'GET',
      `/api/figures/activity?${new URLSearchParams([...new Map(asked)])}`,
    )
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ path, code })]])
  })
})

describe('a plan', () => {
  const create = (who: CastName, body: object) => w.request(who, 'POST', '/api/plans', body)
  const plans = async (who: CastName, on?: string) =>
    (await w.request(who, 'GET', `/api/plans${on ? `?on=${on}` : ''}`)).body.items as {
      id: string
      reached: number
      done: number
      elapsed: number
      pace: number
      version: number
    }[]
  const today = async () => (await w.now()).toISOString().slice(0, 10)

  it('of a person says how much is reached and what it comes to at this pace', async () => {
    const on = await today()
    const wanted = { measure: 'revenue', period: 'month', on, personId: w.people.anna, target: 1_000_000 }
    const { status, body } = await create('salesHead', wanted)
    expect(status).toBe(201)
    await w.write('anna', async (cx) => winDeal(cx, { dealId: (await makeDeal(cx, { amount: 250_000 })).id }))
    await counted()
    const plan = (await plans('anna')).find(({ id }) => id === body.id)!
    const { rows } = await sql<{
      sum: number
    }>`select sum(amount_base)::float8 as sum from deals where status = 'won' and owner_id = ${w.people.anna}
      and date_trunc('month', closed_at at time zone 'Europe/Warsaw') = date_trunc('month', business_now() at time zone 'Europe/Warsaw')`.execute(
      w.db,
    )
    expect([plan.reached, plan.done]).toEqual([rows[0]!.sum, rows[0]!.sum / 1_000_000])
    expect(plan.pace).toBe(Math.round(plan.reached / plan.elapsed))
    expect((await create('salesHead', wanted)).body.errors).toMatchObject([{ path: 'measure', code: 'plan.exists' }])
    expect((await plans('katarzyna')).map(({ id }) => id)).not.toContain(body.id)
  })

  it('of a department counts those below it; a head sets it for nobody else', async () => {
    const on = await today()
    const wanted = { measure: 'dealsWon', period: 'quarter', on, target: 10 }
    const { body } = await create('salesHead', { ...wanted, departmentId: w.departments.sales })
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from deals where status = 'won' and department_id = ${w.departments.sales}
      and date_trunc('quarter', closed_at at time zone 'Europe/Warsaw') = date_trunc('quarter', business_now() at time zone 'Europe/Warsaw')`.execute(
      w.db,
    )
    expect((await plans('salesHead')).find(({ id }) => id === body.id)!.reached).toBe(rows[0]!.n)
    expect((await create('salesHead', { ...wanted, departmentId: w.departments.marketing })).status).toBe(403)
    expect((await create('salesHead', wanted)).status).toBe(403)
    expect((await create('anna', { ...wanted, personId: w.people.anna })).status).toBe(403)
  })

  it('of a product counts the lines of won deals; of calls it cannot be', async () => {
    const product = await w.write('owner', (cx) => makeProduct(cx))
    const deal = await w.write('owner', (cx) => makeDeal(cx))
    const line = {
      productId: product.id,
      name: 'Okno',
      kind: 'goods',
      quantity: '3',
      unit: 'szt.',
      unitPrice: '100',
      discountPercent: '10',
      vat: '23',
    }
    await w.request(
      'owner',
      'PUT',
      `/api/deals/${deal.id}/lines`,
      { priceMode: 'net', lines: [line] },
      { 'if-match': '1' },
    )
    await w.write('owner', (cx) => winDeal(cx, { dealId: deal.id }))
    await counted()
    const on = await today()
    const wanted = { period: 'year', on, productId: product.id, target: 100_000 }
    const { body } = await create('owner', { ...wanted, measure: 'revenue' })
    expect((await plans('owner')).find(({ id }) => id === body.id)!.reached).toBe(27_000)
    expect((await create('owner', { ...wanted, measure: 'callsMade' })).body.errors).toMatchObject([
      { code: 'plan.not_of_product' },
    ])
  })
})
