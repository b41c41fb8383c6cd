import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './escalation-start.bpmn?raw'

test('not interrupting, it runs beside what threw the escalation', async () => {
  const begun = await simulated(model, { do: [{ complete: 'write' }] })
  expect(begun.order).toEqual(['start', 'write', 'late', 'told'])
  expect(begun.active).toEqual(['check', 'supervise', 'tell'])
  expect(begun.variables).toEqual({ why: 'late' })

  const report = await simulated(model, {
    do: [{ complete: 'write' }, { complete: 'check' }, { complete: 'supervise' }],
  })
  expect(report).toMatchObject({ status: 'completed', ends: ['end', 'supervised'] })
})
