import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './catch-message.bpmn?raw'

test('it waits by the name and the correlation key, both FEEL if wanted', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ kind: 'full', invoice: { number: 17 } })
  expect(instance.intents).toEqual([
    { type: 'message.open', token: 2, element: 'paid', name: 'payment.full', correlationKey: '17' },
  ])
  instance.receive('paid', { sum: 100, by: 'transfer' })
  expect(instance.at).toEqual(['thank'])
  expect(instance.intents[0]).toEqual({ type: 'message.close', token: 2, element: 'paid' })
  expect(instance.variables).toEqual({ kind: 'full', invoice: { number: 17 }, paid: 100 })
})

test('an empty correlation key is an incident: it would wait for nobody', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ kind: 'full', invoice: {} })
  expect(instance.intended('incident.raise')[0]).toMatchObject({ element: 'paid', code: 'expression_failed' })
  expect(instance.intended('message.open')).toEqual([])
})

test('a message that comes twice is taken once', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ kind: 'full', invoice: { number: 17 } })
  instance.receive('paid', { sum: 100 })
  expect(instance.send({ type: 'message.received', token: 2, element: 'paid', variables: { sum: 1 } })).toEqual([])
  expect(instance.variables.paid).toBe(100)
})
