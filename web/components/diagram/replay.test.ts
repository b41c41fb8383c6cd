import { expect, it } from 'vitest'
import { framesOf } from './replay.ts'

const line = (token: number, id: string, what: string, at: string, flow: string | null = null) => ({
  token,
  element: { id },
  what,
  at,
  flow,
})

it('a token goes from element to element, and what it left stays marked', () => {
  const frames = framesOf([
    line(1, 'start', 'entered', '10:00'),
    line(1, 'start', 'completed', '10:00'),
    line(1, 'ask', 'entered', '10:00', 'f1'),
    line(1, 'ask', 'completed', '11:00'),
    line(1, 'end', 'entered', '11:00', 'f2'),
    line(1, 'end', 'completed', '11:00'),
  ])
  expect(frames.map(({ standing, moving }) => [standing, moving])).toEqual([
    [['start'], null],
    [['ask'], 'f1'],
    [['end'], 'f2'],
    [[], null],
  ])
  expect([...frames.at(-1)!.left.keys()]).toEqual(['start', 'ask', 'end'])
  expect([...frames[1]!.flows]).toEqual(['f1'])
})

it('two tokens stand side by side, and one that was stopped is stopped until it goes on', () => {
  const frames = framesOf([
    line(1, 'a', 'entered', '1', 'f1'),
    line(2, 'b', 'entered', '1', 'f2'),
    line(2, 'b', 'incident', '2'),
    line(2, 'b', 'completed', '3'),
    line(1, 'a', 'cancelled', '4'),
  ])
  expect(frames.map(({ standing }) => standing)).toEqual([['a'], ['a', 'b'], ['a', 'b'], ['a'], []])
  expect(frames.map(({ stopped }) => [...stopped])).toEqual([[], [], ['b'], [], []])
  expect(frames.at(-1)!.left.get('a')).toBe('cancelled')
})

it('what only holds others together is no frame, and an empty history has none', () => {
  expect(framesOf([line(1, 'each', 'body-completed', '1')])).toEqual([])
  expect(framesOf([])).toEqual([])
})
