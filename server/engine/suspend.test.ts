import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, chain, flow, hear, message, pause, task } from '../../test/support/cases.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('sleep', chain(pause('nap', 'PT1H'), task('after')))
  await w.deploy('listen', chain(hear('one', 'word'), hear('two', 'word'), task('after')), message('word', '=key'))
  await w.deploy('work', chain(task('first'), task('second')))
  await w.deploy(
    'remind',
    `${chain(task('work'))}<bpmn:boundaryEvent id="nag" attachedToRef="work" cancelActivity="false"><bpmn:timerEventDefinition id="t">
     <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
     ${task('call')}<bpmn:endEvent id="called" />${flow('nag', 'call')}${flow('call', 'called')}`,
  )
  await w.deploy(
    'pings',
    `${chain(task('work'))}<bpmn:boundaryEvent id="ping" attachedToRef="work" cancelActivity="false">
     <bpmn:messageEventDefinition id="m" messageRef="ping_me" /></bpmn:boundaryEvent>${task('pong')}<bpmn:endEvent id="ponged" />
     ${flow('ping', 'pong')}${flow('pong', 'ponged')}`,
    message('ping_me', '=key'),
  )
})
afterAll(() => w.close())

async function hold(id: string): Promise<void> {
  expect((await w.request('owner', 'POST', `/api/instances/${id}/suspension`)).status).toBe(204)
}
async function release(id: string): Promise<void> {
  expect((await w.request('owner', 'DELETE', `/api/instances/${id}/suspension`)).status).toBe(204)
}
const waitsOf = async (id: string) =>
  (
    await w.db
      .selectFrom('process_waits')
      .select(['element', 'kind'])
      .where('instance_id', '=', id)
      .orderBy('element')
      .execute()
  ).map(({ element, kind }) => `${element} ${kind}`)

describe('a case held still', () => {
  it('lets no timer fire; one that is past fires as soon as it goes on', async () => {
    const id = await w.start('sleep')
    await hold(id)
    await w.travel('3 hours')
    await w.settle()
    expect([await w.at(id), await waitsOf(id)]).toEqual([['nap'], ['nap held']])
    await release(id)
    await w.settle()
    expect(await w.at(id)).toEqual(['after'])
  })

  it('and let go before its time waits for it as if nothing had been', async () => {
    const id = await w.start('sleep')
    await hold(id)
    await w.travel('30 minutes')
    await release(id)
    await w.settle()
    expect(await w.at(id)).toEqual(['nap'])
    await w.travel('30 minutes')
    await w.settle()
    expect(await w.at(id)).toEqual(['after'])
  })

  it('hears what was ticked off meanwhile when it goes on', async () => {
    const id = await w.start('work')
    await hold(id)
    await w.finish(id, 'first')
    await w.settle()
    expect(await w.at(id)).toEqual(['first'])
    await release(id)
    await w.settle()
    expect(await w.at(id)).toEqual(['second'])
  })

  it('hears messages in the order in which they came, one for each of its waits', async () => {
    const id = await w.start('listen', { key: 'a' })
    await hold(id)
    await w.publish('word', 'a', { variables: { first: 1, last: 1 } })
    await w.publish('word', 'a', { variables: { second: 2, last: 2 } })
    expect(await w.at(id)).toEqual(['one'])
    await release(id)
    await w.settle()
    expect(await w.at(id)).toEqual(['after'])
    expect(await w.variables(id)).toMatchObject({ first: 1, second: 2, last: 2 })
  })

  it('leaves a second message to others who wait', async () => {
    const id = await w.start('listen', { key: 'b' })
    await w.travel('1 minute')
    const other = await w.start('listen', { key: 'b' })
    await hold(id)
    await w.publish('word', 'b', { variables: { said: 'one' } })
    await w.publish('word', 'b', { variables: { said: 'two' } })
    expect([await w.at(id), await w.at(other)]).toEqual([['one'], ['two']])
    await release(id)
    expect([await w.at(id), await w.variables(id)]).toMatchObject([['two'], { said: 'one' }])
    for (const each of [id, other]) await w.request('owner', 'DELETE', `/api/instances/${each}`)
  })

  it('hears every message of a border that does not end its work', async () => {
    const id = await w.start('pings', { key: 'p' })
    await hold(id)
    for (let i = 0; i < 3; i += 1) await w.publish('ping_me', 'p')
    await release(id)
    await w.settle()
    expect(await w.at(id)).toEqual(['pong', 'pong', 'pong', 'work'])
  })

  it('hears what it missed before what comes after it went on', async () => {
    const id = await w.start('listen', { key: 'c' })
    await hold(id)
    await w.publish('word', 'c', { variables: { said: 'missed' } })
    await release(id)
    await w.publish('word', 'c', { variables: { said: 'later' } })
    await w.settle()
    expect([await w.at(id), await w.variables(id)]).toMatchObject([['after'], { said: 'later' }])
  })

  it('can be ended; nothing of it is left', async () => {
    const id = await w.start('remind')
    await hold(id)
    await w.finish(id, 'work')
    await w.settle()
    expect((await w.request('owner', 'DELETE', `/api/instances/${id}`)).status).toBe(204)
    expect([await w.status(id), await waitsOf(id), await w.undelivered()]).toEqual(['terminated', [], 0])
  })

  it('can be put right and moved; what it arms then is held as well until it goes on', async () => {
    const id = await w.start('work')
    await hold(id)
    const changed = await w.request('owner', 'PATCH', `/api/instances/${id}/variables`, { variables: { fixed: true } })
    expect(changed.status).toBe(204)
    expect(await w.variables(id)).toMatchObject({ fixed: true })
    const remind = await w.start('remind')
    await hold(remind)
    const token = await w.tokenAt(remind, 'work')
    const moved = await w.request('owner', 'POST', `/api/instances/${remind}/tokens/${token}/move`, { to: 'work' })
    expect(moved.status).toBe(204)
    expect(await waitsOf(remind)).toEqual(['nag held'])
    await w.travel('2 hours')
    await w.settle()
    expect(await w.at(remind)).toEqual(['work'])
    await release(remind)
    await w.settle()
    expect(await w.at(remind)).toEqual(['call', 'work'])
    const seconds = await w.tokenAt(id, 'first')
    await w.request('owner', 'POST', `/api/instances/${id}/tokens/${seconds}/move`, { to: 'second' })
    expect(await w.at(id)).toEqual(['second'])
    await release(id)
  })

  it('is held once and let go once', async () => {
    const id = await w.start('work')
    await hold(id)
    const again = await w.request('owner', 'POST', `/api/instances/${id}/suspension`)
    expect([again.status, again.body.code]).toEqual([409, 'process.not_running'])
    await release(id)
    const free = await w.request('owner', 'DELETE', `/api/instances/${id}/suspension`)
    expect([free.status, free.body.code]).toEqual([409, 'process.not_suspended'])
  })
})
