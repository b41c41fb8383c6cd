import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, chain, flow, hear, message, say, task } from '../../test/support/cases.ts'
import { newId } from '../core/ids.ts'
import { enginePorts } from '../engine-ports.ts'
import { meetKept } from './steer.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('waiting', chain(hear('wait', 'word'), task('after')), message('word', '=key'))
  await w.deploy('late', chain(task('before'), hear('wait', 'word'), task('after')), message('word', '=key'))
  await w.deploy('twice', chain(task('before'), hear('one', 'word'), hear('two', 'word')), message('word', '=key'))
})
afterAll(() => w.close())

const kept = async (name = 'word') =>
  (
    await sql<{ said: string }>`select variables ->> 'said' as said from process_messages where name = ${name}
      and kept_until > business_now() order by id`.execute(w.db)
  ).rows.map(({ said }) => said)
const reach = async (id: string) => {
  await w.finish(id, 'before')
  await w.settle()
}

describe('a message', () => {
  it('reaches the case with its key and no other', async () => {
    const [mine, other] = [await w.start('waiting', { key: 'a1' }), await w.start('waiting', { key: 'a2' })]
    await w.publish('word', 'a1', { variables: { said: 'hello' } })
    expect([await w.at(mine), await w.at(other)]).toEqual([['after'], ['wait']])
    expect(await w.variables(mine)).toMatchObject({ said: 'hello' })
    await w.request('owner', 'DELETE', `/api/instances/${other}`)
  })

  it('goes to the one who has waited longest, the next to the next', async () => {
    const first = await w.start('waiting', { key: 'b' })
    await w.travel('1 minute')
    const second = await w.start('waiting', { key: 'b' })
    await w.publish('word', 'b', { variables: { said: 'one' } })
    expect([await w.at(first), await w.at(second)]).toEqual([['after'], ['wait']])
    await w.publish('word', 'b', { variables: { said: 'two' } })
    expect([await w.variables(first), await w.variables(second)]).toMatchObject([{ said: 'one' }, { said: 'two' }])
  })

  it('is kept when nobody waits, and taken once, the oldest first', async () => {
    const [first, second] = [await w.start('late', { key: 'c' }), await w.start('late', { key: 'c' })]
    for (const said of ['one', 'two', 'three']) await w.publish('word', 'c', { variables: { said } })
    expect(await kept()).toEqual(['one', 'two', 'three'])
    await reach(first)
    expect([await w.at(first), await w.variables(first)]).toMatchObject([['after'], { said: 'one' }])
    await reach(second)
    expect(await w.variables(second)).toMatchObject({ said: 'two' })
    expect(await kept()).toEqual(['three'])
    const third = await w.start('waiting', { key: 'c' })
    expect([await w.variables(third), await kept()]).toMatchObject([{ said: 'three' }, []])
  })

  it('that is kept is taken in order by one case that waits twice', async () => {
    const id = await w.start('twice', { key: 'd' })
    for (const said of ['one', 'two']) await w.publish('word', 'd', { variables: { said } })
    await reach(id)
    expect([await w.status(id), await w.variables(id)]).toMatchObject(['completed', { said: 'two' }])
  })

  it('is gone when its time to live is over on the clock of the company', async () => {
    await w.publish('word', 'e', { variables: { said: 'short' }, timeToLive: 'PT1H' })
    await w.publish('word', 'e', { variables: { said: 'long' }, timeToLive: 'PT3H' })
    await w.publish('word', 'e', { variables: { said: 'never' }, timeToLive: 'PT0S' })
    expect(await kept()).toEqual(['short', 'long'])
    await w.travel('2 hours')
    const id = await w.start('waiting', { key: 'e' })
    expect([await w.at(id), await w.variables(id)]).toMatchObject([['after'], { said: 'long' }])
    const another = await w.start('waiting', { key: 'e' })
    expect(await w.at(another)).toEqual(['wait'])
    await w.request('owner', 'DELETE', `/api/instances/${another}`)
  })

  it('without a key reaches whoever waits by that name', async () => {
    const id = await w.start('waiting', { key: 'f' })
    await w.publish('word', null, { variables: { said: 'to all' } })
    expect(await w.variables(id)).toMatchObject({ said: 'to all' })
  })

  it('is published by nobody but leaders', async () => {
    for (const who of ['salesHead', 'anna'] as const) {
      expect((await w.request(who, 'POST', '/api/messages', { name: 'word', correlationKey: 'x' })).status).toBe(403)
      expect((await w.request(who, 'POST', '/api/signals', { name: 'word' })).status).toBe(403)
    }
    expect((await w.request(null, 'POST', '/api/messages', { name: 'word' })).status).toBe(401)
    expect(await kept()).toEqual([])
  })

  it('begins a case of the process that starts by it, and another one each time', async () => {
    const start = `<bpmn:startEvent id="came"><bpmn:messageEventDefinition id="m" messageRef="ordered" /></bpmn:startEvent>
      ${task('pack')}<bpmn:endEvent id="packed" />${flow('came', 'pack')}${flow('pack', 'packed')}`
    await w.deploy('orders', start, message('ordered', '=order'))
    await w.publish('ordered', '7', { variables: { order: '7' } })
    await w.publish('ordered', '8', { variables: { order: '8' } })
    const cases = await w.cases('orders')
    expect(cases.map(({ status }) => status)).toEqual(['active', 'active'])
    expect(await Promise.all(cases.map(({ id }) => w.variables(id)))).toMatchObject([{ order: '7' }, { order: '8' }])
    expect((await w.request('owner', 'POST', '/api/processes/orders/pause')).status).toBe(204)
    await w.publish('ordered', '9', { variables: { order: '9' } })
    expect((await w.cases('orders')).length).toBe(2)
  })

  it('thrown by a case without saying for whom is for other processes, whatever their models are called', async () => {
    const outside = message('news', '=key')
    await w.deploy('writer', chain(say('tell', 'news'), task('before'), hear('own', 'news')), outside)
    await w.deploy('reader', chain(hear('read', 'news'), task('after')), outside)
    const writer = await w.start('writer', { key: 'n' })
    await reach(writer)
    expect(await w.at(writer)).toEqual(['own'])
    const reader = await w.start('reader', { key: 'n' })
    expect([await w.at(reader), await w.at(writer)]).toEqual([['after'], ['own']])
  })

  it('fifty at once lose none while fifty wait', async () => {
    const keys = Array.from({ length: 50 }, (_, at) => `many ${at % 2}`)
    await w.deploy('crowd', chain(hear('wait', 'word'), task('after')), message('word', '=key'))
    await Promise.all(keys.map((key) => w.start('crowd', { key })))
    await Promise.all(keys.map((key, at) => w.publish('word', key, { variables: { said: `${at}` } })))
    const cases = await w.cases('crowd')
    const said = await Promise.all(cases.map(async ({ id }) => (await w.variables(id)).said))
    expect(new Set(said)).toEqual(new Set(keys.map((_, at) => `${at}`)))
    expect(await kept()).toEqual([])
  })

  it('kept in the very moment in which somebody came to wait reaches him all the same', async () => {
    const id = await w.start('waiting', { key: 'missed' })
    await sql`insert into process_messages (id, name, correlation_key, variables, thrown_at, kept_until)
      values (${newId()}, 'word', 'missed', '{"said": "late"}', business_now(), business_now() + interval '1 hour')`.execute(
      w.db,
    )
    expect(await w.at(id)).toEqual(['wait'])
    await meetKept(w.deps, enginePorts)
    expect([await w.at(id), await w.variables(id), await kept()]).toMatchObject([['after'], { said: 'late' }, []])
  })

  it('none is lost when they come while the waits open', async () => {
    const keys = Array.from({ length: 40 }, (_, at) => `race ${at}`)
    await Promise.all(
      keys.flatMap((key, at) => [
        w.start('crowd', { key }),
        w.publish('word', key, { variables: { said: `raced ${at}` } }),
      ]),
    )
    const cases = (await w.cases('crowd')).slice(50)
    const said = await Promise.all(cases.map(async ({ id }) => (await w.variables(id)).said))
    expect(new Set(said)).toEqual(new Set(keys.map((_, at) => `raced ${at}`)))
    expect(await kept()).toEqual([])
  })

  it('none is lost when cases throw them while the waits open', async () => {
    await w.deploy('talker', chain(say('tell', 'call_out'), task('after')), message('call_out', '=key'))
    await w.deploy('listener', chain(hear('wait', 'call_out'), task('after')), message('call_out', '=key'))
    const keys = Array.from({ length: 30 }, (_, at) => `thrown ${at}`)
    await Promise.all(keys.flatMap((key) => [w.start('listener', { key }), w.start('talker', { key })]))
    const at = await Promise.all((await w.cases('listener')).map(({ id }) => w.at(id)))
    expect(at).toEqual(keys.map(() => ['after']))
    expect((await sql`select 1 from process_messages where name = 'call_out'`.execute(w.db)).rows).toEqual([])
  })
})

describe('a signal', () => {
  const signal = '<bpmn:signal id="bell" name="bell" />'
  const catching = `<bpmn:intermediateCatchEvent id="wait"><bpmn:signalEventDefinition id="s" signalRef="bell" /></bpmn:intermediateCatchEvent>`

  it('reaches all who wait now and every process that it starts, and is missed by whoever comes later', async () => {
    await w.deploy('sleeper', chain(catching, task('up')), signal)
    await w.deploy(
      'alarm',
      `<bpmn:startEvent id="rung"><bpmn:signalEventDefinition id="r" signalRef="bell" /></bpmn:startEvent>${task('look')}
       <bpmn:endEvent id="looked" />${flow('rung', 'look')}${flow('look', 'looked')}`,
      signal,
    )
    const early = [await w.start('sleeper'), await w.start('sleeper')]
    const answer = await w.request('owner', 'POST', '/api/signals', { name: 'bell', variables: { by: 'hand' } })
    expect([answer.status, answer.body]).toEqual([200, { reached: 3 }])
    const late = await w.start('sleeper')
    expect([await w.at(early[0]!), await w.at(early[1]!), await w.at(late)]).toEqual([['up'], ['up'], ['wait']])
    expect(await w.variables((await w.cases('alarm'))[0]!.id)).toMatchObject({ by: 'hand' })
  })
})
