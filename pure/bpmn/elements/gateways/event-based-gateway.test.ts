import { beforeEach, expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, processOf, TestInstance } from '../../test-instance.ts'
import model from './event-based-gateway.bpmn?raw'

let instance: TestInstance
beforeEach(async () => {
  instance = await TestInstance.of(model, { settings: { patience: 'P2D' } })
  instance.start({ lead: { id: 'L1' } })
})

test('it waits for all its events at once', () => {
  expect(instance.intents).toEqual([
    { type: 'message.open', token: 2, element: 'answered', name: 'mail.answered', correlationKey: 'L1' },
    { type: 'timer.arm', token: 2, element: 'too_late', dueAt: '2026-05-06T08:00:00.000Z', workingTime: false },
  ])
})

test('the message closes the timer and goes its own way', () => {
  instance.receive('answered', { text: 'yes' })
  expect(instance.at).toEqual(['read'])
  expect(instance.variables.text).toBe('yes')
  expect(instance.intents.slice(0, 2)).toEqual([
    { type: 'timer.cancel', token: 2, element: 'too_late' },
    { type: 'message.close', token: 2, element: 'answered' },
  ])
  expect(instance.history).toContainEqual({ element: 'answered', token: 3, what: 'entered', flow: 'to_answer' })
})

test('the timer closes the message, and a late message is ignored', () => {
  instance.fire('too_late')
  expect(instance.at).toEqual(['call'])
  expect(instance.intended('message.close')).toHaveLength(1)
  expect(instance.intended('timer.cancel')).toEqual([])
  expect(instance.send({ type: 'message.received', token: 2, element: 'answered', variables: {} })).toEqual([])
})

test('it may lead to events only', async () => {
  const { graph, problems } = await parseModel(
    processOf(`<bpmn:startEvent id="start" /><bpmn:eventBasedGateway id="wait" /><bpmn:userTask id="a" />
      ${flow('start', 'wait')}${flow('wait', 'a')}`),
  )
  expect(graph).toBeNull()
  expect(problems.map((each) => each.code)).toEqual(expect.arrayContaining(['event_expected', 'events_missing']))
})
