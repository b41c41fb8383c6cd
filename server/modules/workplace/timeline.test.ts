import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'
import { updateLead } from '../leads/commands/update-lead.ts'

let w: World
let lead: string

beforeAll(async () => {
  w = await testWorld()
  const received = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna do hali' }),
  )
  lead = received.id
  await w.settle()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  await w.write('salesHead', (cx) => updateLead(cx, lead, { product: 'Okna' }, null))
})
afterAll(() => w.close())

const timeline = async (part?: string) =>
  (await w.request('anna', 'GET', `/api/records/lead/${lead}/timeline${part ? `?part=${part}` : ''}`)).body.items as {
    name: string
    why: unknown
    task: { title: string; titleParams: unknown } | null
    note: { id: string; body: string; deleted: boolean; mine: boolean } | null
  }[]

describe('the timeline of a record', () => {
  it('is narrowed to one part', async () => {
    const changes = await timeline('changes')
    expect(changes.map((entry) => entry.name)).toEqual(['lead.updated', 'lead.received'])
    const processes = await timeline('processes')
    expect(processes.length).toBeGreaterThan(0)
    expect(processes.every((entry) => entry.why !== null)).toBe(true)
    expect((await timeline('notes')).length).toBe(0)
    expect((await timeline()).length).toBeGreaterThan(changes.length)
    expect((await w.request('anna', 'GET', `/api/records/lead/${lead}/timeline?part=all`)).status).toBe(422)
  })

  it('names the task of an event with its parameters', async () => {
    const [set] = await timeline('tasks')
    expect(set?.task).toMatchObject({ title: 'task.accept_lead', titleParams: { title: 'Okna do hali' } })
  })

  it('of a card everybody reads tells nobody of the deals of another department', async () => {
    const company = (await w.request('owner', 'POST', '/api/companies', { name: 'Niczyja' })).body.id as string
    const deal = { title: 'Tajna umowa', companyId: company }
    expect((await w.request('anna', 'POST', '/api/deals', deal)).status).toBe(201)
    const told = async (who: CastName) =>
      (await w.request(who, 'GET', `/api/records/company/${company}/timeline`)).body.items.map(
        (entry: { name: string }) => entry.name,
      )
    expect(await told('anna')).toEqual(['deal.created', 'company.created'])
    expect(await told('owner')).toEqual(['deal.created', 'company.created'])
    expect(await told('marta')).toEqual(['company.created'])
  })

  it('lets only its author take a note back and bring it back', async () => {
    const { body } = await w.request('anna', 'POST', `/api/records/lead/${lead}/notes`, { body: 'Dzwonić po 15' })
    const noteOf = async () => (await timeline('notes')).find((entry) => entry.name === 'note.added')?.note
    expect(await noteOf()).toEqual({ id: body.id, body: 'Dzwonić po 15', deleted: false, mine: true })

    expect((await w.request('salesHead', 'DELETE', `/api/notes/${body.id}`)).status).toBe(403)
    expect((await w.request('anna', 'POST', `/api/notes/${body.id}/restoration`)).status).toBe(404)
    expect((await w.request('anna', 'DELETE', `/api/notes/${body.id}`)).status).toBe(204)
    expect(await noteOf()).toMatchObject({ body: '', deleted: true })

    expect((await w.request('salesHead', 'POST', `/api/notes/${body.id}/restoration`)).status).toBe(403)
    expect((await w.request('anna', 'POST', `/api/notes/${body.id}/restoration`)).status).toBe(204)
    expect(await noteOf()).toMatchObject({ body: 'Dzwonić po 15', deleted: false })
    expect((await timeline('notes')).map((entry) => entry.name)).toEqual([
      'note.restored',
      'note.deleted',
      'note.added',
    ])
  })
})
