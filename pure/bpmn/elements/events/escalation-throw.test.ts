import { expect, test } from 'vitest'
import { flow, processOf, simulated } from '../../test-instance.ts'
import model from './escalation-throw.bpmn?raw'

test('it goes outwards to the nearest level that catches its code, and its own path goes on', async () => {
  const report = await simulated(model)
  expect(report.order).toEqual(['start', 'begin', 'floor_begin', 'cost', 'costly'])
  expect(report.active).toEqual(['floor', 'house', 'lay', 'pay'])
})

test('caught by an interrupting event it ends all inside, its own path too', async () => {
  const report = await simulated(model, { do: [{ complete: 'lay' }, { complete: 'pay' }] })
  expect(report).toMatchObject({ status: 'completed', cancelled: { floor: 1, house: 1 } })
  expect(report.order.slice(5)).toEqual(['lay', 'stop', 'stopped', 'given_up', 'pay', 'paid'])
  expect(report.completed.never).toBeUndefined()
})

test('where nothing catches it nothing happens', async () => {
  const report = await simulated(
    processOf(
      `<bpmn:startEvent id="s" /><bpmn:intermediateThrowEvent id="t"><bpmn:escalationEventDefinition id="d" escalationRef="e" />
       </bpmn:intermediateThrowEvent><bpmn:endEvent id="z" />${flow('s', 't')}${flow('t', 'z')}`,
      '<bpmn:escalation id="e" name="e" escalationCode="e" />',
    ),
  )
  expect(report).toMatchObject({ status: 'completed', order: ['s', 't', 'z'] })
})
