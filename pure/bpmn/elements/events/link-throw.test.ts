import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, simulated } from '../../test-instance.ts'
import model from './link-throw.bpmn?raw'

test('every link of a name goes on at the one that catches', async () => {
  const plain = await simulated(model, { variables: { special: false }, do: [{ complete: 'plain' }] })
  expect(plain).toMatchObject({ active: ['pack'], order: ['start', 'kind', 'plain', 'plain_on', 'on'] })
  const special = await simulated(model, {
    variables: { special: true },
    do: [{ complete: 'special' }, { complete: 'pack' }],
  })
  expect(special).toMatchObject({ status: 'completed', completed: { special_on: 1, on: 1 } })
})

test('a link to nowhere and a flow out of a link are refused', async () => {
  const codes = async (xml: string) => (await parseModel(xml)).problems.map(({ code }) => code)
  expect(await codes(model.replace('name="A"', 'name="B"'))).toContain('link_target_missing')
  expect(await codes(model.replace('</bpmn:process>', `${flow('plain_on', 'pack')}</bpmn:process>`))).toContain(
    'flow_out_of_end',
  )
})
