import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import type { PipelineView } from '../pipelines/schema.ts'
import { createDefaultPipeline } from './commands/create-default-pipeline.ts'
import { makeDeal } from './factory.ts'
import type { Forecast } from './schema/parts.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
})
afterAll(() => w.close())

const name = (pl: string) => ({ pl, en: `${pl} (en)` })
const as =
  (who: 'owner' | 'anna' | 'admin') =>
  (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: unknown, headers = {}) =>
    w.request(who, method, `/api/${url}`, body, headers)
const owner = as('owner')
const pipelines = async (query = ''): Promise<PipelineView[]> => (await owner('GET', `pipelines${query}`)).body.items
const deal = async (given: Parameters<typeof makeDeal>[1] = {}) =>
  (await w.write('anna', (cx) => makeDeal(cx, given))).id
const seen = (version: number) => ({ 'if-match': `"${version}"` })

async function made(pl: string, ...stages: string[]): Promise<PipelineView> {
  const { body } = await owner('POST', 'pipelines', { name: name(pl) })
  for (const stage of stages) {
    expect((await owner('POST', `pipelines/${body.id}/stages`, { name: name(stage), probability: 50 })).status).toBe(
      201,
    )
  }
  return (await pipelines()).find(({ id }) => id === body.id)!
}

describe('pipelines', () => {
  it('are added behind the others, with a stage to begin at; renamed against the version seen', async () => {
    const pipeline = await made('Serwis', 'Diagnoza', 'Naprawa')
    expect((await pipelines()).at(-1)!.id).toBe(pipeline.id)
    expect(pipeline.stages.map((stage) => stage.name.pl)).toEqual(['Nowe', 'Diagnoza', 'Naprawa'])
    const rename = (pl: string, version: number) =>
      owner('PATCH', `pipelines/${pipeline.id}`, { name: name(pl) }, seen(version))
    expect((await rename('Serwis okien', 1)).status).toBe(204)
    expect(await rename('Inny', 1)).toMatchObject({ status: 409, body: { code: 'version_conflict' } })
    expect((await owner('PATCH', `pipelines/${pipeline.id}`, { winFromLast: true }, seen(1))).status).toBe(204)
    expect((await pipelines()).at(-1)).toMatchObject({ name: name('Serwis okien'), winFromLast: true, version: 3 })
    expect((await as('anna')('POST', 'pipelines', { name: name('Mój') })).status).toBe(403)
    expect((await as('admin')('PATCH', `pipelines/${pipeline.id}`, { winFromLast: false }, seen(3))).status).toBe(204)
  })

  it('and their stages change places, one added meanwhile staying where it is', async () => {
    const { id, stages } = await made('Do sortowania', 'A', 'B')
    const [first, a, b] = stages.map((stage) => stage.id)
    await owner('POST', `pipelines/${id}/stages`, { name: name('C'), probability: 60 })
    expect((await owner('PUT', 'stages/order', { ids: [b, first, a] })).status).toBe(204)
    const after = (await pipelines()).find((one) => one.id === id)!
    expect(after.stages.map((stage) => stage.name.pl)).toEqual(['B', 'Nowe', 'A', 'C'])
    const other = (await pipelines())[0]!
    const mixed = await owner('PUT', 'stages/order', { ids: [a, other.stages[0]!.id] })
    expect(mixed).toMatchObject({ status: 422, body: { errors: [{ path: 'ids' }] } })
    expect((await owner('PUT', 'pipelines/order', { ids: [id, other.id] })).status).toBe(204)
    expect((await pipelines())[0]!.id).toBe(id)
    await owner('PUT', 'pipelines/order', { ids: [other.id, id] })
  })

  it('put away send their open deals where one says, each told; taken back into use they are as they were', async () => {
    const pipeline = await made('Na chwilę', 'Dalej')
    const goal = (await pipelines())[0]!.stages[1]!
    const id = await deal({ stageId: pipeline.stages[1]!.id })
    const archive = (body: object) => owner('POST', `pipelines/${pipeline.id}/archive`, body)
    expect(await archive({})).toMatchObject({
      status: 422,
      body: { code: 'stage.in_use', params: { count: 1 }, errors: [{ path: 'moveTo' }] },
    })
    expect((await archive({ moveTo: pipeline.stages[0]!.id })).body.errors[0].path).toBe('moveTo')
    expect(await archive({ moveTo: goal.id })).toMatchObject({ status: 200, body: { moved: 1 } })
    expect((await w.request('anna', 'GET', `/api/deals/${id}`)).body).toMatchObject({
      stage: { id: goal.id },
      version: 2,
    })
    const { rows } = await sql<{ name: string; payload: { because: string } }>`select name, payload from event_log
      where subject_id = ${id} order by id desc limit 1`.execute(w.db)
    expect(rows[0]).toMatchObject({ name: 'deal.stage_changed', payload: { because: 'stage_archived' } })
    expect((await pipelines()).map((one) => one.id)).not.toContain(pipeline.id)
    expect((await pipelines('?all=true')).find((one) => one.id === pipeline.id)).toMatchObject({ archived: true })
    expect((await owner('POST', `pipelines/${pipeline.id}/restoration`)).status).toBe(204)
    expect((await pipelines()).find((one) => one.id === pipeline.id)!.stages).toHaveLength(2)
  })
})

describe('a stage', () => {
  it('that goes sends its deals on; a deal closed at it opens again at the beginning', async () => {
    const pipeline = await made('Krótki', 'Środek', 'Koniec')
    const [first, middle, last] = pipeline.stages
    const open = await deal({ stageId: middle!.id })
    const lost = await deal({ stageId: middle!.id })
    await w.request('anna', 'POST', `/api/deals/${lost}/lose`, { reason: 'x' })
    const archive = (id: string, body: object = {}) => owner('POST', `stages/${id}/archive`, body)
    expect((await archive(middle!.id)).body).toMatchObject({ code: 'stage.in_use', params: { count: 1 } })
    expect((await archive(middle!.id, { moveTo: last!.id })).body).toEqual({ moved: 1 })
    expect((await w.request('anna', 'GET', `/api/deals/${open}`)).body.stage.id).toBe(last!.id)
    const again = await w.request('anna', 'POST', `/api/deals/${lost}/reopen`)
    expect(again.body).toMatchObject({ status: 'open', stage: { id: first!.id } })
    expect((await archive(first!.id, { moveTo: last!.id })).status).toBe(200)
    expect((await archive(last!.id)).body.code).toBe('pipeline.last_stage')
  })

  it('changed by two: other fields merge, the same one is refused', async () => {
    const { stages } = await made('Dwoje')
    const change = (set: object) => owner('PATCH', `stages/${stages[0]!.id}`, set, seen(1))
    expect((await change({ probability: 20, checklist: [{ name: name('Telefon') }] })).status).toBe(204)
    expect((await change({ rottingDays: 7 })).status).toBe(204)
    expect((await change({ probability: 30 })).body.params.fields).toEqual(['probability'])
    expect((await change({ checklist: [] })).body.params.fields).toEqual(['checklist'])
    expect((await owner('PATCH', `stages/${stages[0]!.id}`, { rottingDays: 8 })).status).toBe(428)
  })
})

describe('the forecast', () => {
  const forecast = async (who: 'anna' | 'marta' | 'owner', query: string): Promise<Forecast> => {
    const { status, body } = await w.request(who, 'GET', `/api/deals/forecast?${query}`)
    expect(status).toBe(200)
    return body
  }

  it('sums by month and stage, in full and by probability, for those one may see', async () => {
    const { id, stages } = await made('Prognozowany', 'Pewne')
    await owner('PATCH', `stages/${stages[1]!.id}`, { probability: 75 }, { 'if-match': '*' })
    const add = (who: 'anna' | 'katarzyna' | 'marta', given: object) =>
      w.write(who, (cx) => makeDeal(cx, { pipelineId: id, ...given }))
    await add('anna', { amount: 1000, expectedOn: '2030-01-10' })
    await add('anna', { amount: 333, expectedOn: '2030-01-31', stageId: stages[1]!.id })
    await add('katarzyna', { amount: 100, currency: 'EUR', rate: '4', expectedOn: '2030-02-01' })
    await add('anna', { amount: 500, currency: 'USD', expectedOn: '2030-02-01' })
    await add('anna', { amount: 50, expectedOn: null })
    await add('marta', { amount: 9_000_000, expectedOn: '2030-01-01' })
    const { id: won } = await add('anna', { amount: 7_000_000, expectedOn: '2030-01-01' })
    await w.request('anna', 'POST', `/api/deals/${won}/win`)
    const seenByAnna = await forecast('anna', `pipelineId=${id}`)
    const line = ({ month, count, sum, weighted, unconverted }: Forecast['months'][number]) => [
      ...[month, count, sum, weighted, unconverted],
    ]
    expect(seenByAnna.months.map(line)).toEqual([
      ['2030-01', 2, 1333, 350, 0],
      ['2030-02', 2, 400, 40, 1],
      [null, 1, 50, 5, 0],
    ])
    expect(seenByAnna.months[0]!.stages.map((one) => [one.stageId, one.sum, one.weighted]).sort()).toEqual(
      [
        [stages[0]!.id, 1000, 100],
        [stages[1]!.id, 333, 250],
      ].sort(),
    )
    expect(seenByAnna.total).toEqual({ count: 5, sum: 1783, weighted: 395, unconverted: 1 })
    expect(seenByAnna.stages.map((stage) => [stage.name.pl, stage.sum])).toEqual([
      ['Nowe', 1450],
      ['Pewne', 333],
    ])
    expect((await forecast('owner', `pipelineId=${id}`)).total.sum).toBe(9_001_783)
    expect((await forecast('owner', `pipelineId=${id}&departmentId=${w.departments.sales}`)).total.sum).toBe(1783)
    expect((await forecast('anna', `pipelineId=${id}&ownerId=${w.people.katarzyna}`)).total.sum).toBe(400)
    expect((await forecast('marta', `pipelineId=${id}&departmentId=${w.departments.sales}`)).total.count).toBe(0)
  })
})
