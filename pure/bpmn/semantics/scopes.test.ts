import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import scopes from './scopes.bpmn?raw'

test('a variable is written where it is declared, else to the process; mappings say what crosses a border', async () => {
  const report = await simulated(scopes, { variables: { a: 1 } })
  // `local` was 2 and 20 inside; the one of the inner subprocess was its own; `a` and `new` are the process's
  expect(report.variables).toEqual({ a: 101, result: 20, new: 20 })
})

test('what a task is given is its own; what it maps goes out, by a path into a context too', async () => {
  const report = await simulated(scopes, {
    variables: { a: 1 },
    do: [{ complete: 'ask', variables: { count: 3, question: 'changed', noise: true } }],
  })
  expect(report.variables).toEqual({ a: 101, result: 20, new: 20, answers: { count: 3 }, note: 'changed' })
})
