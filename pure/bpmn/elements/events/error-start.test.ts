import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, processOf, simulated } from '../../test-instance.ts'
import model from './error-start.bpmn?raw'

test('it catches the error it names inside the scope, ends what else runs there and then the scope', async () => {
  const report = await simulated(model, {
    manual: ['pay'],
    do: [{ throwError: 'pay', code: 'card' }, { complete: 'other_card' }],
  })
  expect(report).toMatchObject({ active: ['ship'], cancelled: { pack: 1, pay: 1 }, ends: ['settled'], variables: {} })
  expect(report.order).toEqual(['start', 'begin', 'both', 'on_refusal', 'other_card', 'settled', 'refused', 'work'])
})

test('without a code it catches what no other names', async () => {
  const report = await simulated(model, { manual: ['pay'], do: [{ throwError: 'pay', code: 'power' }] })
  expect(report.active).toEqual(['broken', 'look', 'work'])
})

test('an error inside the handler is not for the handlers of the scope it took over', async () => {
  const report = await simulated(model, {
    manual: ['pay'],
    do: [
      { throwError: 'pay', code: 'card' },
      { throwError: 'other_card', code: 'card' },
    ],
  })
  expect(report).toMatchObject({ status: 'incident', active: ['other_card', 'refused', 'work'] })
  expect(report.incidents).toEqual([{ element: 'other_card', code: 'card', message: expect.any(String) }])
})

test('an error start outside an event subprocess is refused', async () => {
  const { graph, problems } = await parseModel(
    processOf(`<bpmn:startEvent id="s"><bpmn:errorEventDefinition id="e" /></bpmn:startEvent><bpmn:endEvent id="z" />
      ${flow('s', 'z')}`),
  )
  expect(graph).toBeNull()
  expect(problems[0]!.code).toBe('start_only_in_event_subprocess')
})
