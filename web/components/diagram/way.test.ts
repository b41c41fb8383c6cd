import { expect, it } from 'vitest'
import { flowsTaken, staysOf } from './way.ts'

const flows = [
  { id: 'to_choice', source: 'start', target: 'choice' },
  { id: 'straight', source: 'choice', target: 'work' },
  { id: 'around', source: 'choice', target: 'ask' },
  { id: 'back', source: 'ask', target: 'work' },
  { id: 'out', source: 'work', target: 'end' },
]
let token = 0
const step = (id: string, what: string) => ({ element: { id }, token, what, at: '2026-11-26T09:00:00Z' })
const through = (id: string) => {
  token += 1
  return [step(id, 'entered'), step(id, 'completed')]
}

it('of two ways into an element the one that was gone counts', () => {
  const straight = [...through('start'), ...through('choice'), step('work', 'entered')]
  expect([...flowsTaken(straight, flows)]).toEqual(['to_choice', 'straight'])
  const around = [...through('start'), ...through('choice'), ...through('ask'), ...through('work')]
  expect([...flowsTaken(around, flows)]).toEqual(['to_choice', 'around', 'back'])
})

it('an element that was begun and not left leads nowhere yet', () => {
  const history = [...through('start'), step('choice', 'entered')]
  expect([...flowsTaken(history, flows)]).toEqual(['to_choice'])
})

it('stays are told by how they ended, the oldest first', () => {
  const history = [...through('ask'), step('ask', 'entered'), step('ask', 'cancelled')]
  expect(
    staysOf(history)
      .get('ask')
      ?.map((stay) => stay.what),
  ).toEqual(['completed', 'cancelled'])
})
