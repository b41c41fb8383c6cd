import { expect, it } from 'vitest'
import { type Conditions, fits } from './conditions.ts'

const one = (op: string, value: unknown, held: unknown) => fits({ all: [{ field: 'f', op, value }] }, { f: held })

it.each([
  ['contains', 'PILN', 'To jest pilne', true],
  ['contains', 'pilne', null, false],
  ['not_contains', 'pilne', null, true],
  ['starts', '30-', '30-001', true],
  ['starts', '30-', '80-300', false],
  ['is', 'form', 'form', true],
  ['is_not', 'form', null, true],
  ['any_of', ['a', 'b'], 'b', true],
  ['any_of', ['a', 'b'], null, false],
  ['any_of', ['a', 'b'], ['c', 'a'], true],
  ['all_of', ['a', 'b'], ['a'], false],
  ['none_of', ['a'], null, true],
  ['none_of', ['a'], ['a'], false],
  ['yes', undefined, true, true],
  ['no', undefined, null, true],
  ['gte', 100, 100, true],
  ['gte', 100, null, false],
  ['lt', 100, 99, true],
  ['ne', 100, null, true],
  ['between', [1, 5], 5, true],
  ['between', [1, 5], 6, false],
  ['empty', undefined, '', true],
  ['not_empty', undefined, [], false],
] as const)('%s %j of %j: %s', (op, value, held, answer) => {
  expect(one(op, value, held)).toBe(answer)
})

it('joins conditions by all and by any, in groups', () => {
  const nested: Conditions = {
    all: [
      { field: 'a', op: 'gt', value: 1 },
      {
        any: [
          { field: 'b', op: 'is', value: 'x' },
          { field: 'c', op: 'yes' },
        ],
      },
    ],
  }
  expect(fits(nested, { a: 2, b: 'y', c: true })).toBe(true)
  expect(fits(nested, { a: 2, b: 'y' })).toBe(false)
  expect(fits(nested, { a: 1, b: 'x' })).toBe(false)
  expect(fits({ any: [] }, {})).toBe(true)
})
