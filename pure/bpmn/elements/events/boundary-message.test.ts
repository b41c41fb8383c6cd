import { beforeEach, expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './boundary-message.bpmn?raw'

let instance: TestInstance
beforeEach(async () => {
  instance = await TestInstance.of(model)
  instance.start({ lead: { id: 'L1' } })
})

test('a message that does not interrupt may come again and again', () => {
  instance.receive('changed', { field: 'phone' })
  instance.receive('changed', { field: 'mail' })
  expect(instance.at).toEqual(['note_change', 'note_change', 'prepare'])
  expect(instance.intended('message.close')).toEqual([])
  expect(instance.variables.field).toBe('mail')
})

test('an interrupting message takes the task back and closes all that it waited for', () => {
  instance.receive('withdrawn')
  expect(instance.at).toEqual(['close'])
  expect(instance.intents.slice(0, 3)).toEqual([
    { type: 'user_task.cancel', token: 2 },
    { type: 'message.close', token: 2, element: 'changed' },
    { type: 'message.close', token: 2, element: 'withdrawn' },
  ])
})

test('completing the task closes its messages', () => {
  instance.complete('prepare')
  expect(instance.intended('message.close').map((intent) => intent.element)).toEqual(['changed', 'withdrawn'])
  expect(instance.send({ type: 'message.received', token: 2, element: 'changed', variables: {} })).toEqual([])
})
