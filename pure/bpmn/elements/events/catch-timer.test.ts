import { expect, test } from 'vitest'
import { TestInstance } from '../../test-instance.ts'
import model from './catch-timer.bpmn?raw'

const office = {
  now: '2026-03-27T11:00:00.000Z',
  settings: { pause: 'PT30M' },
  addWorkingTime: (_from: string, duration: string) => `${duration} of work`,
}

test('durations, dates, local days and working time', async () => {
  const instance = await TestInstance.of(model, office)
  const due = () => instance.intended('timer.arm').map(({ dueAt, workingTime }) => ({ dueAt, workingTime }))
  instance.start({ follow_up: '2026-03-28T12:00:00' })
  expect(due()).toEqual([{ dueAt: '2026-03-27T11:30:00.000Z', workingTime: false }])
  instance.fire('pause')
  expect(due()).toEqual([{ dueAt: '2026-03-28T11:00:00.000Z', workingTime: false }])
  instance.fire('until')
  // the night to daylight-saving time has 23 hours: noon stays noon
  expect(due()).toEqual([{ dueAt: '2026-03-29T10:00:00.000Z', workingTime: false }])
  instance.fire('night')
  expect(due()).toEqual([{ dueAt: 'PT8H of work', workingTime: true }])
})

test('a wait that is switched off is no wait', async () => {
  const instance = await TestInstance.of(model, { ...office, settings: { pause: null } })
  instance.start({ follow_up: '2026-03-28T12:00:00' })
  expect(instance.at).toEqual(['until'])
})

test('a timer that names an unknown variable or no time is an incident', async () => {
  const unknown = await TestInstance.of(model, office)
  unknown.start()
  unknown.fire('pause')
  expect(unknown.intended('incident.raise')[0]!.message).toContain('there is no variable follow_up')

  const wrong = await TestInstance.of(model, { ...office, settings: { pause: 'half an hour' } })
  wrong.start()
  expect(wrong.intended('incident.raise')[0]!.message).toContain('it gave "half an hour", not a duration')
  expect(wrong.token('pause').timers).toBeUndefined()
})

test('a timer fires once', async () => {
  const instance = await TestInstance.of(model, office)
  instance.start({ follow_up: '2026-03-28' })
  instance.fire('pause')
  expect(instance.send({ type: 'timer.fired', token: 2, element: 'pause' })).toEqual([])
  expect(instance.at).toEqual(['until'])
})
