import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import type { PipelineView } from '../../server/modules/pipelines/schema.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { updateProfile } from '../../server/modules/staff/commands/update-profile.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { dealStageNotices } from './settings.ts'

let w: World
let pipeline: PipelineView
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  pipeline = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0]
  await w.settle()
})
afterAll(() => w.close())

const deal = async (given: Parameters<typeof makeDeal>[1] = {}, who: CastName = 'anna') =>
  w.write(who, (cx) => makeDeal(cx, given))
async function move(who: CastName, id: string, stage: number): Promise<void> {
  const { status } = await w.request(who, 'POST', `/api/deals/${id}/stage`, { stageId: pipeline.stages[stage]!.id })
  expect(status).toBe(200)
  await w.settle()
}
const told = async (who: CastName, id: string) =>
  (await w.told(who, id)).filter((code) => code === 'deal_stage_changed').length
const settings = (change: object) =>
  w.write('owner', (cx) => changeSettings(cx, 'deal_stage_notices', { ...dealStageNotices.defaults, ...change }))
const digests = async (who: CastName) =>
  (await w.request(who, 'GET', '/api/notifications?limit=100')).body.items.filter(
    (item: { code: string }) => item.code === 'deal_stages_digest',
  )

describe('S7 a deal that changes stage', () => {
  it('is told to the head of its department: who, when, from which stage to which, once a change', async () => {
    const { id, number } = await deal({ title: 'Okna do hali' })
    await w.mailsTo('salesHead')
    await move('anna', id, 1)
    expect(
      await Promise.all((['salesHead', 'anna', 'owner', 'katarzyna'] as const).map((who) => told(who, id))),
    ).toEqual([1, 0, 0, 0])
    const [mail] = (await w.mailsTo('salesHead')).filter((subject) => subject.includes(`nr ${number}`))
    expect(mail).toMatch(/^Transakcja nr \d+: Kwalifikacja → Oferta \(Anna Wiśniewska, .*\d\d:\d\d\): Okna do hali$/)
    await move('anna', id, 2)
    expect(await told('salesHead', id)).toBe(2)
  })

  it('speaks the language of its reader', async () => {
    const { version } = (await w.request('lukasz', 'GET', '/api/profile')).body
    await w.write('lukasz', (cx) => updateProfile(cx, { locale: 'en' }, version))
    await settings({ whom: 'department' })
    const { id, number } = await deal({ title: 'Drzwi' })
    await move('anna', id, 1)
    const [mail] = await w.mailsTo('lukasz')
    expect(mail).toContain(`Deal no. ${number}: Qualification → Offer (Anna Wiśniewska, `)
    await settings({})
  })

  it('is not told to the one who moved it himself', async () => {
    const { id } = await deal()
    await move('salesHead', id, 1)
    expect([await told('salesHead', id), await told('anna', id)]).toEqual([0, 0])
  })

  it('of another department is told to the head of that one', async () => {
    const marketing = w.departments.marketing
    const { version } = (await w.request('owner', 'GET', '/api/departments')).body.items.find(
      (one: { id: string }) => one.id === marketing,
    )
    await w.request(
      'owner',
      'PATCH',
      `/api/departments/${marketing}`,
      { headId: w.people.admin },
      { 'if-match': `"${version}"` },
    )
    const { id } = await deal({}, 'marta')
    await move('marta', id, 1)
    expect([await told('admin', id), await told('salesHead', id)]).toEqual([1, 0])
  })

  it('is told as the blanks say: stages, pipelines, amount, department, whom', async () => {
    const tells = async (change: object, given: object, stage: number) => {
      await settings(change)
      const { id } = await deal(given)
      await move('anna', id, stage)
      return Promise.all((['salesHead', 'katarzyna', 'anna'] as const).map((who) => told(who, id)))
    }
    const offer = pipeline.stages[1]!.id
    expect(await tells({ stages: [offer] }, {}, 1)).toEqual([1, 0, 0])
    expect(await tells({ stages: [offer] }, {}, 2)).toEqual([0, 0, 0])
    expect(await tells({ stages: [pipeline.id] }, {}, 2)).toEqual([1, 0, 0])
    expect(await tells({ from_amount: 500_000 }, { amount: 499_999 }, 1)).toEqual([0, 0, 0])
    expect(await tells({ from_amount: 500_000 }, { amount: null }, 1)).toEqual([0, 0, 0])
    expect(await tells({ from_amount: 500_000 }, { amount: 500_000 }, 1)).toEqual([1, 0, 0])
    expect(await tells({ department: w.departments.marketing }, {}, 1)).toEqual([0, 0, 0])
    expect(await tells({ department: w.departments.sales }, {}, 1)).toEqual([1, 0, 0])
    expect(await tells({ whom: 'department' }, {}, 1)).toEqual([1, 1, 0])
    expect(await tells({ whom: 'supervisor' }, {}, 1)).toEqual([1, 0, 0])
    await settings({})
  })

  it('that goes because its stage is taken away is not told', async () => {
    const { body } = await w.request('owner', 'POST', `/api/pipelines/${pipeline.id}/stages`, {
      name: { pl: 'Na próbę', en: 'On trial' },
      probability: 90,
    })
    const { id } = await deal({ stageId: body.id })
    await w.request('anna', 'POST', `/api/stages/${body.id}/archive`, { moveTo: pipeline.stages[0]!.id })
    const { status } = await w.request('owner', 'POST', `/api/stages/${body.id}/archive`, {
      moveTo: pipeline.stages[0]!.id,
    })
    expect(status).toBe(200)
    await w.settle()
    expect(await told('salesHead', id)).toBe(0)
  })

  it('is told once a day with the others, at the time chosen, but not to who moved it', async () => {
    await settings({ when: 'daily', digest_at: '16:00', notify_by: 'app' })
    const first = await deal({ title: 'Brama' })
    const own = await deal({ title: 'Własna' })
    await move('anna', first.id, 1)
    await move('anna', first.id, 3)
    await move('salesHead', own.id, 1)
    expect([await told('salesHead', first.id), (await digests('salesHead')).length]).toEqual([0, 0])
    await w.travel('1 day')
    await w.settle()
    await w.travel('1 day')
    await w.settle()
    const [digest, ...more] = await digests('salesHead')
    expect(more).toEqual([])
    expect(digest.params).toMatchObject({
      count: 2,
      list: {
        pl: 'Brama (Kwalifikacja → Oferta, Anna Wiśniewska); Brama (Oferta → Umowa, Anna Wiśniewska)',
        en: expect.stringContaining('Brama (Offer → Contract'),
      },
    })
    const sent = new Date(digest.createdAt)
    expect((await digests('anna')).length).toBe(0)
    await w.travel('2 days')
    await w.settle()
    expect((await digests('salesHead')).length).toBe(1)
    expect(sent.getTime()).toBeLessThanOrEqual((await w.now()).getTime())
    await settings({})
  })
})
