import { beforeEach, expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './boundary-error.bpmn?raw'

let instance: TestInstance
beforeEach(async () => {
  instance = await TestInstance.of(model)
  instance.start()
})

test('a refusal goes the way of the event that names its code', () => {
  instance.refuse('win', 'deal.already_closed', 'Closed on Monday')
  expect(instance.at).toEqual(['look'])
  expect(instance.variables).toEqual({ why: 'Closed on Monday' })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['user_task.create'])
})

test('a refusal with another code is an incident', () => {
  instance.refuse('win', 'deal.no_amount')
  expect(instance.token('win').phase).toBe('incident')
})

test('a technical failure is never caught', () => {
  instance.send({ type: 'step.failed', token: 2, code: 'deal.already_closed', message: 'no connection' })
  expect(instance.token('win').phase).toBe('incident')
})

test('a refusal inside a subprocess is caught at its border, which cancels the rest inside', () => {
  instance.succeed('win')
  expect(instance.at).toEqual(['inside', 'invoice', 'meanwhile'])
  instance.refuse('invoice', 'invoice.no_tax_number')
  expect(instance.at).toEqual(['repair'])
  expect(instance.intents.map((intent) => intent.type)).toEqual(['user_task.cancel', 'user_task.create'])
  expect(instance.variables).toEqual({})
})
