import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import race from './event-race.bpmn?raw'

const variables = { order: '1' }

test.each([
  [{ message: 'paid', correlationKey: '1' }, ['start', 'first', 'paid'], ['ship']],
  [{ signal: 'cancelled' }, ['start', 'first', 'cancelled', 'gone'], []],
  [{ advance: 'P2D' }, ['start', 'first', 'late'], ['remind']],
  [{ message: 'returned', correlationKey: '1' }, ['start', 'first', 'returned', 'back'], []],
])('the first event wins: %j', async (event, order, active) => {
  const later = [
    { message: 'paid', correlationKey: '1' },
    { signal: 'cancelled' },
    { advance: 'P9D' },
    { message: 'returned', correlationKey: '1' },
  ]
  expect(await simulated(race, { variables, do: [event, ...later] })).toMatchObject({ order, active, cancelled: {} })
})

test('until then the token is at the gateway; a message that came before wins at once', async () => {
  expect(await simulated(race, { variables })).toMatchObject({ active: ['first'], order: ['start'] })
})
