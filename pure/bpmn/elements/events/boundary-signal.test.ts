import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './boundary-signal.bpmn?raw'

test('not interrupting it is caught each time, interrupting it ends the task', async () => {
  const report = await simulated(model, { do: [{ signal: 'bell' }, { signal: 'bell' }, { signal: 'alarm' }] })
  expect(report).toMatchObject({ active: ['pause', 'pause'], cancelled: { work: 1 }, ends: ['left'] })
  expect(report.order).toEqual(['start', 'bell', 'bell', 'alarm', 'left'])
})
