import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './script-task.bpmn?raw'

test('a script sets its variable and passes at once', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ attempts: 1 })
  expect(instance.at).toEqual(['look'])
  expect(instance.variables.attempts).toBe(2)
})

test('today is the business day in the zone of the company, not of the machine', async () => {
  const instance = await TestInstance.of(model, { now: '2026-03-28T23:30:00Z' })
  instance.start({ attempts: 1 })
  // half past midnight of the 29th in Warsaw
  expect(instance.variables.day).toBe('2026-03-30')
})

test('a script that fails is an incident naming the expression and its values; a correction makes it pass', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ attempts: 'many' })
  const [incident] = instance.intended('incident.raise')
  expect(incident).toMatchObject({ element: 'count_up', code: 'expression_failed' })
  expect(incident!.message).toContain('attempts + 1')
  expect(incident!.message).toContain('attempts = "many"')

  instance.send({ type: 'variables.set', variables: { attempts: 4 } })
  instance.send({ type: 'incident.retry', token: incident!.token })
  expect(instance.at).toEqual(['look'])
  expect(instance.variables.attempts).toBe(5)
})
