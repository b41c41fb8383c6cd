import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flow } from '../../pure/bpmn/test-instance.ts'
import { testWorld, type World } from '../../test/support/world.ts'
import { connectOnce } from '../core/db.ts'
import { newId } from '../core/ids.ts'

/*
 * Hot statements find their rows by index whatever the planner believes: statistics of empty tables, of full ones, of tables
 * that have grown a hundredfold since. Their plans are those that a prepared statement keeps.
 */

const HOT = [
  'any-event',
  'take-events',
  'waits-for',
  'started-already',
  'read-instances',
  'any-due',
  'due-timers',
  'epoch',
  'waiting-by-keys',
]
/** What a batch saves, of one instance ('-1') and of many; several of them go as one statement. */
const SAVED = ['new', 'moved', 'gone', 'ended', 'unheard', 'waits', 'history']
const parts = (name: string) => name.replace(/^!/, '').split('+')
const isSave = (name: string) =>
  parts(name).every((part) => SAVED.includes(part.replace(/-1$/, '')) || part === 'log-1')
/** Tables of which a hot statement may never read the whole. */
const LARGE = /^(outbox|event_log|process_instances|process_waits|process_history\w*)$/

const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d">
  <process id="parcel" isExecutable="true">
    <startEvent id="start"><messageEventDefinition messageRef="sent" /></startEvent>
    <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="arrived" /></intermediateCatchEvent>
    <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <endEvent id="end" />${flow('start', 'wait')}${flow('wait', 'pause')}${flow('pause', 'end')}
  </process>
  <message id="sent" name="task.created" />
  <message id="arrived" name="task.updated"><extensionElements><zeebe:subscription correlationKey="=subject.id" /></extensionElements></message>
</definitions>`

let w: World
const texts = new Map<string, { text: string; parameters: number }>()

beforeAll(async () => {
  w = await testWorld()
  await w.request('owner', 'POST', '/api/processes', { key: 'parcel', name: 'Paczka', bpmn: MODEL })
  const { pool, byIndex } = w.deps.database
  const stops = [pool, byIndex.pool].map(overhear)
  await passThrough()
  for (const stop of stops) stop()
}, 120_000)
afterAll(() => w?.close())

/** A parcel alone and four at once on their whole way, one of them called by a message from outside, so that every statement is asked. */
async function passThrough(): Promise<void> {
  for (const titles of [['pierwsza'], ['druga', 'trzecia', 'czwarta', 'piąta']]) {
    const ids: string[] = []
    for (const title of titles) ids.push((await w.request('anna', 'POST', '/api/tasks', { title })).body.id)
    await w.settle()
    const called = ids.length > 1 ? ids.pop() : undefined
    if (called)
      await w.request('owner', 'POST', '/api/messages', { name: 'task.updated', correlationKey: called, variables: {} })
    for (const id of ids)
      await w.request('anna', 'PATCH', `/api/tasks/${id}`, { title: 'zmieniona' }, { 'if-match': '*' })
    await w.settle()
    await w.travel('2 hours')
    await w.settle()
  }
}

function overhear(pool: pg.Pool): () => void {
  const listen = (client: pg.PoolClient) => {
    const { query } = client
    client.query = ((...all: unknown[]) => {
      const first = all[0] as { name?: string; text: string; values?: unknown[] }
      if (typeof first === 'object' && first.name) {
        texts.set(first.name, { text: first.text, parameters: first.values?.length ?? 0 })
      }
      return (query as (...each: unknown[]) => unknown).apply(client, all)
    }) as typeof client.query
  }
  pool.on('acquire', listen)
  return () => pool.off('acquire', listen)
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Node[]
}

async function wholeReads(name: string): Promise<string[]> {
  const { text, parameters } = texts.get(name)!
  const client = await w.deps.database.byIndex.pool.connect()
  try {
    await client.query('begin')
    await client.query(`prepare plan_of as ${text}`)
    const given = Array.from({ length: parameters }, () => 'null').join(', ')
    const { rows } = await client.query(`explain (format json) execute plan_of${parameters > 0 ? `(${given})` : ''}`)
    const found: string[] = []
    const walk = (node: Node) => {
      const table = node['Relation Name']
      if (node['Node Type'] === 'Seq Scan' && table && LARGE.test(table)) found.push(`${name} reads all of ${table}`)
      // PostgreSQL 18 can skip through an index whose first column it is told nothing of.
      const isByKey = /^(process_waits|process_history).*_pkey/.test(node['Index Name'] ?? '')
      if (isByKey && !node['Index Cond']?.includes('instance_id')) found.push(`${name} skips through ${table}`)
      // The slow lane is asked by the record; of a flood there is too much to be read through.
      const isFlood = /^outbox_slow/.test(node['Index Name'] ?? '') && !node['Index Cond']?.includes('subject_id')
      if (isFlood && name !== 'take-flood') found.push(`${name} reads all of a flood`)
      const isByTime = node['Index Name'] === 'outbox_pkey' && /<|>/.test(node['Index Cond'] ?? '')
      if (isByTime) found.push(`${name} reads all that came before`)
      if (/Hash|Merge/.test(node['Node Type']) && node['Node Type'] !== 'HashAggregate' && touches(node)) {
        found.push(`${name} joins by ${node['Node Type']}`)
      }
      for (const plan of node.Plans ?? []) walk(plan)
    }
    walk((rows[0]['QUERY PLAN'] as { Plan: Node }[])[0]!.Plan)
    return found
  } finally {
    await client.query('rollback')
    await client.query('deallocate all')
    client.release(true)
  }
}

const touches = (node: Node): boolean =>
  LARGE.test(node['Relation Name'] ?? '') || (node.Plans ?? []).some((plan) => touches(plan))

/** As the owner of the tables: the application's role may not. */
async function analyze(): Promise<void> {
  const owner = await connectOnce(w.deps.connection)
  const tables = 'event_log, outbox, process_instances, process_waits, process_history, processes, process_start_timers'
  await owner.query(`analyze ${tables}`)
  await owner.end()
}

/** As many more rows as a busy year leaves, and a backlog. */
async function grow(count: number): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`select id from process_instances where process_key = 'parcel' limit 1`.execute(w.db)
  const model = rows[0]!.id
  await sql`create temp table copies as select gen_random_uuid() as id, n from generate_series(1, ${count}) n`.execute(
    w.db,
  )
  await sql`insert into process_instances select r.* from process_instances t, copies c,
    jsonb_populate_record(t, jsonb_build_object('id', c.id, 'subject_id', c.id, 'started_by_event', c.id, 'status',
      case when c.n % 2 = 0 then 'active' else 'completed' end)) r where t.id = ${model}`.execute(w.db)
  await sql`insert into process_waits (instance_id, token, element, kind, due_at, message_name, correlation_key, since)
    select id, 1, 'wait', case when n % 4 = 0 then 'timer' else 'message' end, now() + interval '1 year', 'task.updated', id, now()
    from copies where n % 2 = 0`.execute(w.db)
  await sql`insert into process_history (instance_id, definition_id, event_id, at, elements, tokens, whats, flows)
    select c.id, ${newId()}, c.id, now(), '{a}', '{1}', '{entered}', '{}' from copies c, generate_series(1, 3)`.execute(
    w.db,
  )
  await sql`insert into event_log (id, at, name, actor_kind, subject_kind, subject_id)
    select id, now(), 'task.updated', 'system', 'task', id from copies`.execute(w.db)
  await sql`insert into outbox (kind, event_id, subject_id, not_before) select 'deliver', id, id, now() + interval '1 year'
    from copies where n % 5 = 0`.execute(w.db)
  await sql`drop table copies`.execute(w.db)
}

const allReads = async () => {
  const hot = [...HOT, ...[...texts.keys()].filter(isSave)]
  return (await Promise.all(hot.map(wholeReads))).flat()
}

test('every hot statement was heard', () => {
  const saved = new Set([...texts.keys()].filter(isSave).flatMap(parts))
  expect([...HOT, ...SAVED].filter((name) => !texts.has(name) && !saved.has(name))).toEqual([])
  expect(SAVED.filter((name) => !saved.has(`${name}-1`))).toEqual([])
})

test('with statistics of nearly empty tables', async () => {
  await analyze()
  expect(await allReads()).toEqual([])
})

test('when the tables have grown since', async () => {
  await grow(30_000)
  expect(await allReads()).toEqual([])
})

test('with statistics of full tables', async () => {
  await analyze()
  expect(await allReads()).toEqual([])
})

test('when the tables are nearly empty again', async () => {
  await sql`delete from outbox`.execute(w.db)
  await sql`delete from process_waits where message_name = 'task.updated'`.execute(w.db)
  expect(await allReads()).toEqual([])
}, 60_000)
