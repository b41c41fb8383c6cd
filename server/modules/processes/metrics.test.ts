import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, call, caseWorld, chain, pause, task } from '../../../test/support/cases.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('plain', chain(pause('nap', 'PT1H'), task('after')))
  await w.deploy('broken', chain(call('invoke', 'not_here')))
})
afterAll(() => w.close())

/** Every line of Prometheus' text format: comments that announce a metric, and samples of announced metrics. */
function parsed(text: string): Map<string, number> {
  const announced = new Set<string>()
  const samples = new Map<string, number>()
  expect(text.endsWith('\n')).toBe(true)
  for (const line of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE ([a-z_]+) (gauge|counter)$/.exec(line)
    if (type) announced.add(type[1]!)
    else if (!/^# HELP [a-z_]+ \S/.test(line)) {
      const sample = /^([a-z_]+)(\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? (-?[0-9.e+-]+)$/.exec(line)
      expect(sample, line).not.toBeNull()
      expect(announced).toContain(sample![1])
      expect(samples.has(`${sample![1]}${sample![2] ?? ''}`), line).toBe(false)
      samples.set(`${sample![1]}${sample![2] ?? ''}`, Number(sample![3]))
    }
  }
  return samples
}

describe('the figures for a monitor', () => {
  it('are a text that Prometheus reads, and tell what is', async () => {
    const [one] = [await w.start('plain'), await w.start('plain'), await w.start('broken')]
    await w.request('owner', 'POST', `/api/instances/${one}/suspension`)
    await w.settle()
    await w.travel('2 hours')
    const answer = await w.request('owner', 'GET', '/metrics')
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    const samples = parsed(answer.body)
    expect(samples.get('tok_process_instances{process="plain",status="active"}')).toBe(1)
    expect(samples.get('tok_process_instances{process="plain",status="suspended"}')).toBe(1)
    expect(samples.get('tok_process_incidents{process="broken",code="called_process_unknown"}')).toBe(1)
    expect(samples.get('tok_timers_due')).toBe(1)
    expect(samples.get('tok_timer_lateness_seconds')).toBeGreaterThan(3500)
    await w.settle()
    expect(parsed((await w.request('admin', 'GET', '/metrics')).body).get('tok_timers_due')).toBe(0)
  })

  it('are for leaders alone', async () => {
    expect((await w.request(null, 'GET', '/metrics')).status).toBe(401)
    for (const who of ['salesHead', 'anna'] as const) expect((await w.request(who, 'GET', '/metrics')).status).toBe(403)
  })
})

describe('the months of the history', () => {
  const partOf = async (instance: string) =>
    (
      await sql<{ part: string }>`select distinct tableoid::regclass::text as part from process_history
        where instance_id = ${instance}`.execute(w.db)
    ).rows.map(({ part }) => part)
  const ensure = (month: string) => sql`select ensure_history_month(${month}::date)`.execute(w.db)

  it('get partitions of their own; rows that came early move there, with nothing lost', async () => {
    const id = await w.start('plain')
    await sql`update process_history set at = '2031-05-31T23:59:59Z' where instance_id = ${id}`.execute(w.db)
    const [last, first] = [await w.start('plain'), await w.start('plain')]
    await sql`update process_history set at = '2031-06-01T00:00:00Z' where instance_id = ${last}`.execute(w.db)
    await sql`update process_history set at = '2031-04-30T23:59:59Z' where instance_id = ${first}`.execute(w.db)
    const before = await sql`select * from process_steps where instance_id = ${id} order by id, n`.execute(w.db)
    expect(await partOf(id)).toEqual(['process_history_default'])
    await ensure('2031-05-17')
    await ensure('2031-05-01')
    expect(await partOf(id)).toEqual(['process_history_2031_05'])
    expect([await partOf(last), await partOf(first)]).toEqual([
      ['process_history_default'],
      ['process_history_default'],
    ])
    const after = await sql`select * from process_steps where instance_id = ${id} order by id, n`.execute(w.db)
    expect(after.rows).toEqual(before.rows)
  })

  it('take the rows of the running application, which may not make tables itself', async () => {
    const { rows: role } = await sql<{ who: string; owns: boolean }>`select current_user as who,
      exists (select from pg_tables where tablename = 'process_history' and tableowner = current_user) as owns`.execute(
      w.db,
    )
    expect(role).toEqual([{ who: 'tok_app', owns: false }])
    const month = (await w.now()).toISOString().slice(0, 10)
    await ensure(month)
    const id = await w.start('plain')
    expect(await partOf(id)).toEqual([`process_history_${month.slice(0, 7).replace('-', '_')}`])
    const { rows } = await sql<{ id: string }>`select id from process_history where instance_id = ${id}`.execute(w.db)
    expect(rows.length).toBe(1)
    await w.travel('1 hour')
    await w.settle()
    expect(await w.at(id)).toEqual(['after'])
    const seen = await w.request('owner', 'GET', `/api/instances/${id}`)
    expect(seen.body.history.map((line: { element: { id: string } }) => line.element.id)).toContain('after')
  })
})
