import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './catch-signal.bpmn?raw'

test('it waits for a broadcast; one before it came is missed', async () => {
  expect(await simulated(model)).toMatchObject({ status: 'active', active: ['opened'] })
  const report = await simulated(model, { do: [{ signal: 'shut' }, { signal: 'open', variables: { door: 2 } }] })
  expect(report).toMatchObject({ status: 'completed', variables: { door: 2 } })
})

test('its subscription is opened and closed', async () => {
  const instance = await TestInstance.of(model)
  instance.start()
  const { id: token } = instance.token('opened')
  expect(instance.intents).toEqual([{ type: 'signal.open', token, element: 'opened', name: 'open' }])
  instance.send({ type: 'signal.received', token, element: 'opened', variables: {} })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['signal.close', 'end'])
  expect(instance.send({ type: 'signal.received', token, element: 'opened', variables: {} })).toEqual([])
})
