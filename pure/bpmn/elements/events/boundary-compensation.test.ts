import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, simulated } from '../../test-instance.ts'
import model from './boundary-compensation.bpmn?raw'

test('only what is completed is undone', async () => {
  const report = await simulated(model)
  expect(report).toMatchObject({ status: 'active', active: ['pack'], completed: { pay: 1, refund: 1, undone: 1 } })
})

test('an error of what undoes is for those around it, not for what was done', async () => {
  const report = await simulated(model, { manual: ['refund'], do: [{ throwError: 'refund', code: 'closed' }] })
  expect(report).toMatchObject({ status: 'incident', active: ['pack', 'refund', 'undo'] })
})

test('an event that leads to nothing, a flow to what undoes, an event on that: each is refused', async () => {
  const codes = async (xml: string) => (await parseModel(xml)).problems.map(({ code }) => code)
  expect(await codes(model.replace(/<bpmn:association id="pay_by[^>]*>/, ''))).toContain('compensation_handler_missing')
  expect(await codes(model.replace('</bpmn:process>', `${flow('start', 'refund')}</bpmn:process>`))).toContain(
    'compensation_handler_flow',
  )
  const event =
    '<bpmn:boundaryEvent id="x" attachedToRef="refund"><bpmn:errorEventDefinition id="y" /></bpmn:boundaryEvent>'
  expect(await codes(model.replace('</bpmn:process>', `${event}</bpmn:process>`))).toContain('boundary_on_handler')
})
