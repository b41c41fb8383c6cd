import { expect, test } from 'vitest'
import { flow, processOf, simulated } from '../../test-instance.ts'
import model from './message-throw.bpmn?raw'

test('two processes talk by messages', async () => {
  const report = await simulated(model, { variables: { id: '7' }, do: [{ complete: 'think', variables: { id: '7' } }] })
  expect(report.order).toEqual(['start', 'asked', 'came', 'think', 'say', 'replied', 'answered', 'end'])
})

test('an answer with another key does not reach the one who asked', async () => {
  const report = await simulated(model, { variables: { id: '7' }, do: [{ complete: 'think', variables: { id: '8' } }] })
  expect(report).toMatchObject({ active: ['answered'], ends: ['replied'] })
})

test('a key that cannot be told stops the token before anything is sent', async () => {
  const report = await simulated(
    processOf(
      `<bpmn:startEvent id="s" /><bpmn:intermediateThrowEvent id="t"><bpmn:messageEventDefinition id="d" messageRef="m" />
       </bpmn:intermediateThrowEvent><bpmn:endEvent id="e" />${flow('s', 't')}${flow('t', 'e')}`,
      `<bpmn:message id="m" name="m"><bpmn:extensionElements><zeebe:subscription correlationKey="=nothing(1)" />
       </bpmn:extensionElements></bpmn:message>`,
    ),
  )
  expect(report).toMatchObject({ status: 'incident', active: ['t'], order: ['s'] })
})
