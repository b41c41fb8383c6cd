import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './signal-end.bpmn?raw'

test('it reaches those who wait and ends its path', async () => {
  const report = await simulated(model, { do: [{ complete: 'finish' }] })
  expect(report).toMatchObject({ status: 'completed', cancelled: { wait: 1 }, ends: ['all', 'stopped'] })
  expect(report.order).toEqual(['start', 'fork', 'finish', 'all', 'called_off', 'stopped'])
})
