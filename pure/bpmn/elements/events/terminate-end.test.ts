import { beforeEach, expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './terminate-end.bpmn?raw'

let instance: TestInstance
beforeEach(async () => {
  instance = await TestInstance.of(model)
  instance.start()
})

test('in a subprocess it ends that subprocess only, and the process goes on', () => {
  expect(instance.at).toEqual(['inside', 'slow', 'stop_all', 'stop_inside'])
  instance.complete('stop_inside')
  expect(instance.at).toEqual(['after_inside', 'stop_all'])
  expect(instance.intended('step.cancel')).toHaveLength(1)
})

test('in the process it ends everything, subprocesses too', () => {
  instance.complete('stop_all')
  expect(instance.state).toMatchObject({ status: 'completed', tokens: [] })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['user_task.cancel', 'step.cancel', 'end'])
  const cancelled = instance.history.filter((trace) => trace.what === 'cancelled').map((trace) => trace.element)
  expect(cancelled.sort()).toEqual(['inside', 'slow', 'stop_inside'])
})
