import { expect, it } from 'vitest'
import { Died } from './deps.ts'
import { gathered } from './gather.ts'

/** A gatherer whose batches end when the test says so. */
function slow(most: number, answer: (item: number) => number | Error = (item) => item * 10) {
  const batches: { items: number[]; end: () => void }[] = []
  const ask = gathered<number, number>(
    most,
    (items) => new Promise((resolve) => batches.push({ items, end: () => resolve(items.map(answer)) })),
  )
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 1))
  return { ask, batches, turn }
}

it('sends a lone one at once and gathers what comes meanwhile, up to the most', async () => {
  const { ask, batches, turn } = slow(3)
  const first = ask(1)
  await turn()
  const rest = [2, 3, 4, 5].map(ask)
  await turn()
  expect(batches.map(({ items }) => items)).toEqual([[1]])
  batches[0]!.end()
  expect(await first).toBe(10)
  await turn()
  batches[1]!.end()
  await turn()
  batches[2]!.end()
  expect(await Promise.all(rest)).toEqual([20, 30, 40, 50])
  expect(batches.map(({ items }) => items)).toEqual([[1], [2, 3, 4], [5]])
  const later = ask(6)
  await turn()
  batches[3]!.end()
  expect(await later).toBe(60)
})

it('refuses only the one whose answer is an error', async () => {
  const { ask, batches, turn } = slow(9, (item) => (item === 2 ? new RangeError('two') : item))
  const asked = Promise.allSettled([1, 2, 3].map(ask))
  await turn()
  batches[0]!.end()
  expect((await asked).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('tries each alone when a batch fails as a whole, and nobody when the process dies', async () => {
  const runs: number[][] = []
  const poisoned = gathered<number, number>(9, async (items) => {
    runs.push(items)
    if (items.includes(2)) throw new Error('two')
    return items
  })
  expect((await Promise.allSettled([1, 2, 3].map(poisoned))).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(runs).toEqual([[1, 2, 3], [1], [2], [3]])

  const dying = gathered<number, number>(9, async () => {
    runs.push([])
    throw new Died()
  })
  runs.length = 0
  await Promise.allSettled([1, 2].map(dying))
  expect(runs).toHaveLength(1)
})
