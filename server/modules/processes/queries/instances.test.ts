import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../../test/support/world.ts'
import { newId } from '../../../core/ids.ts'
import { receiveLead } from '../../leads/commands/receive-lead.ts'

let w: World
const leads: Record<string, string> = {}

beforeAll(async () => {
  w = await testWorld()
  for (const [title, departmentId] of [
    ['Okna do hali', w.departments.sales],
    ['Drzwi do szkoły', w.departments.sales],
    ['Ulotki', w.departments.marketing],
  ] as const) {
    const source = 'form' as const
    const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
      receiveLead(cx, { source, formId: null, departmentId, title }),
    )
    leads[title] = id
  }
  await w.settle()
})
afterAll(() => w.close())

const list = async (who: CastName, query = '') => {
  const { status, body } = await w.request(who, 'GET', `/api/processes/request_handling/instances${query}`)
  expect(status).toBe(200)
  return body as {
    items: {
      id: string
      status: string
      subject: { title: string }
      at: { id: string; name: { pl: string; en: string } }[]
      incident: string | null
      endedAt: string | null
    }[]
    next: string | null
  }
}
const titles = async (who: CastName, query = '') => (await list(who, query)).items.map((one) => one.subject.title)

it('each finds the cases about records he may read, those begun last first', async () => {
  expect(await titles('owner')).toEqual(['Ulotki', 'Drzwi do szkoły', 'Okna do hali'])
  expect(await titles('anna')).toEqual(['Drzwi do szkoły', 'Okna do hali'])
  expect(await titles('marta')).toEqual(['Ulotki'])
  expect((await w.request('owner', 'GET', '/api/processes/no_such/instances')).status).toBe(404)
})

it('a case stands where its tokens are, under their names in both languages', async () => {
  const [one] = (await list('marta')).items
  expect(one).toMatchObject({
    status: 'active',
    endedAt: null,
    incident: null,
    at: [{ id: 'accept', name: { pl: 'Przyjmij zgłoszenie', en: 'Accept the request' } }],
  })
  const accepted = await w.request('anna', 'POST', `/api/leads/${leads['Okna do hali']}/acceptance`)
  expect(accepted.status).toBeLessThan(300)
  await w.settle()
  const moved = (await list('anna', '?element=handle')).items
  // Inside the subprocess, not on it.
  expect(moved.map((one) => [one.subject.title, one.at.map(({ id }) => id)])).toEqual([['Okna do hali', ['handle']]])
  expect(await titles('anna', '?element=accept')).toEqual(['Drzwi do szkoły'])
})

it('is read page by page', async () => {
  const first = await list('owner', '?limit=2')
  expect(first.items).toHaveLength(2)
  const second = await list('owner', `?limit=2&after=${first.next}`)
  expect(second.items.map((one) => one.subject.title)).toEqual(['Okna do hali'])
  expect(second.next).toBeNull()
})

it('is narrowed to what runs, what an incident stopped, and what has ended', async () => {
  const [school] = (await list('anna', '?element=accept')).items
  await sql`insert into process_incidents (id, instance_id, token, element, code, message, raised_at)
    select ${newId()}, id, (state -> 'tokens' -> 0 ->> 'id')::int, 'accept', 'failed', '', started_at
    from process_instances where id = ${school!.id}`.execute(w.db)
  expect((await list('owner', '?status=incident')).items).toMatchObject([{ id: school!.id, incident: 'failed' }])
  expect((await w.request('owner', 'DELETE', `/api/instances/${school!.id}`)).status).toBeLessThan(300)
  expect(await titles('owner', '?status=incident')).toEqual([])
  expect(await titles('owner', '?status=active')).toEqual(['Ulotki', 'Okna do hali'])
  await sql`update process_instances set suspended_at = started_at where subject_id = ${leads.Ulotki}`.execute(w.db)
  expect((await list('owner', '?status=suspended')).items).toMatchObject([
    { status: 'suspended', at: [{ id: 'accept' }] },
  ])
  expect(await titles('owner', '?status=active')).toEqual(['Okna do hali'])
  expect((await list('owner', '?status=ended')).items).toMatchObject([{ id: school!.id, status: 'terminated', at: [] }])
})
