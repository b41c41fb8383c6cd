import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, simulated } from '../../test-instance.ts'
import model from './catch-link.bpmn?raw'

test('a join waits for a branch that comes by a link', async () => {
  const variables = { long: true }
  expect((await simulated(model, { variables, do: [{ complete: 'quick' }] })).active).toEqual(['join', 'long'])
  const report = await simulated(model, { variables, do: [{ complete: 'quick' }, { complete: 'long' }] })
  expect(report).toMatchObject({ status: 'completed', completed: { come: 1, join: 1 } })
})

test('two of one name in one scope, and a flow into one, are refused', async () => {
  const codes = async (more: string) =>
    (await parseModel(model.replace('</bpmn:process>', `${more}</bpmn:process>`))).problems.map(({ code }) => code)
  const second =
    '<bpmn:intermediateCatchEvent id="x"><bpmn:linkEventDefinition id="y" name="over" /></bpmn:intermediateCatchEvent>'
  expect(await codes(second + flow('x', 'done'))).toContain('link_target_twice')
  expect(await codes(flow('quick', 'come'))).toContain('flow_into_event')
})
