import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { testWorld, type World } from '../../test/support/world.ts'
import { meetingReminders } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const at = async (minutes: number) => new Date((await w.now()).getTime() + minutes * 60_000).toISOString()
async function arrange(minutes: number, given: object = {}): Promise<string> {
  const times = { startsAt: await at(minutes), endsAt: await at(minutes + 60) }
  const body = { title: 'Pomiary', ...times, employeeIds: [w.people.lukasz], ...given }
  const answer = await w.request('anna', 'POST', '/api/appointments', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  await w.settle()
  return answer.body.id
}
async function pass(by: string): Promise<void> {
  await w.travel(by)
  await w.settle()
}
const reminded = async (id: string) =>
  (await Promise.all((['anna', 'lukasz'] as const).map((who) => w.told(who, id)))).map(
    (codes) => codes.filter((code) => code === 'appointment_coming_up').length,
  )
const change = async (id: string, body: object) => {
  expect((await w.request('anna', 'PATCH', `/api/appointments/${id}`, body, { 'if-match': '*' })).status).toBe(200)
  await w.settle()
}
const settings = (set: Record<string, unknown>) =>
  w.write('owner', (cx) => changeSettings(cx, 'meeting_reminders', { ...meetingReminders.defaults, ...set }))

describe('reminders of a meeting', () => {
  it('come to everybody who takes part, a quarter before, once', async () => {
    const id = await arrange(60)
    await pass('PT44M')
    expect(await reminded(id)).toEqual([0, 0])
    await pass('1 minute')
    expect(await reminded(id)).toEqual([1, 1])
    await pass('2 days')
    expect(await reminded(id)).toEqual([1, 1])
  })

  it('follow the meeting where it is moved, and who takes part then', async () => {
    const id = await arrange(60)
    await change(id, { startsAt: await at(180), endsAt: await at(240) })
    await pass('1 hour')
    expect(await reminded(id)).toEqual([0, 0])
    await change(id, { employeeIds: [] })
    await pass('2 hours')
    expect(await reminded(id)).toEqual([1, 0])
  })

  it('come as often as set, or as the meeting says itself', async () => {
    await settings({ reminders: ['PT1H', 'PT15M'] })
    const twice = await arrange(120)
    const own = await arrange(120, { remindBefore: ['PT30M'] })
    const none = await arrange(120, { remindBefore: [] })
    await pass('PT1H')
    expect([await reminded(twice), await reminded(own), await reminded(none)]).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ])
    await pass('PT30M')
    expect([await reminded(twice), await reminded(own), await reminded(none)]).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ])
    await pass('PT15M')
    expect([await reminded(twice), await reminded(own), await reminded(none)]).toEqual([
      [2, 2],
      [1, 1],
      [0, 0],
    ])
    await settings({})
  })

  it('do not come for what was called off, and come again once it is brought back', async () => {
    const id = await arrange(60)
    const back = await arrange(60)
    for (const one of [id, back]) await w.request('anna', 'DELETE', `/api/appointments/${one}`)
    await w.request('anna', 'POST', `/api/appointments/${back}/restoration`)
    await w.settle()
    await pass('1 hour')
    expect([await reminded(id), await reminded(back)]).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  it('leave no incident behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
  })
})
