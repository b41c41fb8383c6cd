import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './boundary-timer.bpmn?raw'

async function waiting(settings: Record<string, unknown>, hours = 1) {
  const office = { hours }
  const instance = await TestInstance.of(model, {
    settings,
    addWorkingTime: (from, _duration, calendar, assignee) =>
      calendar === 'assignee' && assignee === 'anna'
        ? new Date(Date.parse(from) + office.hours * 3_600_000).toISOString()
        : 'wrong calendar',
  })
  instance.start({ owner: 'anna' })
  return { instance, office }
}

test('timers are armed with the task; what is switched off is not', async () => {
  const { instance } = await waiting({ nag: null, warn: 'PT8H' })
  expect(instance.intended('timer.arm')).toEqual([
    {
      type: 'timer.arm',
      token: 2,
      element: 'remind',
      dueAt: '2026-05-04T18:00:00.000Z',
      workingTime: false,
      repeat: 3,
    },
    { type: 'timer.arm', token: 2, element: 'warn', dueAt: '2026-05-04T09:00:00.000Z', workingTime: true },
    { type: 'timer.arm', token: 2, element: 'expire', dueAt: '2026-05-07T08:00:00.000Z', workingTime: false },
  ])
})

test('a cycle that does not interrupt fires as often as it says, and the task stays', async () => {
  const { instance } = await waiting({ nag: null, warn: null })
  const due: string[] = []
  for (let firing = 0; firing < 3; firing++) {
    instance.fire('remind')
    due.push(instance.env.now)
    expect(instance.intended('step.run')[0]!.step).toBe('notify.remind')
    instance.succeed('send_reminder')
  }
  expect(due).toEqual(['2026-05-04T18:00:00.000Z', '2026-05-05T04:00:00.000Z', '2026-05-05T14:00:00.000Z'])
  expect(() => instance.fire('remind')).toThrow('no timer is armed')
  expect(instance.at).toEqual(['accept'])
})

test('a firing that is delivered twice counts once when it names its due', async () => {
  const { instance } = await waiting({ nag: null, warn: null })
  const firing = { type: 'timer.fired', token: 2, element: 'remind', dueAt: '2026-05-04T18:00:00.000Z' } as const
  instance.send(firing)
  expect(instance.at).toEqual(['accept', 'send_reminder'])
  expect(instance.send(firing)).toEqual([])
})

test('an endless cycle skips the firings that were missed, a counted one does not', async () => {
  const { instance } = await waiting({ nag: 'R/PT1H', warn: null })
  instance.env.now = '2026-05-04T20:30:00.000Z'
  instance.fire('nag')
  expect(instance.intended('timer.arm')[0]).toMatchObject({ dueAt: '2026-05-04T21:00:00.000Z', repeat: -1 })

  instance.env.now = '2026-05-06T18:00:00.000Z'
  instance.fire('remind')
  expect(instance.intended('timer.arm')[0]).toMatchObject({ dueAt: '2026-05-05T04:00:00.000Z', repeat: 2 })
})

test('completing the task cancels its timers', async () => {
  const { instance } = await waiting({ nag: null, warn: 'PT8H' })
  instance.complete('accept')
  expect(instance.intended('timer.cancel').map((intent) => intent.element)).toEqual(['remind', 'warn', 'expire'])
  expect(instance.state!.status).toBe('completed')
})

test('an interrupting timer takes the task back', async () => {
  const { instance } = await waiting({ nag: null, warn: 'PT8H' })
  instance.fire('warn')
  instance.fire('expire')
  expect(instance.at).toEqual(['reassign', 'send_warning'])
  expect(instance.intents).toEqual([
    { type: 'user_task.cancel', token: 2 },
    { type: 'timer.cancel', token: 2, element: 'remind' },
    expect.objectContaining({ type: 'user_task.create', element: 'reassign' }),
  ])
  expect(instance.history).toContainEqual({ element: 'accept', token: 2, what: 'cancelled' })
})

test('a changed calendar moves open working-time timers, counted from when they were armed', async () => {
  const { instance, office } = await waiting({ nag: null, warn: 'PT8H' })
  expect(instance.send({ type: 'timers.rearm' })).toEqual([])
  office.hours = 5
  instance.env.now = '2026-05-04T08:30:00.000Z'
  expect(instance.send({ type: 'timers.rearm' })).toEqual([
    { type: 'timer.arm', token: 2, element: 'warn', dueAt: '2026-05-04T13:00:00.000Z', workingTime: true },
  ])
  expect(instance.send({ type: 'timers.rearm' })).toEqual([])
})

test('a due is fixed when it is armed: later settings do not move it', async () => {
  const { instance } = await waiting({ nag: 'R/PT2H', warn: null })
  instance.env.settings.nag = 'R/PT5H'
  instance.fire('nag')
  expect(instance.intended('timer.arm')[0]!.dueAt).toBe('2026-05-04T12:00:00.000Z')
})
