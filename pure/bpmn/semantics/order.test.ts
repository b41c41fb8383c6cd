import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import order from './order.bpmn?raw'

test('tokens run breadth-first by the order of flows; a subprocess is done with its last token', async () => {
  const report = await simulated(order)
  expect(report.order).toEqual(['start', 'fork', 'a1', 'b1', 'a2', 'b2', 'c1', 'c2', 'c', 'd', 'join', 'end'])
})

test('steps that a person does wait until they are reported', async () => {
  const report = await simulated(order, { manual: ['a2'], do: [{ complete: 'a2', variables: { found: 1 } }] })
  expect(report).toMatchObject({ status: 'completed', variables: { b: 2, found: 1 } })
  expect(report.order.slice(-3)).toEqual(['a2', 'join', 'end'])
})

test('cancelling ends it all', async () => {
  const report = await simulated(order, { manual: ['a1', 'a2'], do: [{ cancel: true }] })
  expect(report).toMatchObject({ status: 'terminated', active: [], cancelled: { a1: 1, join: 2 } })
})
