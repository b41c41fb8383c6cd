import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import detour from './inclusive-detour.bpmn?raw'
import loop from './inclusive-loop.bpmn?raw'
import rounds from './inclusive-outer-loop.bpmn?raw'

test('a token that circles before the join keeps it waiting, however often it circles', async () => {
  const variables = { wanted: { text: true, picture: true, legal: false } }
  const circling = [{ complete: 'picture' }, { complete: 'text', variables: { again: true } }]
  expect((await simulated(loop, { variables, do: circling })).active).toEqual(['join', 'text'])
  const report = await simulated(loop, {
    variables,
    do: [...circling, { complete: 'text', variables: { again: false } }, { complete: 'publish' }],
  })
  expect(report).toMatchObject({ status: 'completed', completed: { join: 1, text: 2, publish: 1 } })
})

test('a join that stands in a loop joins anew in each round, for just the branches of that round', async () => {
  const report = await simulated(rounds, {
    variables: { a: true, b: true, more: true },
    do: [
      { complete: 'a' },
      { complete: 'b', variables: { b: false } },
      { complete: 'a', variables: { more: false } },
      { complete: 'finish' },
    ],
  })
  expect(report).toMatchObject({ status: 'completed', completed: { join: 2, a: 2, b: 1 } })
})

test('it goes on as soon as nothing can come any more, not only when something comes', async () => {
  const waiting = await simulated(detour, { variables: { back: false }, do: [{ complete: 'short' }] })
  expect(waiting.active).toEqual(['join', 'long'])
  const report = await simulated(detour, {
    variables: { back: false },
    do: [{ complete: 'short' }, { complete: 'long' }],
  })
  expect(report).toMatchObject({ active: ['after'], ends: ['aside'], completed: { join: 1 } })
})
