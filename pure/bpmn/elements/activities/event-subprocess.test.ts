import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './event-subprocess.bpmn?raw'

const variables = { order: 'o1' }
const tell = (message: string) => ({ message, correlationKey: 'o1' })

test('not interrupting it runs beside the rest, as often as its event happens', async () => {
  const report = await simulated(model, { variables, do: [tell('changed'), tell('changed'), { complete: 'pick' }] })
  expect(report.active).toEqual(['change', 'change', 'note', 'note', 'pack', 'prepare'])
  expect(report.cancelled).toEqual({})
})

test('its scope is done when the handlers that run in it are', async () => {
  const started = [tell('changed'), { complete: 'pick' }, { complete: 'pack' }]
  expect((await simulated(model, { variables, do: started })).active).toEqual(['change', 'note', 'prepare'])
  const report = await simulated(model, { variables, do: [...started, { complete: 'note' }] })
  expect(report.order.slice(-4)).toEqual(['note', 'noted', 'change', 'prepare'])
  expect(report.active).toEqual(['ship'])
})

test('interrupting it takes the place of all that runs in its scope, handlers too, and the process goes on', async () => {
  const report = await simulated(model, {
    variables,
    do: [tell('changed'), tell('cancelled'), tell('changed'), { complete: 'put_back' }],
  })
  expect(report).toMatchObject({ active: ['ship'], cancelled: { change: 1, note: 1, pick: 1 }, ends: ['back'] })
})

test('a cycle on the process itself fires as often as it says and keeps nothing open', async () => {
  const nagged = await simulated(model, { variables, do: [{ advance: 'PT9H' }] })
  expect(nagged).toMatchObject({ completed: { hourly: 2, remind: 2, nag: 2 }, active: ['pick', 'prepare'] })
  const done = [{ complete: 'pick' }, { complete: 'pack' }, { complete: 'ship' }, { advance: 'P1D' }]
  expect(await simulated(model, { variables, do: done })).toMatchObject({
    status: 'completed',
    ends: ['packed', 'end'],
  })
})

test('the waits of a scope are opened with it and closed when it ends', async () => {
  const instance = await TestInstance.of(model)
  instance.start(variables)
  expect(instance.intended('timer.arm')).toHaveLength(1)
  expect(instance.intended('message.open').map(({ element }) => element)).toEqual(['changed', 'cancelled'])
  instance.complete('pick')
  instance.complete('pack')
  expect(instance.intended('message.close').map(({ element }) => element)).toEqual(['changed', 'cancelled'])
  instance.complete('ship')
  expect(instance.intents.map((intent) => intent.type)).toEqual(['timer.cancel', 'end'])
})

test('a key that is missing when the scope opens stops that handler, not the work', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ order: null })
  expect(instance.intended('incident.raise').map(({ element }) => element)).toEqual(['changed', 'cancelled'])
  expect(instance.at).toContain('pick')
  instance.send({ type: 'variables.set', variables })
  const broken = instance.tokens.find(({ element }) => element === 'changed')!
  instance.send({ type: 'incident.retry', token: broken.id })
  expect(instance.intended('message.open')).toMatchObject([{ element: 'changed', correlationKey: 'o1' }])
  instance.receive('changed')
  expect(instance.at).toContain('note')
})
