import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './boundary-escalation.bpmn?raw'

test('who does the task may escalate: the task goes on, or is taken away', async () => {
  const slow = await simulated(model, { do: [{ throwEscalation: 'work', code: 'slow' }] })
  expect(slow).toMatchObject({ active: ['help', 'work'], cancelled: {} })
  const stuck = await simulated(model, { do: [{ throwEscalation: 'work', code: 'stuck' }] })
  expect(stuck).toMatchObject({ status: 'completed', cancelled: { work: 1 }, order: ['start', 'stuck', 'taken'] })
  const other = await simulated(model, { do: [{ throwEscalation: 'work', code: 'other' }] })
  expect(other).toMatchObject({ active: ['work'], order: ['start'] })
})
