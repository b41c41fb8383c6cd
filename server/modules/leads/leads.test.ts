import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { createLead } from './commands/create-lead.ts'
import { receiveLead } from './commands/receive-lead.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const typedIn = async (who: 'anna' | 'katarzyna' | 'marta', title: string, given: object = {}) =>
  (await w.write(who, (cx) => createLead(cx, { source: 'phone', departmentId: null, mine: true, title, ...given }))).id
const received = async (title: string, given: object = {}) =>
  (
    await w.write(system('test'), (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title, ...given }),
    )
  ).id
const titles = async (query: string, who: 'anna' | 'marta' | 'owner' = 'anna') =>
  (await w.request(who, 'GET', `/api/leads?${query}`)).body.items.map((lead: { title: string }) => lead.title)

describe('the list of leads', () => {
  it('finds by words without diacritics in any order, by a run of digits, and by its number', async () => {
    const id = await typedIn('anna', 'Żaluzje do świetlicy', { personName: 'Józef Ćma', phone: '+48601224718' })
    const { number } = (await w.request('anna', 'GET', `/api/leads/${id}`)).body
    expect(await titles('q=cma%20zaluzje')).toEqual(['Żaluzje do świetlicy'])
    expect(await titles('q=ŚWIETLICY')).toEqual(['Żaluzje do świetlicy'])
    expect(await titles('q=224-718')).toEqual(['Żaluzje do świetlicy'])
    expect(await titles(`q=${number}`)).toContain('Żaluzje do świetlicy')
    expect(await titles('q=zaluzje%20nowak')).toEqual([])
    expect(await titles('q=%25')).toEqual([])
  })

  it('is narrowed by department and source, and offers the sources there are', async () => {
    await typedIn('marta', 'Kampania', { source: 'targi' })
    expect(await titles(`departmentId=${w.departments.marketing}`, 'owner')).toEqual(['Kampania'])
    expect(await titles('source=targi', 'owner')).toEqual(['Kampania'])
    expect(await titles('source=targi')).toEqual([])
    const { body } = await w.request('owner', 'GET', '/api/leads/sources')
    expect(body.items).toEqual(expect.arrayContaining(['phone', 'targi']))
    expect(body.items).toEqual([...new Set(body.items)])
  })

  it('tells the next step of each', async () => {
    const id = await typedIn('anna', 'Rolety')
    const set = (title: string, dueAt: string) =>
      w.request('anna', 'POST', '/api/tasks', { title, dueAt, subject: { kind: 'lead', id } })
    const now = await w.now()
    await set('Wysłać ofertę', new Date(now.getTime() + 5 * 86_400_000).toISOString())
    await set('Zadzwonić', new Date(now.getTime() + 86_400_000).toISOString())
    const { body } = await w.request('anna', 'GET', `/api/leads/${id}`)
    expect(body.nextTask).toMatchObject({ title: 'Zadzwonić', titleParams: null })
  })

  it('gives columns of the board whose rest is fetched with their cursor', async () => {
    for (const title of ['Brama A', 'Brama B', 'Brama C']) await typedIn('anna', title, { amount: 100_00 })
    const { body } = await w.request('anna', 'GET', '/api/leads/board?limit=2&q=brama')
    const column = body.columns.find((one: { status: string }) => one.status === 'processing')
    expect(column).toMatchObject({ count: 3, sums: [{ currency: 'PLN', sum: 300_00 }] })
    expect(column.items.map((lead: { title: string }) => lead.title)).toEqual(['Brama C', 'Brama B'])
    expect(await titles(`status=processing&limit=2&q=brama&after=${column.next}`)).toEqual(['Brama A'])
  })
})

describe('the page of a lead', () => {
  it('says what its reader may do', async () => {
    const id = await typedIn('anna', 'Drzwi')
    const may = async (who: 'anna' | 'katarzyna' | 'salesHead') =>
      (await w.request(who, 'GET', `/api/leads/${id}`)).body.may
    expect(await may('anna')).toEqual(expect.arrayContaining(['update', 'assign', 'convert', 'reject']))
    expect(await may('salesHead')).toContain('assign')
    expect(await may('katarzyna')).toContain('read')
    expect(await may('katarzyna')).not.toContain('update')
    expect((await w.request('marta', 'GET', `/api/leads/${id}`)).status).toBe(404)
  })
})

describe('a rejected lead', () => {
  it('is opened again by whoever may reject it, with its owner and without the reason', async () => {
    const id = await typedIn('anna', 'Parapety')
    await w.request('anna', 'POST', `/api/leads/${id}/rejection`, { reason: 'spam' })
    expect((await w.request('katarzyna', 'DELETE', `/api/leads/${id}/rejection`)).status).toBe(403)
    expect((await w.request('anna', 'DELETE', `/api/leads/${id}/rejection`)).status).toBe(204)
    const { body } = await w.request('anna', 'GET', `/api/leads/${id}`)
    expect(body).toMatchObject({
      status: 'processing',
      rejectedReason: null,
      closedAt: null,
      owner: { id: w.people.anna },
    })
    const events = (await w.request('anna', 'GET', `/api/records/lead/${id}/timeline`)).body.items
    expect(events[0]).toMatchObject({
      name: 'lead.reopened',
      changes: [{ field: 'status', from: 'rejected', to: 'processing' }],
    })
    // Once more changes nothing.
    expect((await w.request('anna', 'DELETE', `/api/leads/${id}/rejection`)).status).toBe(204)
    expect((await w.request('anna', 'GET', `/api/leads/${id}`)).body.version).toBe(body.version)
  })
})

describe('the page of requests', () => {
  it('holds what waits, who took what, and what the reader handles', async () => {
    const first = await received('Okna do szkoły')
    await received('Okna do hali')
    await w.settle()
    await w.request('katarzyna', 'POST', `/api/leads/${first}/acceptance`)
    await w.settle()
    const page = async (who: 'anna' | 'katarzyna' | 'marta') => (await w.request(who, 'GET', '/api/requests')).body
    const anna = await page('anna')
    const open = anna.claims.filter((claim: { status: string }) => claim.status === 'open')
    expect(open.map((claim: { subject: { title: string } }) => claim.subject.title)).toEqual(['Okna do hali'])
    expect(anna.taken[0]).toMatchObject({ subject: { id: first }, completedBy: { id: w.people.katarzyna } })
    expect(anna.tellsThen).toBe('Piotr Kowalczyk')
    expect((await page('katarzyna')).handled).toMatchObject([{ id: first, nextTask: { title: 'task.handle_lead' } }])
    expect(await page('marta')).toMatchObject({ claims: [], taken: [] })

    // What was taken long ago is nobody's news.
    await w.travel('8 days')
    expect((await page('anna')).taken).toEqual([])
  })
})
