import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './none-start.bpmn?raw'

test('output mappings of a start event decide what the process knows', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ a: 1, b: 2 })
  expect(instance.variables).toEqual({ sum: 3 })
})

test('a failing mapping at the start is an incident that can be retried', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ a: 1, b: 'two' })
  expect(instance.at).toEqual(['start'])
  expect(instance.token('start').incident).toMatchObject({ code: 'expression_failed', at: 'complete' })
})

test('a second start changes nothing', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ a: 1, b: 2 })
  const state = instance.state
  expect(instance.start({ a: 5, b: 5 })).toEqual([])
  expect(instance.state).toEqual(state)
})
