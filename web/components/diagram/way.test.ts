import { expect, it } from 'vitest'
import { staysOf } from './way.ts'

const step = (id: string, what: string) => ({ element: { id }, what, flow: null })

it('stays are told by how they ended, the oldest first', () => {
  const history = ['entered', 'completed', 'entered', 'cancelled'].map((what) => step('ask', what))
  expect(
    staysOf(history)
      .get('ask')
      ?.map(({ what }) => what),
  ).toEqual(['completed', 'cancelled'])
})

it('what was begun and not left, or only holds others together, is no stay', () => {
  expect([...staysOf([step('ask', 'entered'), step('each', 'body-completed'), step('join', 'joined')]).keys()]).toEqual(
    [],
  )
})
