import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './escalation-end.bpmn?raw'

test('it ends its path only: the subprocess and the handler go on side by side', async () => {
  const report = await simulated(model, { do: [{ complete: 'ask' }] })
  expect(report).toMatchObject({ active: ['apologise', 'help', 'work'], cancelled: {}, ends: ['complaint'] })
  const done = await simulated(model, { do: [{ complete: 'ask' }, { complete: 'help' }, { complete: 'apologise' }] })
  expect(done).toMatchObject({ status: 'completed', ends: ['complaint', 'helped', 'served', 'sorry'] })
})
