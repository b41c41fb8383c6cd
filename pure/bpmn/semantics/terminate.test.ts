import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import terminate from './terminate.bpmn?raw'

test('in a subprocess it ends all that runs there, handlers too, and the process goes on', async () => {
  const report = await simulated(terminate, { do: [{ signal: 'hint' }, { complete: 'here' }] })
  expect(report).toMatchObject({
    status: 'active',
    active: ['after', 'beside'],
    cancelled: { note: 1, there: 1, write: 1 },
    completed: { search: 1 },
  })
  expect(report.order.slice(-2)).toEqual(['found', 'search'])
})

test('in the process it ends everything', async () => {
  const report = await simulated(terminate, { do: [{ complete: 'beside' }] })
  expect(report).toMatchObject({
    status: 'completed',
    active: [],
    cancelled: { here: 1, search: 1, there: 1 },
    ends: ['all'],
  })
})
