import { beforeEach, expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './service-task.bpmn?raw'

let instance: TestInstance
beforeEach(async () => {
  instance = await TestInstance.of(model, { settings: { a: 1 } })
  instance.start({ deal: { id: 'D7' }, how: 'search' })
})

test('a step is run with its mapped inputs and retries', () => {
  expect(instance.intents).toEqual([
    {
      type: 'step.run',
      token: 2,
      element: 'win',
      step: 'deals.win',
      input: { dealId: 'D7', reason: { kind: 'process' } },
      retries: 5,
    },
  ])
})

test('its output goes through mappings, into the result variable, or into the process', () => {
  instance.succeed('win', { amount: 21, noise: true })
  expect(instance.variables).toEqual({ deal: { id: 'D7' }, how: 'search', doubled: 42 })
  expect(instance.intended('step.run')[0]!.step).toBe('companies.search')

  instance.succeed('look_up', { name: 'Acme' })
  expect(instance.variables.company).toEqual({ name: 'Acme' })
  expect(instance.variables).not.toHaveProperty('name')

  instance.succeed('notify', { notified: 3 })
  expect(instance.variables.notified).toBe(3)
})

test('without input mappings a step gets the variables, not the settings', () => {
  instance.succeed('win', { amount: 1 })
  expect(instance.intended('step.run')[0]!.input).toEqual({ deal: { id: 'D7' }, how: 'search', doubled: 2 })
})

test('a failure is an incident that a retry runs again', () => {
  const { id } = instance.token('win')
  instance.send({ type: 'step.failed', token: id, code: 'timeout', message: 'no answer' })
  expect(instance.intents).toEqual([
    { type: 'incident.raise', token: id, element: 'win', code: 'timeout', message: 'no answer' },
  ])
  expect(instance.send({ type: 'step.succeeded', token: id, output: { amount: 1 } })).toEqual([])

  instance.send({ type: 'incident.retry', token: id })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['incident.clear', 'step.run'])
  instance.succeed('win', { amount: 1 })
  expect(instance.at).toEqual(['look_up'])
})

test('a refusal that nothing catches is an incident with its code', () => {
  instance.refuse('win', 'deal.already_closed', 'The deal is closed')
  expect(instance.intended('incident.raise')[0]).toMatchObject({
    code: 'deal.already_closed',
    message: 'The deal is closed',
  })
})

test('skipping a failed step takes it back and goes on without output', () => {
  instance.send({ type: 'step.failed', token: 2, code: 'timeout', message: 'no answer' })
  instance.send({ type: 'incident.skip', token: 2 })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['step.cancel', 'incident.clear', 'step.run'])
  expect(instance.variables).not.toHaveProperty('doubled')
})
