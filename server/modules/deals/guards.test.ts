import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import type { PipelineView, StageView } from '../pipelines/schema.ts'
import { createDefaultPipeline } from './commands/create-default-pipeline.ts'
import { moveDeal } from './commands/move-deal.ts'
import { makeDeal } from './factory.ts'

let w: World
let pipeline: PipelineView
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  await reread()
})
afterAll(() => w.close())

async function reread(): Promise<void> {
  pipeline = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0]
}
const stage = (n: number): StageView => pipeline.stages[n]!
const any = { 'if-match': '*' }
async function guard(n: number, set: object): Promise<void> {
  const { status } = await w.request('owner', 'PATCH', `/api/stages/${stage(n).id}`, set, any)
  expect(status).toBe(204)
  await reread()
}
const clear = async () => {
  for (const n of [0, 1, 2, 3]) await guard(n, { requiredFields: [], checklist: [], transitions: null, onLeaving: {} })
  await w.request('owner', 'PATCH', `/api/pipelines/${pipeline.id}`, { winFields: [], winFromLast: false }, any)
  await reread()
}
const deal = async (given: Parameters<typeof makeDeal>[1] = {}, who: CastName = 'anna') =>
  (await w.write(who, (cx) => makeDeal(cx, given))).id
const move = (who: CastName, id: string, n: number, filling: object = {}) =>
  w.request(who, 'POST', `/api/deals/${id}/stage`, { stageId: stage(n).id, ...filling })
const paths = (answer: { body: { errors: { path: string }[] } }) => answer.body.errors.map(({ path }) => path)
const eventsOf = async (id: string) =>
  (
    await sql<{ name: string; payload: Record<string, unknown>; changes: { field: string; to: unknown }[] | null }>`
      select name, payload, changes from event_log where subject_id = ${id} order by id`.execute(w.db)
  ).rows
const named = (...pl: string[]) => pl.map((name) => ({ name: { pl: name, en: `${name} en` } }))

describe('what a stage requires', () => {
  it('is asked for at its fields, and filled by the same action', async () => {
    await guard(1, { requiredFields: ['expectedOn', 'companyId'] })
    const id = await deal()
    const refused = await move('anna', id, 1)
    expect(refused).toMatchObject({ status: 422, body: { code: 'stage.requirements' } })
    expect(paths(refused)).toEqual(['fields.expectedOn', 'fields.companyId'])
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(['deal.created'])
    const company = await w.write('anna', (cx) => makeCompany(cx))
    const filled = await move('anna', id, 1, { fields: { expectedOn: '2027-02-01', companyId: company.id } })
    expect(filled).toMatchObject({ status: 200, body: { expectedOn: '2027-02-01', stage: { id: stage(1).id } } })
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(['deal.created', 'deal.updated', 'deal.stage_changed'])
    await clear()
  })

  it('is not passed over with the stage, and a wrong value leaves nothing behind', async () => {
    await guard(1, { requiredFields: ['expectedOn'] })
    const id = await deal()
    expect(paths(await move('anna', id, 3))).toEqual(['fields.expectedOn'])
    const nobody = '01890000-0000-7000-8000-000000000000'
    const wrong = await move('anna', id, 3, { fields: { expectedOn: '2027-02-01', companyId: nobody } })
    expect([wrong.status, paths(wrong)]).toEqual([422, ['fields.companyId']])
    expect((await w.request('anna', 'GET', `/api/deals/${id}`)).body).toMatchObject({ expectedOn: null, version: 1 })
    await clear()
  })

  it('is marked on a deal that is there already, and asked of one that begins there', async () => {
    const id = await deal({ stageId: stage(2).id })
    await guard(2, { requiredFields: ['expectedOn', 'amount'], checklist: named('Rozmowa', 'Wizja lokalna') })
    expect((await w.request('anna', 'GET', `/api/deals/${id}`)).body).toMatchObject({
      missingFields: ['expectedOn'],
      openChecks: 2,
    })
    const begun = await w.request('anna', 'POST', '/api/deals', { title: 'Od razu', stageId: stage(3).id })
    expect([begun.status, paths(begun)]).toEqual([422, ['expectedOn', 'amount']])
    await guard(0, { requiredFields: ['expectedOn'] })
    expect((await w.request('anna', 'POST', '/api/deals', { title: 'Na początku' })).status).toBe(201)
    await clear()
  })
})

describe('the checklist of a stage', () => {
  it('is ticked before a deal goes on, each tick with who and when; going back asks for none', async () => {
    await guard(1, { checklist: named('Oferta wysłana', 'Rozmowa') })
    const [first, second] = stage(1).checklist
    const id = await deal()
    expect((await move('anna', id, 1)).status).toBe(200)
    const refused = await move('anna', id, 2)
    expect([refused.status, paths(refused)]).toEqual([422, [`checks.${first!.id}`, `checks.${second!.id}`]])
    expect((await w.request('katarzyna', 'PUT', `/api/deals/${id}/checks/${first!.id}`)).status).toBe(403)
    expect((await w.request('salesHead', 'PUT', `/api/deals/${id}/checks/${first!.id}`)).status).toBe(204)
    expect((await w.request('anna', 'PUT', `/api/deals/${id}/checks/${first!.id}`)).status).toBe(204)
    const { body } = await w.request('anna', 'GET', `/api/deals/${id}/ways`)
    expect(body.checks).toMatchObject([
      { id: first!.id, checkedBy: { id: w.people.salesHead } },
      { id: second!.id, checkedAt: null, checkedBy: null },
    ])
    expect(body.ways.find((way: { stageId: string }) => way.stageId === stage(2).id).openChecks).toMatchObject([
      { id: second!.id },
    ])
    expect((await move('anna', id, 0)).status).toBe(200)
    expect((await w.request('anna', 'PUT', `/api/deals/${id}/checks/${second!.id}`)).body.code).toBe(
      'stage.check_elsewhere',
    )
    expect((await move('anna', id, 1)).status).toBe(200)
    expect((await move('anna', id, 2, { checks: [second!.id] })).status).toBe(200)
    const ticks = (await eventsOf(id)).filter(({ name }) => name === 'deal.check_ticked')
    expect(ticks.map(({ payload }) => (payload.check as StageView).name.pl)).toEqual(['Oferta wysłana', 'Rozmowa'])
    await clear()
  })

  it('loses a tick that was taken away, keeps ticks of an item renamed, drops an item removed', async () => {
    await guard(0, { checklist: named('A', 'B') })
    const [a, b] = stage(0).checklist
    const id = await deal()
    await w.request('anna', 'PUT', `/api/deals/${id}/checks/${a!.id}`)
    await guard(0, { checklist: [{ id: a!.id, name: { pl: 'A po nowemu', en: 'A anew' } }] })
    expect(stage(0).checklist).toEqual([{ id: a!.id, name: { pl: 'A po nowemu', en: 'A anew' } }])
    expect((await w.request('anna', 'GET', `/api/deals/${id}`)).body.openChecks).toBe(0)
    expect((await w.request('anna', 'DELETE', `/api/deals/${id}/checks/${a!.id}`)).status).toBe(204)
    expect(paths(await move('anna', id, 1))).toEqual([`checks.${a!.id}`])
    const url = `/api/stages/${stage(0).id}`
    const twice = await w.request(
      'owner',
      'PATCH',
      url,
      { checklist: [stage(0).checklist[0], stage(0).checklist[0]] },
      any,
    )
    expect(paths(twice)).toEqual(['checklist.1.id'])
    const gone = await w.request('owner', 'PATCH', url, { checklist: [{ id: b!.id, name: b!.name }] }, any)
    expect(paths(gone)).toEqual(['checklist.0.id'])
    await clear()
  })
})

describe('who may go from where to where', () => {
  const way = (who: string, more: object = {}) => ({ [stage(1).id]: { who, ...more } })

  it('is anybody, anywhere, unless it is restricted', async () => {
    await guard(0, { transitions: way('everybody') })
    const id = await deal()
    expect(await move('anna', id, 2)).toMatchObject({
      status: 409,
      body: { code: 'stage.transition_closed', title: expect.stringContaining('„Negocjacje”') },
    })
    expect((await move('anna', id, 1)).status).toBe(200)
    await clear()
  })

  it('may be its owner, the supervisors, or people and departments named', async () => {
    const tries = async (who: string, more: object, callers: CastName[]) => {
      await guard(0, { transitions: way(who, more) })
      const statuses: number[] = []
      for (const caller of callers) statuses.push((await move(caller, await deal(), 1)).status)
      return statuses
    }
    expect(await tries('owner', {}, ['anna', 'salesHead', 'owner'])).toEqual([200, 403, 403])
    expect(await tries('supervisors', {}, ['anna', 'salesHead', 'admin'])).toEqual([403, 200, 200])
    expect(await tries('named', { employeeIds: [w.people.salesHead] }, ['anna', 'salesHead'])).toEqual([403, 200])
    expect(await tries('named', { departmentIds: [w.departments.sales] }, ['anna', 'owner'])).toEqual([200, 403])
    const said = await move('owner', await deal(), 1)
    expect(said.body).toMatchObject({ code: 'stage.transition_not_yours', title: expect.stringContaining('wskazana') })
    await guard(0, { transitions: way('supervisors') })
    await w.write(system('test'), async (cx) => moveDeal(cx, { dealId: await deal(), stageId: stage(1).id }))
    await clear()
  })

  it('is not opened by making oneself the owner on the way', async () => {
    await guard(0, { transitions: way('owner') })
    const id = await deal()
    expect((await move('salesHead', id, 1, { fields: { ownerId: w.people.salesHead } })).status).toBe(403)
    await clear()
  })

  it('names only what is there', async () => {
    const url = `/api/stages/${stage(0).id}`
    const nobody = '01890000-0000-7000-8000-000000000000'
    const set = (transitions: object) => w.request('owner', 'PATCH', url, { transitions }, any)
    expect(paths(await set({ [nobody]: { who: 'everybody' } }))).toEqual([`transitions.${nobody}`])
    expect(paths(await set(way('named')))).toEqual([`transitions.${stage(1).id}.employeeIds`])
    expect(paths(await set(way('named', { employeeIds: [nobody] })))).toEqual([
      `transitions.${stage(1).id}.employeeIds`,
    ])
    const left = await w.request('owner', 'PATCH', url, { onLeaving: { ownerId: nobody } }, any)
    expect(paths(left)).toEqual(['onLeaving.ownerId'])
  })
})

describe('going on', () => {
  it('sets what the stage left says, and going back does not', async () => {
    await guard(1, { onLeaving: { expectedInDays: 14, ownerId: w.people.katarzyna, source: 'z oferty' } })
    const back = await deal({ stageId: stage(1).id })
    expect((await move('anna', back, 0)).body).toMatchObject({ expectedOn: null, owner: { id: w.people.anna } })
    const id = await deal({ stageId: stage(1).id })
    const today = (await w.now()).toISOString().slice(0, 10)
    const in14 = new Date(Date.parse(today) + 14 * 86_400_000).toISOString().slice(0, 10)
    expect((await move('anna', id, 2)).body).toMatchObject({
      expectedOn: in14,
      source: 'z oferty',
      owner: { id: w.people.katarzyna },
    })
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual([
      'deal.created',
      'deal.stage_changed',
      'deal.updated',
      'deal.owner_changed',
    ])
    await clear()
  })

  it('over stages says which were skipped', async () => {
    const id = await deal()
    await move('anna', id, 3)
    await move('anna', id, 1)
    const [, over, back] = await eventsOf(id)
    expect(over!.payload.skipped).toEqual([1, 2].map((n) => ({ id: stage(n).id, name: stage(n).name })))
    expect(back!.payload.skipped).toEqual([])
  })

  it('tells how long the deal stayed where', async () => {
    const id = await deal()
    await w.travel('2 days')
    await move('anna', id, 1)
    await w.travel('3 hours')
    const { stays } = (await w.request('anna', 'GET', `/api/deals/${id}/ways`)).body
    const days = Object.fromEntries(
      stays.map((stay: { stageId: string; seconds: number }) => [stay.stageId, stay.seconds]),
    )
    expect(days[stage(0).id]).toBeGreaterThanOrEqual(2 * 86_400)
    expect(days[stage(0).id]).toBeLessThan(2 * 86_400 + 60)
    expect(days[stage(1).id]).toBeGreaterThanOrEqual(3 * 3600)
  })
})

describe('winning', () => {
  it('asks for what the pipeline says, the checklist of the stage, and the last stage', async () => {
    await guard(3, { checklist: named('Umowa podpisana') })
    const url = `/api/pipelines/${pipeline.id}`
    await w.request('owner', 'PATCH', url, { winFields: ['expectedOn'], winFromLast: true }, any)
    const id = await deal()
    const win = (filling?: object) => w.request('anna', 'POST', `/api/deals/${id}/win`, filling)
    expect(await win()).toMatchObject({ status: 409, body: { code: 'deal.win_from_last_only' } })
    await move('anna', id, 3)
    const check = stage(3).checklist[0]!.id
    expect(paths(await win())).toEqual(['fields.expectedOn', `checks.${check}`])
    const won = await win({ fields: { expectedOn: '2027-01-15' }, checks: [check] })
    expect(won).toMatchObject({ status: 200, body: { status: 'won', expectedOn: '2027-01-15' } })
    await clear()
  })
})

describe('losing', () => {
  it('takes a reason from the list, free words, or both, and never none', async () => {
    const reasons = (await w.request('anna', 'GET', '/api/lost-reasons')).body.items
    expect(reasons.map(({ name }: StageView) => name.pl)).toContain('Cena')
    const lose = async (body: object) => w.request('anna', 'POST', `/api/deals/${await deal()}/lose`, body)
    expect(paths(await lose({}))).toEqual(['reasonId'])
    expect(paths(await lose({ reasonId: stage(0).id }))).toEqual(['reasonId'])
    expect((await lose({ reason: 'poszli gdzie indziej' })).body).toMatchObject({ lostReasonOf: null })
    const both = await lose({ reasonId: reasons[0].id, reason: 'o 5%' })
    expect(both.body).toMatchObject({ lostReason: 'o 5%', lostReasonOf: { id: reasons[0].id, name: reasons[0].name } })
    const [, lost] = await eventsOf(both.body.id)
    expect(lost!.payload).toMatchObject({ listed: { name: { pl: 'Cena' } }, reason: 'o 5%' })
    expect((await w.request('owner', 'DELETE', `/api/lost-reasons/${reasons[0].id}`)).status).toBe(204)
    expect(paths(await lose({ reasonId: reasons[0].id }))).toEqual(['reasonId'])
    expect((await w.request('anna', 'GET', `/api/deals/${both.body.id}`)).body.lostReasonOf.name.pl).toBe('Cena')
  })
})

describe('people of a deal', () => {
  it('have roles, once each; the deal stands among their deals', async () => {
    const id = await deal()
    const contact = await w.write('anna', (cx) => makeContact(cx))
    const company = await w.write('anna', (cx) => makeCompany(cx))
    const add = (kind: string, cardId: string, role: string) =>
      w.request('anna', 'POST', `/api/deals/${id}/people`, { kind, id: cardId, role })
    const added = await add('contact', contact.id, 'decision_maker')
    expect(added).toMatchObject({ status: 201, body: { kind: 'contact', card: { id: contact.id } } })
    expect((await add('contact', contact.id, 'decision_maker')).body.code).toBe('deal.role_taken')
    expect((await add('contact', contact.id, 'recipient')).status).toBe(201)
    expect((await add('company', company.id, 'payer')).status).toBe(201)
    expect(paths(await add('company', contact.id, 'payer'))).toEqual(['id'])
    const deals = (query: string) => w.request('anna', 'GET', `/api/deals?${query}`)
    expect((await deals(`companyId=${company.id}`)).body.items.map((one: { id: string }) => one.id)).toEqual([id])
    expect((await w.request('anna', 'DELETE', `/api/deals/${id}/people/${added.body.id}`)).status).toBe(204)
    const { items } = (await w.request('anna', 'GET', `/api/deals/${id}/people`)).body
    expect(items.map((one: { role: string }) => one.role)).toEqual(['recipient', 'payer'])
    expect((await w.request('marta', 'GET', `/api/deals/${id}/people`)).status).toBe(404)
  })
})
