import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './boundary-conditional.bpmn?raw'

const cost = (cost: number) => ({ complete: 'cost_told', variables: { cost } })

test('not interrupting it happens each time its condition comes to hold, not each time it holds', async () => {
  const report = await simulated(model, { variables: { cost: 0 }, do: [cost(150), cost(160)] })
  expect(report).toMatchObject({ active: ['build', 'cost_told', 'warn'], completed: { dear: 1 } })
  const again = await simulated(model, { variables: { cost: 150 }, do: [cost(50), cost(150)] })
  expect(again).toMatchObject({ active: ['build', 'cost_told', 'warn', 'warn'], completed: { dear: 2 } })
})

test('interrupting it ends the activity', async () => {
  const report = await simulated(model, { variables: { cost: 0 }, do: [cost(1600)] })
  expect(report).toMatchObject({ active: ['cost_told', 'warn'], cancelled: { build: 1 }, ends: ['stopped'] })
})
