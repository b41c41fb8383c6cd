import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storyCalendar } from '../db/seeds/demo/calendar.ts'
import { DEMO_PASSWORD, seedDemo } from '../db/seeds/demo.ts'
import { type TestDeps, testDeps } from '../test/support/deps.ts'

let world: TestDeps

beforeAll(async () => {
  world = await testDeps()
  await seedDemo(world.deps)
}, 120_000)
afterAll(() => world.close())

async function ask<Row>(query: ReturnType<typeof sql<Row>>, of = world): Promise<Row[]> {
  return (await query.execute(of.deps.database.db)).rows
}

const counted = async (
  query: ReturnType<typeof sql<{ key: string; count: number }>>,
): Promise<Record<string, number>> => Object.fromEntries((await ask(query)).map(({ key, count }) => [key, count]))

describe('the demo company', () => {
  test('has customers, requests, deals and tasks in every state', async () => {
    const cards = await counted(sql`select 'companies' as key, count(*)::int as count from companies
      union all select 'contacts', count(*)::int from contacts union all select 'notes', count(*)::int from notes
      union all select 'forms', count(*)::int from forms union all select 'submissions', count(*)::int from submissions`)
    expect(cards).toEqual({
      companies: expect.toSatisfy((count: number) => count >= 38),
      contacts: expect.toSatisfy((count: number) => count >= 50),
      notes: expect.toSatisfy((count: number) => count >= 25),
      forms: 3,
      submissions: expect.toSatisfy((count: number) => count >= 15),
    })
    expect(await counted(sql`select status as key, count(*)::int as count from leads group by 1`)).toEqual({
      new: 4,
      processing: 12,
      waiting: 4,
      converted: 8,
      rejected: 5,
    })
    expect(await counted(sql`select status as key, count(*)::int as count from deals group by 1`)).toEqual({
      open: 36,
      won: 5,
      lost: 4,
    })
    const sold = await counted(
      sql`select sells as key, count(*)::int as count from deals where sells is not null group by 1`,
    )
    for (const kind of ['goods', 'services', 'mixed']) expect(sold[kind]).toBeGreaterThan(0)
    const [products] = await ask(sql`select count(*)::int as count from products`)
    expect(products).toEqual({ count: 24 })
    const abroad = await ask(sql`select rate, amount_base from deals where currency <> 'PLN'`)
    expect(abroad).toEqual([{ rate: expect.stringMatching(/^4\.2/), amount_base: expect.any(Number) }])
    const stages = await ask(sql`select distinct stage_id from deals where status = 'open'`)
    expect(stages).toHaveLength(4)
    expect(await counted(sql`select status as key, count(*)::int as count from tickets group by 1`)).toEqual({
      open: 4,
      waiting: 1,
      closed: 2,
    })
    expect(await ask(sql`select id from tickets where owner_id is null`)).toEqual([])
    const tasks =
      await counted(sql`select case when status <> 'open' then status when due_at < business_now() then 'late'
        else 'coming' end as key, count(*)::int as count from tasks where kind = 'task' group by 1`)
    for (const state of ['late', 'coming', 'done']) expect(tasks[state]).toBeGreaterThan(10)
  })

  test('the head of sales and the owner get a report by mail on Mondays, whose hour is still to come', async () => {
    const mailings = await ask(sql`select m.report, e.name, cardinality(m.recipients) as recipients,
      extract(isodow from m.next_on)::int as weekday, (m.next_on + m.at) at time zone c.zone > business_now() as coming
      from figure_mailings m join employees e on e.id = m.owner_id cross join company c`)
    expect(mailings).toEqual([{ report: 'activity', name: 'Piotr Zieliński', recipients: 2, weekday: 1, coming: true }])
    expect(
      await ask(sql`select address from (select email as address from employees) e where address not like '%.example'`),
    ).toEqual([])
  })

  test('every new request runs its process and waits to be accepted, three of them with time left', async () => {
    const waiting = await ask(sql<{ left: boolean; recent: boolean }>`
      select k.due_at > business_now() as left, l.created_at > business_now() - interval '15 minutes' as recent from leads l
      join process_instances i on i.subject_id = l.id and i.process_key = 'request_handling' and i.status = 'active'
      join tasks k on k.instance_id = i.id and k.kind = 'claim' and k.status = 'open' where l.status = 'new'`)
    expect(waiting).toHaveLength(4)
    expect(waiting.filter(({ left, recent }) => left && recent)).toHaveLength(3)
  })

  test('every request that is handled has its open task, the closed ones none', async () => {
    const rows = await ask(sql<{ status: string; tasks: number }>`
      select l.status, count(k.id)::int as tasks from leads l left join tasks k on k.subject_id = l.id and k.status = 'open'
        and k.instance_id is not null group by l.id`)
    for (const { status, tasks } of rows) {
      expect(tasks, status).toBe(status === 'converted' || status === 'rejected' ? 0 : 1)
    }
  })

  test('nothing stands still: no incident, nothing left to deliver', async () => {
    expect(
      await ask(sql`select process_key, n.element, n.message from process_incidents n
      join process_instances i on i.id = n.instance_id`),
    ).toEqual([])
    expect(await ask(sql`select kind, topic, state, last_error from outbox`)).toEqual([])
    expect(await ask(sql`select 1 from process_waits where kind = 'timer' and due_at <= business_now()`)).toEqual([])
  })

  test('its history goes over two weeks up to now, in order, and business time is machine time again', async () => {
    const [history] = await ask(sql<{ days: number; first: Date; last: Date; future: number; backward: number }>`
      select count(distinct date_trunc('day', at))::int as days, min(at) as first, max(at) as last,
        (count(*) filter (where at > business_now()))::int as future,
        (select count(*)::int from (select at - lag(at) over (order by id) as step from event_log
          where name <> 'process.deployed') s where step < interval '0') as backward
      from event_log where name <> 'process.deployed'`)
    const { days, first, last, future, backward } = history!
    const age = (at: Date) => (Date.now() - at.getTime()) / 86_400_000
    expect(days).toBeGreaterThanOrEqual(6)
    expect(age(first)).toBeLessThanOrEqual(14)
    expect(age(first)).toBeGreaterThan(8)
    expect(age(last)).toBeLessThan(0.05)
    expect(future).toBe(0)
    expect(backward).toBe(0)
    expect(await ask(sql`select ahead_ms from business_clock`)).toEqual([{ ahead_ms: 0 }])
  })

  test('reminders came in their own time, not when somebody next looked', async () => {
    const [late] = await ask(sql<{ reminders: number; seconds: number }>`
      select count(*)::int as reminders, coalesce(max(extract(epoch from n.created_at - k.due_at)), 0)::float as seconds
      from notices n join tasks k on k.id = n.task_id where n.code = 'task_overdue'`)
    expect(late!.reminders).toBeGreaterThan(5)
    expect(late!.seconds).toBeLessThan(60)
  })

  test('its people sign in with the one password, and five of them can be entered', async () => {
    const signIn = await world.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { email: 'anna@okna.example', password: DEMO_PASSWORD },
    })
    expect(signIn.statusCode).toBe(200)
    const start = await world.app.inject({ method: 'GET', url: '/api/start' })
    expect(start.json().people.map(({ name }: { name: string }) => name)).toEqual([
      'Marek Jaskólski',
      'Piotr Zieliński',
      'Anna Wiśniewska',
      'Katarzyna Wójcik',
      'Łukasz Dąbrowski',
    ])
  })

  test('a second seeding is refused and changes nothing', async () => {
    const state = sql`select (select count(*)::int from event_log) as events, (select ahead_ms from business_clock) as ahead`
    const before = await ask(state)
    await expect(seedDemo(world.deps)).rejects.toMatchObject({ code: 'setup.done' })
    expect(await ask(state)).toEqual(before)
  })

  test('filled from the page while the worker runs it comes out the same', async () => {
    const tale = sql`select l.number, l.title, l.status, l.amount, e.name as owner, d.title as deal from leads l
      left join employees e on e.id = l.owner_id left join deals d on d.id = l.deal_id order by l.number`
    const other = await testDeps()
    try {
      other.worker.start()
      const answer = await other.app.inject({ method: 'POST', url: '/api/demo', payload: {} })
      expect(answer.statusCode).toBe(201)
      expect(await ask(tale, other)).toEqual(await ask(tale))
      expect(await ask(sql`select code from process_incidents`, other)).toEqual([])
      expect(await ask(sql`select 1 from outbox where state = 'failed' or attempts > 0`, other)).toEqual([])
    } finally {
      await other.close()
    }
  }, 120_000)
})

describe('the days of the story', () => {
  test('lie in the past two weeks and in order, at whatever moment it ends', () => {
    for (let hour = 0; hour < 366 * 24; hour += 7) {
      const ends = new Date(Date.UTC(2026, 0, 1, hour, 12))
      const calendar = storyCalendar(ends)
      const message = ends.toISOString()
      expect(ends.getTime() - calendar.begins.getTime(), message).toBeLessThanOrEqual(14 * 86_400_000)
      let before = calendar.begins.getTime()
      for (let day = -9; day <= 0; day += 1) {
        const at = calendar.at(day, '09:00').getTime()
        expect(at, message).toBeGreaterThanOrEqual(before)
        before = at
      }
      expect(calendar.at(0, '16:00').getTime(), message).toBeLessThanOrEqual(ends.getTime() - 44 * 60_000)
      expect(calendar.laterToday(0).getTime(), message).toBeGreaterThan(ends.getTime())
      expect(calendar.ahead(1, '08:00').getTime(), message).toBeGreaterThan(ends.getTime())
    }
  })
})
