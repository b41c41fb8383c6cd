import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { simulated } from '../../test-instance.ts'
import model from './cancel-end.bpmn?raw'

test('from a subprocess inside it calls off the transaction around', async () => {
  const report = await simulated(model, { do: [{ complete: 'talk' }] })
  expect(report).toMatchObject({ status: 'completed', cancelled: { deal: 1, talks: 1 }, ends: ['off', 'called_off'] })
})

test('outside a transaction it is refused', async () => {
  const { graph, problems } = await parseModel(model.replaceAll('bpmn:transaction', 'bpmn:subProcess'))
  expect(graph).toBeNull()
  expect(problems.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['cancel_outside_transaction', 'boundary_not_possible']),
  )
})
