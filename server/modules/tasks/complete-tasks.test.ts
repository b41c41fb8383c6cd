import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CAST, type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { accessKinds, allow, allowEach } from '../../core/access.ts'
import { type Actor, system } from '../../core/actor.ts'
import type { Refusal } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { createTask } from './commands.ts'
import { tickOff } from './complete-tasks.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const cast = Object.keys(CAST) as CastName[]
const set = (who: CastName, title: string, assigneeId: string | null = null) =>
  w.write(who, (cx) => createTask(cx, { title, assigneeId, subject: null, dueAt: null }))
const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'done' : (outcome.reason as Refusal).code

it('many who ask at once are allowed what each alone is allowed', async () => {
  for (const who of cast) await set(who, `Zadanie ${who}`)
  await set('salesHead', 'Dla Anny', w.people.anna)
  for (const [ownerId, mine] of [
    ['anna', true],
    ['marta', true],
    ['katarzyna', false],
  ] as const) {
    await w.request(ownerId, 'POST', '/api/leads', { title: 'Okna', phone: '+48601224718', mine, source: 'phone' })
  }
  await w.settle()
  const actors: Actor[] = [
    ...cast.map((name) => w.as(name)),
    { ...w.as('anna'), grants: { 'task.complete': 'all', 'lead.update': 'none' } },
    { ...w.as('lukasz'), standsFor: [w.people.lukasz, w.people.marta] },
    { kind: 'process', id: 'all', departmentIds: null },
    { kind: 'process', id: 'sales', departmentIds: [w.departments.sales] },
    { kind: 'process', id: 'nowhere', departmentIds: [] },
    { kind: 'visitor', id: 'web' },
    system('test'),
  ]
  let allowed = 0
  let refused = 0
  for (const { kind, table, actions } of accessKinds()) {
    if (kind !== 'task' && kind !== 'lead') continue
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(table!)}`.execute(w.db)
    expect(rows.length).toBeGreaterThan(2)
    const asks = actors.flatMap((actor) => [...rows, { id: newId() }].map(({ id }) => ({ actor, id })))
    for (const action of Object.keys(actions)) {
      const alone = await Promise.allSettled(asks.map(({ actor, id }) => allow(w.db, actor, kind, action, id)))
      const together = await allowEach(w.db, kind, action, asks)
      expect(together.map((refusal) => refusal?.code ?? 'done')).toEqual(alone.map(codeOf))
      allowed += together.filter((refusal) => !refusal).length
      refused += together.filter(Boolean).length
    }
  }
  expect(allowed).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
})

it('of those who tick off at the same moment only they are refused who may not or come too late', async () => {
  const mine = await set('anna', 'Moje')
  const both = await set('salesHead', 'Nasze', w.people.anna)
  const others = await set('marta', 'Cudze')
  const tick = (who: CastName, id: string) => tickOff(w.deps, w.as(who), { id, outcome: null })
  const outcomes = await Promise.allSettled([
    tick('lukasz', mine),
    tick('anna', mine),
    tick('salesHead', both),
    tick('anna', both),
    tick('anna', others),
    tick('marta', newId()),
    tick('marta', others),
  ])
  expect(outcomes.map(codeOf)).toEqual([
    'forbidden',
    'done',
    'done',
    'task.already_completed',
    'not_found',
    'not_found',
    'done',
  ])
  const { rows } = await sql<{ subject_id: string; actor_id: string; n: number }>`
    select subject_id, actor_id, count(*)::int n from event_log
    where name = 'task.completed' and subject_id = any(${[mine, both, others]}::uuid[]) group by 1, 2`.execute(w.db)
  expect(rows).toHaveLength(3)
  expect(rows).toEqual(
    expect.arrayContaining([
      { subject_id: mine, actor_id: w.people.anna, n: 1 },
      { subject_id: both, actor_id: w.people.salesHead, n: 1 },
      { subject_id: others, actor_id: w.people.marta, n: 1 },
    ]),
  )
})

it('a repeated call with its key is answered as the first, also after others came between', async () => {
  const id = await set('anna', 'Raz')
  const send = () => w.request('anna', 'POST', `/api/tasks/${id}/completion`, {}, { 'idempotency-key': 'once' })
  expect((await send()).status).toBe(204)
  expect((await send()).status).toBe(204)
  expect((await w.request('anna', 'POST', `/api/tasks/${id}/completion`, {})).status).toBe(409)
})
