import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, chain, flow, hear, message, pause, task } from '../../test/support/cases.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
})
afterAll(() => w.close())

const every = (cycle: string) =>
  `<bpmn:startEvent id="tick"><bpmn:timerEventDefinition id="t"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${cycle}</bpmn:timeCycle>
   </bpmn:timerEventDefinition></bpmn:startEvent>${task('clean')}<bpmn:endEvent id="done" />${flow('tick', 'clean')}${flow('clean', 'done')}`
const byHand = `<bpmn:startEvent id="start" />${task('clean')}<bpmn:endEvent id="done" />${flow('start', 'clean')}${flow('clean', 'done')}`

const begun = async (key: string) => (await w.cases(key)).length
const armed = async (key: string) =>
  (await w.db.selectFrom('process_start_timers').select('due_at').where('process_key', '=', key).execute()).map(
    ({ due_at }) => due_at.toISOString(),
  )
async function later(by: string): Promise<void> {
  await w.travel(by)
  await w.settle()
}
const inAnHour = async (hours: number) => (await w.now()).getTime() + hours * 3_600_000

describe('a start by time', () => {
  it('is armed when its model is switched on, fires as often as it says, each time one case', async () => {
    await w.deploy('thrice', every('R3/PT1H'))
    const [due] = await armed('thrice')
    expect(Math.abs(Date.parse(due!) - (await inAnHour(1)))).toBeLessThan(60_000)
    await later('59 minutes')
    expect(await begun('thrice')).toBe(0)
    await later('1 minute')
    expect(await begun('thrice')).toBe(1)
    for (const expected of [2, 3, 3]) {
      await later('1 hour')
      expect(await begun('thrice')).toBe(expected)
    }
    expect(await armed('thrice')).toEqual([])
  })

  it('makes up what a counted cycle missed while nothing ran; an endless one begins once', async () => {
    await w.deploy('counted', every('R5/PT1H'))
    await w.deploy('endless', every('R/PT1H'))
    await later('4 hours')
    expect([await begun('counted'), await begun('endless')]).toEqual([4, 1])
    await later('1 hour')
    expect([await begun('counted'), await begun('endless')]).toEqual([5, 2])
  })

  it('lets its time pass while its process is paused', async () => {
    await w.deploy('paused', every('R/PT1H'))
    expect((await w.request('owner', 'POST', '/api/processes/paused/pause')).status).toBe(204)
    await later('3 hours')
    expect(await begun('paused')).toBe(0)
    expect((await w.request('owner', 'DELETE', '/api/processes/paused/pause')).status).toBe(204)
    await w.settle()
    expect(await begun('paused')).toBe(0)
    await later('1 hour')
    expect(await begun('paused')).toBe(1)
  })

  it('is armed anew by a new version, and gone with one that has none', async () => {
    await w.deploy('renewed', every('R/PT1H'))
    await later('50 minutes')
    await w.deploy('renewed', every('R/PT2H'))
    expect((await armed('renewed')).length).toBe(1)
    await later('30 minutes')
    expect(await begun('renewed')).toBe(0)
    await later('90 minutes')
    expect(await begun('renewed')).toBe(1)
    await w.deploy('renewed', byHand)
    expect(await armed('renewed')).toEqual([])
    await later('4 hours')
    expect(await begun('renewed')).toBe(1)
  })

  it('begins one case each time also when workers race', async () => {
    const keys = ['race_one', 'race_two', 'race_three']
    for (const key of keys) await w.deploy(key, every('R4/PT1H'))
    await w.travel('4 hours')
    const workers = [w.newWorker(), w.newWorker(), w.newWorker()]
    for (let i = 0; i < 12; i += 1) await Promise.all(workers.map((worker) => worker.round()))
    await w.settle()
    expect(await Promise.all(keys.map(begun))).toEqual([4, 4, 4])
  })

  it('that cannot be begun at all holds up no other and no timer', async () => {
    // A key that PostgreSQL does not take.
    const bad = hear('bad', 'unwritable')
    const start = every('R1/PT1H').replace(flow('tick', 'clean'), `${bad}${flow('tick', 'bad')}${flow('bad', 'clean')}`)
    await w.deploy('a_poison', start, message('unwritable', '=&#34;\\u0000&#34;'))
    await w.deploy('fine', every('R1/PT1H'))
    await w.deploy('napping', chain(pause('nap', 'PT1H'), task('after')))
    const id = await w.start('napping')
    await later('1 hour')
    expect([await begun('a_poison'), await begun('fine'), await w.at(id)]).toEqual([0, 1, ['after']])
    await w.deploy('a_poison', byHand)
  })

  it('is held with the others when too many begin within an hour', async () => {
    await w.deploy('hasty', every('R/PT1M'))
    await w.request('owner', 'PUT', '/api/processes/hasty/guard', { startsAnHour: 2 })
    for (let i = 0; i < 4; i += 1) await later('1 minute')
    const { body } = await w.request('owner', 'GET', '/api/processes/hasty')
    expect([await begun('hasty'), body.heldAt !== null]).toEqual([2, true])
    await w.request('owner', 'POST', '/api/processes/hasty/held-starts', { decision: 'start' })
    await later('1 minute')
    expect(await begun('hasty')).toBe(3)
    await w.request('owner', 'POST', '/api/processes/hasty/pause')
  })
})
