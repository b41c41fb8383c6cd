import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './none-end.bpmn?raw'

test('the process ends with its last path, not with its first', async () => {
  const instance = await TestInstance.of(model)
  instance.start()
  expect(instance.complete('first')).toEqual([])
  expect(instance.state!.status).toBe('active')
  expect(instance.complete('second')).toEqual([{ type: 'end', status: 'completed' }])
  expect(instance.state).toMatchObject({ status: 'completed', tokens: [] })
})

test('an ended instance takes no more events', async () => {
  const instance = await TestInstance.of(model)
  instance.start()
  instance.complete('first')
  instance.complete('second')
  const state = instance.state
  expect(instance.send({ type: 'cancel' })).toEqual([])
  expect(instance.send({ type: 'variables.set', variables: { a: 1 } })).toEqual([])
  expect(instance.state).toEqual(state)
})
