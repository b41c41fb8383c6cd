import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './signal-start.bpmn?raw'

test('each broadcast begins an instance, and in running ones the event subprocess that waits for it', async () => {
  const report = await simulated(model, {
    do: [{ signal: 'fire', variables: { floor: 3 } }, { signal: 'fire' }, { signal: 'drill' }],
  })
  expect(report.active).toEqual(['again', 'count', 'leave', 'leave'])
  expect(report.order).toEqual(['raised', 'again_start', 'raised'])
  expect(report.variables).toEqual({ floor: 3 })
})

test('the shell opens a subscription for the event subprocess once the process has begun', async () => {
  const instance = await TestInstance.of(model)
  instance.start({}, 'raised')
  expect(instance.intended('signal.open')).toEqual([
    { type: 'signal.open', token: expect.any(Number), element: 'again_start', name: 'fire' },
  ])
  instance.complete('leave')
  expect(instance.intents.map((intent) => intent.type)).toEqual(['signal.close', 'end'])
})
