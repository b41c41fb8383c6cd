import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../test/support/world.ts'
import { system } from './actor.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

test('a record that an event is about twice is one of its subjects', async () => {
  const { anna, owner } = w.people
  const event = await w.write(system('test'), async (cx) =>
    cx.record('lead.received', {
      subject: { kind: 'lead', id: anna! },
      payload: {},
      also: [
        { kind: 'contact', id: anna! },
        { kind: 'contact', id: anna!.toUpperCase() },
        { kind: 'deal', id: anna! },
        { kind: 'contact', id: owner! },
      ],
    }),
  )
  const { rows } = await sql`select kind, id from event_subjects where event_id = ${event} order by kind, id`.execute(
    w.db,
  )
  expect(rows).toHaveLength(3)
  expect(rows).toEqual(
    expect.arrayContaining([
      { kind: 'contact', id: anna },
      { kind: 'contact', id: owner },
      { kind: 'deal', id: anna },
    ]),
  )
})
