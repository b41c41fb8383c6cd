import { expect, test } from 'vitest'
import { flow, processOf, simulated } from '../test-instance.ts'
import loop from './parallel-loop.bpmn?raw'

test('a loop before the join brings its one token when it leaves the loop', async () => {
  const report = await simulated(loop, {
    do: [
      { complete: 'left', variables: { again: true } },
      { complete: 'right' },
      { complete: 'left', variables: { again: false } },
    ],
  })
  expect(report).toMatchObject({ active: ['after'], completed: { left: 2, right: 1, join: 1 } })
})

test('two tokens through one flow are not two branches: the second waits for the next round', async () => {
  const twice = processOf(`<bpmn:startEvent id="start" /><bpmn:parallelGateway id="fork" /><bpmn:userTask id="a" />
    <bpmn:exclusiveGateway id="merge" /><bpmn:userTask id="c" /><bpmn:parallelGateway id="join" /><bpmn:endEvent id="end" />
    ${flow('start', 'fork')}${flow('fork', 'merge')}<bpmn:sequenceFlow id="too" sourceRef="fork" targetRef="merge" />
    ${flow('merge', 'a')}${flow('fork', 'c')}${flow('a', 'join')}${flow('c', 'join')}${flow('join', 'end')}`)
  const both = [{ complete: 'a' }, { complete: 'a' }]
  expect((await simulated(twice, { do: both })).active).toEqual(['c', 'join', 'join'])
  const report = await simulated(twice, { do: [...both, { complete: 'c' }] })
  expect(report).toMatchObject({ status: 'active', active: ['join'], completed: { join: 1, end: 1 } })
  // by the specification it waits for ever; a person is told
  expect(report.incidents).toMatchObject([{ element: 'join', code: 'join_stuck' }])
})
