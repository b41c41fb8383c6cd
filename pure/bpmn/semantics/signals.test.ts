import { expect, test } from 'vitest'
import shift from '../elements/events/boundary-signal.bpmn?raw'
import alarm from '../elements/events/signal-start.bpmn?raw'
import { flow, processOf, simulated } from '../test-instance.ts'

test('a broadcast goes through called processes too', async () => {
  const caller = processOf(`<bpmn:startEvent id="start" /><bpmn:parallelGateway id="fork" />
    <bpmn:callActivity id="first" calledElement="shift" /><bpmn:callActivity id="second" calledElement="shift" />
    <bpmn:endEvent id="end" />${flow('start', 'fork')}${flow('fork', 'first')}${flow('fork', 'second')}
    ${flow('first', 'end')}${flow('second', 'end')}`)
  const report = await simulated([caller, shift], { do: [{ signal: 'bell' }, { signal: 'alarm' }] })
  expect(report).toMatchObject({ active: ['first', 'pause', 'pause', 'second'], cancelled: { work: 2 } })
})

test('it starts executable processes beside the one that is tried', async () => {
  const report = await simulated([shift, alarm], { do: [{ signal: 'fire' }] })
  expect(report.active).toEqual(['leave', 'work'])
})
