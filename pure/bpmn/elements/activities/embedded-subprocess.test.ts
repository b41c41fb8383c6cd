import { beforeEach, expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './embedded-subprocess.bpmn?raw'

let instance: TestInstance
beforeEach(async () => {
  instance = await TestInstance.of(model)
  instance.start({ lead: { name: 'Nowak' } })
})

test('it goes on when all inside has ended, and hands out only what its outputs name', () => {
  expect(instance.at).toEqual(['call', 'work', 'write'])
  instance.complete('call')
  expect(instance.at).toEqual(['work', 'write'])
  instance.complete('write')
  expect(instance.at).toEqual(['after'])
  expect(instance.variables).toEqual({ lead: { name: 'Nowak' }, note: 'Nowak called', result: 'Nowak called' })
  expect(instance.state!.scopes).toHaveLength(1)
})

test('a variable declared inside stays inside, another is the process\u2019s', () => {
  instance.complete('write', { customer: 'changed', topic: 'price' })
  expect(instance.state!.scopes[1]!.variables).toEqual({ customer: 'changed' })
  expect(instance.variables).toEqual({ lead: { name: 'Nowak' }, topic: 'price' })
})

test('a timer that does not interrupt repeats as often as it says while work goes on', () => {
  expect(instance.fire('remind')).toContainEqual({
    type: 'timer.arm',
    token: 2,
    element: 'remind',
    dueAt: '2026-05-04T10:00:00.000Z',
    workingTime: false,
    repeat: 1,
  })
  expect(instance.at).toEqual(['call', 'reminder', 'work', 'write'])
  instance.fire('remind')
  expect(instance.intended('timer.arm')).toEqual([])
  expect(instance.at).toEqual(['call', 'reminder', 'reminder', 'work', 'write'])
  expect(() => instance.fire('remind')).toThrow('no timer is armed')
})

test('an interrupting timer cancels everything inside', () => {
  instance.fire('give_up')
  expect(instance.at).toEqual(['escalate'])
  expect(instance.intents).toEqual([
    { type: 'user_task.cancel', token: 5 },
    { type: 'user_task.cancel', token: 6 },
    { type: 'timer.cancel', token: 2, element: 'remind' },
    expect.objectContaining({ type: 'user_task.create', element: 'escalate' }),
  ])
  expect(instance.state!.scopes).toHaveLength(1)
})

test('a reminder that still runs keeps the process, not the subprocess, open', () => {
  instance.fire('remind')
  instance.complete('call')
  instance.complete('write')
  instance.complete('after')
  expect(instance.state!.status).toBe('active')
  instance.complete('reminder')
  expect(instance.state!.status).toBe('completed')
})
