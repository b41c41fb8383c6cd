import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './exclusive-gateway.bpmn?raw'

async function routed(variables: Record<string, unknown>) {
  const instance = await TestInstance.of(model)
  instance.start(variables)
  return instance
}

test('the first flow in the document whose condition holds is taken', async () => {
  expect((await routed({ amount: 5000 })).at).toEqual(['big_deal'])
  expect((await routed({ amount: 500 })).at).toEqual(['middle_deal'])
})

test('the default flow is taken when no condition holds', async () => {
  const instance = await routed({ amount: 5, country: 'CZ' })
  expect(instance.at).toEqual(['foreign'])
  expect(instance.history).toContainEqual({ element: 'strict', token: 3, what: 'entered', flow: 'small' })
})

test('without a default flow it stops, and goes on when the variables are corrected', async () => {
  const instance = await routed({ amount: 5, country: 'FR' })
  expect(instance.intents).toEqual([
    {
      type: 'incident.raise',
      token: 3,
      element: 'strict',
      code: 'no_matching_flow',
      message: expect.stringContaining('=country = "PL"'),
    },
  ])
  instance.send({ type: 'variables.set', variables: { country: 'PL' } })
  instance.send({ type: 'incident.retry', token: 3 })
  expect(instance.at).toEqual(['domestic'])
})

test('a condition that is neither true nor false stops with the expression and its values', async () => {
  const instance = await routed({ amount: null })
  expect(instance.intended('incident.raise')[0]).toMatchObject({
    element: 'size',
    code: 'expression_failed',
    message: 'The expression "amount > 1000" failed: it gave null, not true or false (amount = null)',
  })
})

test('skipping takes the default flow, and nothing where there is none', async () => {
  const instance = await routed({ amount: null, country: 'FR' })
  instance.send({ type: 'incident.skip', token: 2 })
  expect(instance.token('strict').phase).toBe('incident')
  const state = instance.state
  expect(instance.send({ type: 'incident.skip', token: 3 })).toEqual([])
  expect(instance.state).toEqual(state)

  instance.send({ type: 'token.move', token: 3, to: 'foreign' })
  expect(instance.at).toEqual(['foreign'])
})
