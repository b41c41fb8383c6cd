import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './send-task.bpmn?raw'

test('by a step, or to whoever waits', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ reader: 'r1' })
  expect(instance.intended('step.run')[0]).toMatchObject({ element: 'by_step', step: 'mail.send' })
  instance.succeed('by_step')
  expect(instance.intents).toEqual([
    { type: 'message.throw', element: 'by_message', name: 'news', correlationKey: 'r1', variables: {} },
    { type: 'end', status: 'completed' },
  ])
})

test('what is attached to it catches the refusal of its step', async () => {
  const report = await simulated(model, {
    manual: ['by_step'],
    variables: { reader: 'r1' },
    do: [{ throwError: 'by_step', code: 'unknown_address' }],
  })
  expect(report).toMatchObject({ status: 'completed', ends: ['unsent'], cancelled: { by_step: 1 } })
})
