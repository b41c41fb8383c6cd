import { expect, test } from 'vitest'
import { flow, processOf, simulated, TestInstance } from '../../test-instance.ts'
import model from './error-end.bpmn?raw'

test('it ends the subprocess, and the event on its border that names the code goes on', async () => {
  const report = await simulated(model, { do: [{ complete: 'measure' }] })
  expect(report).toMatchObject({ active: ['repair'], cancelled: { record: 1, test: 1 }, ends: ['wrong'] })
  expect(report.order).toEqual(['start', 'begin', 'both', 'measure', 'wrong', 'broken'])
})

test('where nothing catches it the process has failed, and all else in it is cancelled', async () => {
  const instance = await TestInstance.of(
    processOf(
      `<bpmn:startEvent id="start" /><bpmn:parallelGateway id="fork" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />
      <bpmn:endEvent id="bad"><bpmn:errorEventDefinition id="d" errorRef="e" /></bpmn:endEvent><bpmn:endEvent id="end" />
      ${flow('start', 'fork')}${flow('fork', 'a')}${flow('fork', 'b')}${flow('a', 'bad')}${flow('b', 'end')}`,
      '<bpmn:error id="e" name="Broken" errorCode="broken" />',
    ),
  )
  instance.start()
  instance.complete('a')
  expect(instance.state).toMatchObject({ status: 'failed', tokens: [] })
  expect(instance.intents).toEqual([
    { type: 'user_task.cancel', token: expect.any(Number) },
    { type: 'end', status: 'failed', error: { code: 'broken', message: expect.stringContaining('broken') } },
  ])
})
