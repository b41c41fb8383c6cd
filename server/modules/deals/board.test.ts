import { afterAll, beforeAll, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { createDefaultPipeline } from './commands/create-default-pipeline.ts'
import { makeDeal } from './factory.ts'
import type { Board } from './schema.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const board = async (who: 'anna' | 'marta' | 'owner', query = ''): Promise<Board> => {
  const { status, body } = await w.request(who, 'GET', `/api/deals/board${query}`)
  expect(status).toBe(200)
  return body
}
const shape = (found: Board) =>
  found.columns.map(({ count, sum, converted, unconverted }) => [count, sum, converted, unconverted])

it('is not there without a pipeline, and empty without deals', async () => {
  expect((await w.request('anna', 'GET', '/api/deals/board')).status).toBe(404)
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  const empty = await board('anna')
  expect(shape(empty)).toEqual(Array(4).fill([0, 0, 0, 0]))
  expect(empty).toMatchObject({ currency: 'PLN', won: { count: 0, sum: 0 } })
})

it('sums in the base currency, marks what was converted, and counts what could not be', async () => {
  const stages = (await board('anna')).columns.map((column) => column.stage.id)
  const add = (who: 'anna' | 'marta', given: Parameters<typeof makeDeal>[1]) =>
    w.write(who, (cx) => makeDeal(cx, given))
  await add('anna', { amount: 1000, stageId: stages[1] })
  await add('anna', { amount: 100, currency: 'EUR', rate: '4.255', stageId: stages[1] })
  await add('anna', { amount: 999, currency: 'USD', stageId: stages[1] })
  await add('anna', { amount: null, stageId: stages[1] })
  await add('marta', { amount: 50, stageId: stages[1] })
  const mine = await board('anna')
  expect(shape(mine)).toEqual([
    [0, 0, 0, 0],
    [4, 1426, 1, 1],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ])
  expect(shape(await board('marta'))[1]).toEqual([1, 50, 0, 0])
  expect(shape(await board('owner'))[1]).toEqual([5, 1476, 1, 1])
  expect(shape(await board('owner', `?ownerId=${w.people.marta}`))[1]).toEqual([1, 50, 0, 0])
})

it('shows the first cards of a column, the list going on from its cursor', async () => {
  const stage = (await board('anna')).columns[3]!.stage.id
  for (let i = 0; i < 5; i += 1) await w.write('anna', (cx) => makeDeal(cx, { title: `K${i}`, stageId: stage }))
  const column = (await board('anna', '?limit=2')).columns[3]!
  expect(column.count).toBe(5)
  expect(column.cards.map((card) => card.title)).toEqual(['K4', 'K3'])
  const rest = await w.request(
    'anna',
    'GET',
    `/api/deals?status=open&stageId=${stage}&sort=-stageEnteredAt&after=${column.next}`,
  )
  expect(rest.body.items.map((card: { title: string }) => card.title)).toEqual(['K2', 'K1', 'K0'])
  expect((await board('anna', '?limit=5')).columns[3]!.next).toBeNull()
})

it('shows the next step of a card', async () => {
  const { id } = await w.write('anna', (cx) => makeDeal(cx, { title: 'Z krokiem' }))
  const task = { title: 'Zadzwoń', subject: { kind: 'deal', id }, dueAt: '2026-12-24T10:00:00Z' }
  expect((await w.request('anna', 'POST', '/api/tasks', task)).status).toBeLessThan(300)
  const card = (await board('anna')).columns[0]!.cards.find((found) => found.id === id)
  expect(card?.nextTask).toMatchObject({ title: 'Zadzwoń', dueAt: '2026-12-24T10:00:00.000Z' })
})

it('leaves out closed deals and counts what was won this month', async () => {
  const before = shape(await board('anna'))
  const won = await w.write('anna', (cx) => makeDeal(cx, { amount: 700 }))
  const lost = await w.write('anna', (cx) => makeDeal(cx))
  await w.request('anna', 'POST', `/api/deals/${won.id}/win`)
  await w.request('anna', 'POST', `/api/deals/${lost.id}/lose`, { reason: 'cena' })
  const after = await board('anna')
  expect(shape(after)).toEqual(before)
  expect(after.won).toMatchObject({ count: 1, sum: 700 })
  await w.travel('32 days')
  expect((await board('anna')).won.count).toBe(0)
})
