import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../test/support/world.ts'
import { system } from './actor.ts'
import { EVERYTHING, Live } from './live.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const happen = (times: number) =>
  w.write(system('test'), async (cx) => {
    for (let time = 0; time < times; time += 1)
      cx.record('lead.received', { subject: { kind: 'lead', id: w.people.anna }, payload: {} })
  })

test('what happened lately is told to whoever comes now, and nothing older', async () => {
  const live = new Live(w.deps)
  await happen(1)
  await w.travel('1 hour')
  expect(await live.since(5_000)).toEqual([])
  await happen(2)
  expect(await live.since(5_000)).toEqual(
    Array.from({ length: 2 }, () => ({ name: 'lead.received', kind: 'lead', id: w.people.anna })),
  )
})

test('very much is told in one word', async () => {
  await happen(301)
  expect(await new Live(w.deps).since(5_000)).toEqual([EVERYTHING])
})

test('whoever listens when he asks hears what comes after', async () => {
  const live = new Live(w.deps)
  const heard: string[] = []
  const stop = live.listen((hints) => heard.push(...hints.map(({ name }) => name)))
  await live.since(0)
  await happen(1)
  live.poke()
  await expect.poll(() => heard).toContain('lead.received')
  stop()
})
