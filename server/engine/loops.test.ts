import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type CaseWorld,
  call,
  caseWorld,
  chain,
  flow,
  hear,
  message,
  pause,
  say,
  script,
  task,
} from '../../test/support/cases.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('plain', chain(pause('nap', 'PT1M'), task('after')))
})
afterAll(() => w.close())

/** Whatever a test left running is ended by one bulk; other cases were never touched by it. */
afterEach(async () => {
  for (const code of ['loop_without_progress', 'loop_guard']) {
    const answer = await w.request('owner', 'POST', '/api/case-actions', { filter: { code }, action: { do: 'cancel' } })
    expect(answer.status).toBe(200)
  }
  await w.settle()
  expect(await w.incidents()).toEqual([])
  const plain = await w.start('plain')
  await w.travel('1 minute')
  await w.settle()
  expect(await w.at(plain)).toEqual(['after'])
  expect(await w.undelivered()).toBe(0)
})

/** As if it had gone on like this for some time already. */
async function moved(id: string, times: number): Promise<void> {
  await sql`insert into process_history (instance_id, definition_id, at, elements, tokens, whats)
    select instance_id, definition_id, at, elements, tokens, whats from process_history, generate_series(1, ${times}::int)
    where instance_id = ${id} and 'start' = any(elements)`.execute(w.db)
  await sql`update process_instances set moves = moves + ${times} where id = ${id}`.execute(w.db)
}

/** From the start round and round through these elements. */
function ring(...elements: string[]): string {
  const ids = elements.map((element) => /id="([^"]+)"/.exec(element)![1]!)
  return `<bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="again" />${elements.join('')}${flow('start', 'again')}
    ${flow('again', ids[0]!)}${ids
      .slice(1)
      .map((id, at) => flow(ids[at]!, id))
      .join('')}${flow(ids.at(-1)!, 'again')}`
}

describe('a loop', () => {
  it('without a wait ends as an incident that people are told of', async () => {
    await w.deploy('spin', ring(script('count', '=if n = null then 1 else n + 1', 'n')))
    const id = await w.start('spin')
    expect(await w.incidents(id)).toMatchObject([{ code: 'loop_without_progress' }])
    await w.settle()
    expect(await w.told('owner', id)).toEqual(['process_incident'])
  })

  it('of two cases that answer each other for ever ends as incidents of both, or of one for which the other waits', async () => {
    const words = message('ping', '=key') + message('pong', '=key')
    await w.deploy('pinger', ring(hear('hear_ping', 'ping'), say('say_pong', 'pong')), words)
    await w.deploy('ponger', ring(hear('hear_pong', 'pong'), say('say_ping', 'ping')), words)
    const ids = [await w.start('pinger', { key: 'x' }), await w.start('ponger', { key: 'x' })]
    const quiet = await w.start('pinger', { key: 'y' })
    for (const id of ids) await moved(id, 9000)
    await w.publish('ping', 'x')
    await w.settle()
    const stopped = await w.incidents()
    expect(stopped.length).toBeGreaterThan(0)
    for (const each of stopped) {
      expect(each).toMatchObject({ code: 'loop_without_progress' })
      expect(ids).toContain(each.instance_id)
    }
    expect(await w.at(quiet)).toEqual(['hear_ping'])
    const still = ids.filter((id) => !stopped.some((each) => each.instance_id === id))
    for (const id of [...still, quiet]) await w.request('owner', 'DELETE', `/api/instances/${id}`)
  }, 120_000)

  it('of timers that are due at once ends as an incident, and others are served in between', async () => {
    await w.deploy('tick', ring(pause('now', 'PT0S')))
    const id = await w.start('tick')
    for (let i = 0; i < 5; i += 1) await w.worker.round()
    const { moves } = await w.db
      .selectFrom('process_instances')
      .select('moves')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect([moves, await w.incidents(id)]).toEqual([6, []])
    await moved(id, 9990)
    const other = await w.start('plain')
    await w.travel('1 minute')
    await w.settle()
    expect(await w.incidents(id)).toMatchObject([{ code: 'loop_without_progress', element: 'now' }])
    expect(await w.at(other)).toEqual(['after'])
    const waits = await w.db.selectFrom('process_waits').select('kind').where('instance_id', '=', id).execute()
    expect(waits).toEqual([])
  })

  it('that took more than an hour for as many moves is let go on', async () => {
    await w.deploy('tick', ring(pause('now', 'PT30M')))
    const id = await w.start('tick')
    await sql`insert into process_history (instance_id, definition_id, at, elements, tokens, whats)
      select instance_id, definition_id, at - n * interval '1 second', elements, tokens, whats from process_history, generate_series(1, 9990) n
      where instance_id = ${id}`.execute(w.db)
    await sql`update process_instances set moves = 9999 where id = ${id}`.execute(w.db)
    await w.travel('30 minutes')
    await w.settle()
    expect([await w.at(id), await w.incidents(id)]).toEqual([['now'], []])
    await w.request('owner', 'DELETE', `/api/instances/${id}`)
  })

  it('of processes that call each other ends as an incident of the deepest', async () => {
    await w.deploy('hen', chain(call('lay', 'egg')))
    await w.deploy('egg', chain(call('hatch', 'hen')))
    await w.start('hen')
    const incidents = await w.incidents()
    expect(incidents).toMatchObject([{ code: 'loop_guard' }])
    const cases = [...(await w.cases('hen')), ...(await w.cases('egg'))]
    expect(cases.length).toBeLessThan(40)
    expect(new Set(cases.map(({ status }) => status))).toEqual(new Set(['active']))
    const { rows } = await sql<{ id: string }>`select id from process_instances where called_by is null
      and process_key = 'hen'`.execute(w.db)
    expect((await w.request('owner', 'DELETE', `/api/instances/${rows[0]!.id}`)).status).toBe(204)
    const after = [...(await w.cases('hen')), ...(await w.cases('egg'))]
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set(['terminated']))
  })

  it('of processes that start each other by messages ends with one that begins stopped', async () => {
    const starting = (by: string, then: string) =>
      `<bpmn:startEvent id="came"><bpmn:messageEventDefinition id="m" messageRef="${by}" /></bpmn:startEvent>${say('tell', then)}
       <bpmn:endEvent id="told" />${flow('came', 'tell')}${flow('tell', 'told')}`
    const words = message('tick_word', '=&#34;t&#34;') + message('tock_word', '=&#34;t&#34;')
    await w.deploy('ticker', starting('tick_word', 'tock_word'), words)
    await w.deploy('tocker', starting('tock_word', 'tick_word'), words)
    await w.publish('tick_word', 't')
    await w.settle()
    const cases = [...(await w.cases('ticker')), ...(await w.cases('tocker'))]
    expect(cases.filter(({ status }) => status === 'active').length).toBe(1)
    expect(cases.length).toBeLessThan(40)
    expect(await w.incidents()).toMatchObject([{ code: 'loop_guard', element: 'came' }])
  })
})

describe('what cannot be done for one case', () => {
  it('a character that no text of PostgreSQL holds is left out; the case can be read, alone and among others', async () => {
    await w.deploy('unreadable', chain(script('bad', '=&#34;a\\u0000 z&#34;', 'made'), task('after')))
    const id = await w.start('unreadable', { kept: 'e\\u0000f' })
    expect(await w.variables(id)).toMatchObject({ made: 'a z', kept: 'e\\u0000f' })
    expect((await w.request('owner', 'GET', '/api/processes/unreadable')).status).toBe(200)
    expect((await w.request('owner', 'DELETE', `/api/instances/${id}`)).status).toBe(204)
  })

  it('a task for a group that does not exist is an incident of its case; other timers of that moment fire', async () => {
    const lost = `<bpmn:userTask id="lost"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="=group" /></bpmn:extensionElements></bpmn:userTask>`
    await w.deploy('grouped', chain(pause('nap', 'PT1M'), lost))
    const [bad, good] = [await w.start('grouped', { group: 'nobody' }), await w.start('grouped', { group: 'sales' })]
    const plain = await w.start('plain')
    await w.travel('1 minute')
    await w.settle()
    expect([await w.at(good), await w.at(plain), await w.incidents(good)]).toEqual([['lost'], ['after'], []])
    const [incident] = await w.incidents(bad)
    expect(incident).toMatchObject({ element: 'lost', code: 'task.unknown_group' })
    await w.request('owner', 'PATCH', `/api/instances/${bad}/variables`, { variables: { group: 'sales' } })
    expect((await w.resolve(incident!.id, 'retry')).status).toBe(204)
    const tasks = await w.db.selectFrom('tasks').select('status').where('instance_id', '=', bad).execute()
    expect([tasks, await w.incidents(bad)]).toEqual([[{ status: 'open' }], []])
  })

  it('a timer that cannot be fired at all holds up no other', async () => {
    // A key that PostgreSQL does not take.
    const key = message('unwritable', '=&#34;\\u0000&#34;')
    await w.deploy('poison', chain(pause('nap', 'PT1M'), hear('bad', 'unwritable'), task('after')), key)
    const bad = await w.start('poison')
    const plain = [await w.start('plain'), await w.start('plain')]
    await w.travel('1 minute')
    await w.settle()
    expect([await w.at(bad), await w.at(plain[0]!), await w.at(plain[1]!)]).toEqual([['nap'], ['after'], ['after']])
    expect((await w.request('owner', 'DELETE', `/api/instances/${bad}`)).status).toBe(204)
  })
})
