import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { say } from '../../core/problems.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import type { PipelineView } from '../pipelines/schema.ts'
import { createDefaultPipeline } from './commands/create-default-pipeline.ts'
import { makeDeal } from './factory.ts'

let w: World
let pipeline: PipelineView
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  pipeline = (await w.request('anna', 'GET', '/api/pipelines')).body.items[0]
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const deal = (given: Parameters<typeof makeDeal>[1] = {}, who: 'anna' | 'katarzyna' | 'marta' = 'anna') =>
  w.write(who, (cx) => makeDeal(cx, given))
const eventsOf = async (id: string) =>
  (
    await sql<{ name: string; changes: { field: string }[] | null; payload: Record<string, unknown> }>`
      select name, changes, payload from event_log where subject_id = ${id} order by id`.execute(w.db)
  ).rows

describe('the default pipeline', () => {
  it('has four stages in both languages, and is made once', async () => {
    expect(pipeline).toMatchObject({ key: 'sales', name: { pl: 'Sprzedaż', en: 'Sales' } })
    expect(pipeline.stages.map((stage) => [stage.name.pl, stage.name.en, stage.probability])).toEqual([
      ['Kwalifikacja', 'Qualification', 10],
      ['Oferta', 'Offer', 30],
      ['Negocjacje', 'Negotiation', 60],
      ['Umowa', 'Contract', 80],
    ])
    const again = await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'en'))
    expect(again.id).toBe(pipeline.id)
    expect((await w.request('anna', 'GET', '/api/pipelines')).body.items).toHaveLength(1)
  })
})

describe('a deal', () => {
  it('begins at the first stage, with the company of its contact, owned by who made it', async () => {
    const company = await w.write('anna', (cx) => makeCompany(cx))
    const contact = await w.write('anna', (cx) => makeContact(cx, { companyId: company.id }))
    const { status, body } = await w.request('anna', 'POST', '/api/deals', {
      title: 'Okna do szkoły',
      amount: 9_600_000,
      expectedOn: '2026-12-31',
      contactId: contact.id,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'open',
      pipelineId: pipeline.id,
      stage: { id: pipeline.stages[0]!.id, name: { pl: 'Kwalifikacja' } },
      owner: { id: w.people.anna },
      departmentId: w.departments.sales,
      contact: { id: contact.id },
      company: { id: company.id },
      amount: 9_600_000,
      currency: 'PLN',
      rate: '1',
      amountBase: 9_600_000,
      expectedOn: '2026-12-31',
      nextTask: null,
      version: 1,
    })
    expect((await w.request('katarzyna', 'GET', `/api/deals/${body.id}`)).body).toEqual(body)
    const { rows } = await sql<{
      kind: string
    }>`select s.kind from event_subjects s join event_log e on e.id = s.event_id
      where e.subject_id = ${body.id} order by s.kind`.execute(w.db)
    expect(rows.map((row) => row.kind)).toEqual(['company', 'contact'])
  })

  it('refuses what does not exist, at its field', async () => {
    const nobody = '01890000-0000-7000-8000-000000000000'
    for (const field of ['pipelineId', 'stageId', 'contactId', 'companyId', 'ownerId']) {
      const answer = await w.request('anna', 'POST', '/api/deals', { title: 'X', [field]: nobody })
      expect([answer.status, answer.body.errors?.[0]?.path], field).toEqual([422, field])
    }
    const bad = await w.request('anna', 'POST', '/api/deals', { title: 'X', amount: 1.5, currency: 'zło', rate: '4,3' })
    expect(bad.body.errors.map((error: { path: string }) => error.path).sort()).toEqual(['amount', 'currency', 'rate'])
  })

  it('moves to a stage, and the event says from which to which by name', async () => {
    const { id } = await deal()
    const moved = await w.request('anna', 'POST', `/api/deals/${id}/stage`, { stageId: pipeline.stages[2]!.id })
    expect(moved).toMatchObject({ status: 200, body: { stage: { name: { pl: 'Negocjacje' } }, version: 2 } })
    const again = await w.request('anna', 'POST', `/api/deals/${id}/stage`, { stageId: pipeline.stages[2]!.id })
    expect(again.body.version).toBe(2)
    const events = await eventsOf(id)
    expect(events.map((event) => event.name)).toEqual(['deal.created', 'deal.stage_changed'])
    expect(events[1]).toMatchObject({
      payload: {
        from: { name: { pl: 'Kwalifikacja', en: 'Qualification' }, probability: 10 },
        to: { id: pipeline.stages[2]!.id, name: { pl: 'Negocjacje', en: 'Negotiation' } },
        ownerId: w.people.anna,
        departmentId: w.departments.sales,
        version: 2,
      },
      changes: [{ field: 'stageId', from: pipeline.stages[0]!.id, to: pipeline.stages[2]!.id }],
    })
    const { number } = events[1]!.payload as { number: number }
    const names = { number, fromName: 'Kwalifikacja', toName: 'Negocjacje' }
    expect(say('pl', 'event.deal.stage_changed', names)).toBe(
      `przeniesiono transakcję nr ${number}: Kwalifikacja → Negocjacje`,
    )
    expect(say('en', 'event.deal.stage_changed', names)).toContain('Kwalifikacja → Negocjacje')
  })

  it('that somebody moved meanwhile is not moved by who saw it elsewhere; an edit of the title does not stand in the way', async () => {
    const { id } = await deal()
    await w.request('salesHead', 'PATCH', `/api/deals/${id}`, { title: 'Inny' }, seen(1))
    const url = `/api/deals/${id}/stage`
    expect((await w.request('anna', 'POST', url, { stageId: pipeline.stages[1]!.id }, seen(1))).status).toBe(200)
    const late = await w.request('salesHead', 'POST', url, { stageId: pipeline.stages[3]!.id }, seen(2))
    expect(late).toMatchObject({ status: 409, body: { code: 'version_conflict', params: { fields: ['stageId'] } } })
  })

  it('handed over goes to the new owner department, and tells of it apart from the other changes', async () => {
    const { id } = await deal()
    const given = await w.request(
      'anna',
      'PATCH',
      `/api/deals/${id}`,
      { ownerId: w.people.katarzyna, note: 'proszę' },
      seen(1),
    )
    expect(given).toMatchObject({ status: 200, body: { owner: { id: w.people.katarzyna }, version: 2 } })
    const events = await eventsOf(id)
    expect(events.map((event) => [event.name, event.changes?.map((change) => change.field)])).toEqual([
      ['deal.created', undefined],
      ['deal.updated', ['note']],
      ['deal.owner_changed', ['ownerId']],
    ])
    expect(events[2]!.payload).toMatchObject({ from: w.people.anna, to: w.people.katarzyna, version: 2 })
    await w.settle()
    const away = await w.request('katarzyna', 'PATCH', `/api/deals/${id}`, { ownerId: w.people.marta }, seen(2))
    expect(away.body.departmentId).toBe(w.departments.marketing)
    expect((await w.request('katarzyna', 'GET', `/api/deals/${id}`)).status).toBe(404)
  })

  it('edited by two: other fields merge, the same field is refused', async () => {
    const { id } = await deal()
    const patch = (who: 'anna' | 'salesHead', body: unknown) =>
      w.request(who, 'PATCH', `/api/deals/${id}`, body, seen(1))
    expect((await patch('anna', { amount: 500 })).status).toBe(200)
    expect(await patch('salesHead', { title: 'Nowy' })).toMatchObject({
      status: 200,
      body: { amount: 500, title: 'Nowy' },
    })
    expect(await patch('salesHead', { amount: 700 })).toMatchObject({
      status: 409,
      body: { params: { fields: ['amount'] } },
    })
    expect((await w.request('anna', 'PATCH', `/api/deals/${id}`, { amount: 700 })).status).toBe(428)
  })
})

describe('closing a deal', () => {
  const act = (id: string, verb: string, body?: unknown) => w.request('anna', 'POST', `/api/deals/${id}/${verb}`, body)

  it('as won freezes its money until it is opened again', async () => {
    const { id } = await deal({ amount: 10_000, currency: 'EUR' })
    expect(await act(id, 'win')).toMatchObject({
      status: 422,
      body: { code: 'deal.rate_required', errors: [{ path: 'rate' }] },
    })
    await w.request('anna', 'PATCH', `/api/deals/${id}`, { rate: '4.25', rateOn: '2026-11-02' }, seen(1))
    const won = await act(id, 'win')
    expect(won).toMatchObject({
      status: 200,
      body: { status: 'won', amountBase: 42_500, closedBy: { id: w.people.anna } },
    })
    for (const body of [{ amount: 1 }, { rate: '5' }, { title: 'inny' }]) {
      const answer = await w.request('anna', 'PATCH', `/api/deals/${id}`, body, seen(3))
      expect(answer).toMatchObject({ status: 409, body: { code: 'deal.already_closed' } })
    }
    expect((await w.request('anna', 'PATCH', `/api/deals/${id}`, { note: 'faktura poszła' }, seen(3))).status).toBe(200)
    for (const [verb, body] of [
      ['win'],
      ['lose', { reason: 'x' }],
      ['stage', { stageId: pipeline.stages[1]!.id }],
    ] as const) {
      expect((await act(id, verb, body)).body.code).toBe('deal.already_closed')
    }
    const open = await act(id, 'reopen')
    expect(open.body).toMatchObject({ status: 'open', closedAt: null, closedBy: null })
    expect((await act(id, 'reopen')).body.code).toBe('deal.not_closed')
    expect((await eventsOf(id)).map((event) => event.name)).toEqual([
      'deal.created',
      'deal.updated',
      'deal.won',
      'deal.updated',
      'deal.reopened',
    ])
  })

  it('as lost needs a reason, which opening again takes away', async () => {
    const { id } = await deal()
    expect((await act(id, 'lose', { reason: ' ' })).status).toBe(422)
    expect(await act(id, 'lose', { reason: 'cena' })).toMatchObject({
      status: 200,
      body: { status: 'lost', lostReason: 'cena' },
    })
    expect((await act(id, 'reopen')).body.lostReason).toBeNull()
    const [, lost, reopened] = await eventsOf(id)
    expect(lost).toMatchObject({ name: 'deal.lost', payload: { reason: 'cena' } })
    expect(reopened).toMatchObject({
      changes: [
        { field: 'status', from: 'lost', to: 'open' },
        { field: 'lostReason', from: 'cena', to: null },
      ],
    })
  })

  it('by two at the same moment happens once', async () => {
    const { id } = await deal()
    const answers = await Promise.all([
      act(id, 'win'),
      act(id, 'lose', { reason: 'x' }),
      act(id, 'win'),
      act(id, 'win'),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
    expect(await eventsOf(id)).toHaveLength(2)
  })
})

describe('rights', () => {
  const owners = { own: 'anna', colleague: 'katarzyna', foreign: 'marta' } as const
  const expected = {
    anna: { own: [200, 200], colleague: [200, 403], foreign: [404, 404] },
    salesHead: { own: [200, 200], colleague: [200, 200], foreign: [404, 404] },
    marta: { own: [404, 404], colleague: [404, 404], foreign: [200, 200] },
    admin: { own: [200, 200], colleague: [200, 200], foreign: [200, 200] },
    owner: { own: [200, 200], colleague: [200, 200], foreign: [200, 200] },
  } as const
  for (const who of Object.keys(expected) as (keyof typeof expected)[]) {
    for (const whose of Object.keys(owners) as (keyof typeof owners)[]) {
      it(`${who} and a deal of ${owners[whose]}`, async () => {
        const { id } = await deal({}, owners[whose])
        const [read, change] = expected[who][whose]
        const post = async (verb: string, body?: unknown) =>
          (await w.request(who, 'POST', `/api/deals/${id}/${verb}`, body)).status
        expect((await w.request(who, 'GET', `/api/deals/${id}`)).status).toBe(read)
        expect((await w.request(who, 'PATCH', `/api/deals/${id}`, { note: who }, seen(1))).status).toBe(change)
        expect(await post('stage', { stageId: pipeline.stages[1]!.id })).toBe(change)
        expect(await post('lose', { reason: 'x' })).toBe(change)
        expect(await post('reopen')).toBe(change)
        expect(await post('win')).toBe(change)
      })
    }
  }

  it('without signing in there is nothing to see', async () => {
    for (const url of ['/api/deals', '/api/deals/board', '/api/pipelines']) {
      expect((await w.request(null, 'GET', url)).status, url).toBe(401)
    }
  })
})

describe('lists', () => {
  it('page through every order, each deal once', async () => {
    const { id: companyId } = await w.write('anna', (cx) => makeCompany(cx, { name: 'Stronicowana' }))
    const titles = ['Żaluzje', 'Ława', 'Brama', 'Ćwierćwałek', 'Lada', 'Cokół', 'Brama']
    for (const title of titles) await deal({ title, companyId })
    for (const [sort, order] of [
      ['title', ['Brama', 'Brama', 'Cokół', 'Ćwierćwałek', 'Lada', 'Ława', 'Żaluzje']],
      ['-createdAt', [...titles].reverse()],
      ['-updatedAt', [...titles].reverse()],
      ['-stageEnteredAt', [...titles].reverse()],
    ] as const) {
      const found: { id: string; title: string }[] = []
      let after: string | null = null
      do {
        const query = `companyId=${companyId}&limit=2&sort=${sort}${after ? `&after=${encodeURIComponent(after)}` : ''}`
        const { body } = await w.request('anna', 'GET', `/api/deals?${query}`)
        found.push(...body.items)
        after = body.next
      } while (after)
      expect(
        found.map((item) => item.title),
        sort,
      ).toEqual(order)
      expect(new Set(found.map((item) => item.id)).size).toBe(titles.length)
    }
  })

  it('find a deal by its number and by the new name of its company', async () => {
    const { id: companyId } = await w.write('anna', (cx) => makeCompany(cx, { name: 'Przedtem' }))
    const { id } = await deal({ companyId })
    await w.request('anna', 'PATCH', `/api/companies/${companyId}`, { name: 'Śnieżynkowo' }, seen(1))
    await w.settle()
    const found = await w.request('anna', 'GET', '/api/deals?q=sniezynkowo')
    expect(found.body.items.map((item: { id: string }) => item.id)).toEqual([id])
  })
})
