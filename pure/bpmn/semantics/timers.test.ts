import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import timers from './timers.bpmn?raw'

const begin = { variables: { due: '2026-03-03T08:00:00Z' }, settings: { patience: 'P1D' } }

test('a date, a duration and a cycle of three, each at its time', async () => {
  const at = (...steps: string[]) => simulated(timers, { ...begin, do: steps.map((advance) => ({ advance })) })
  expect((await at('P58D')).active).toEqual(['on_day'])
  // 1 March, eight in the morning
  expect((await at('P59D', 'PT8H')).active).toEqual(['wait'])
  expect((await at('P59D', 'PT8H', 'P1D')).active).toEqual(['work'])
  const inTheEnd = await at('P59D', 'PT8H', 'P1D', 'PT9H', 'PT1H', 'P30D')
  expect(inTheEnd).toMatchObject({ completed: { nag: 3, deadline: 1 }, active: ['work'] })
  // the deadline of the 3rd at eight comes between the second and the third reminder
  expect(inTheEnd.ends).toEqual(['reminded', 'reminded', 'overdue', 'reminded'])
})

test('what is past when it is armed is due at once', async () => {
  const report = await simulated(timers, {
    ...begin,
    now: '2026-04-01T00:00:00Z',
    settings: { patience: 'PT0S' },
  })
  expect(report).toMatchObject({ active: ['work'], completed: { on_day: 1, wait: 1, deadline: 1 } })
})

test('one long step fires all that is due in it in the order of time', async () => {
  const report = await simulated(timers, { ...begin, do: [{ advance: 'P90D' }] })
  expect(report.order.filter((id) => ['nag', 'deadline', 'wait'].includes(id))).toEqual([
    'wait',
    'nag',
    'nag',
    'deadline',
    'nag',
  ])
})
