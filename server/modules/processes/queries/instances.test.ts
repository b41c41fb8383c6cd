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

interface Case {
  id: string
  process: string
  status: string
  suspended: boolean
  maySteer: boolean
  pressingSince: string | null
  subject: { id: string; title: string }
  tokens: {
    element: { id: string; name: { pl: string; en: string } }
    task: { id: string; dueAt: string | null; assignee: { name: string } | null; offeredTo: string[] } | null
    incident: { code: string } | null
  }[]
  endedAt: string | null
}

const list = async (who: CastName, query = '') => {
  const { status, body } = await w.request(who, 'GET', `/api/cases?process=request_handling${query}`)
  expect(status).toBe(200)
  return body as { items: Case[]; next: string | null }
}
const titles = async (who: CastName, query = '') => (await list(who, query)).items.map((one) => one.subject.title)
const caseOf = async (title: string) => (await list('owner', `&about=lead/${leads[title]}`)).items[0]!

it('each finds the cases about records he may read, those begun last first', async () => {
  expect(await titles('owner')).toEqual(['Ulotki', 'Drzwi do szkoły', 'Okna do hali'])
  expect(await titles('salesHead')).toEqual(['Drzwi do szkoły', 'Okna do hali'])
  expect(await titles('anna')).toEqual(['Drzwi do szkoły', 'Okna do hali'])
  expect(await titles('marta')).toEqual(['Ulotki'])
  expect((await w.request('owner', 'GET', '/api/cases?process=no_such')).body.items).toEqual([])
})

it('tells who may steer a case', async () => {
  expect((await list('salesHead')).items.map((one) => one.maySteer)).toEqual([true, true])
  expect((await list('anna')).items.map((one) => one.maySteer)).toEqual([false, false])
})

it('a case stands where its tokens are, under their names in both languages', async () => {
  expect((await list('marta')).items[0]).toMatchObject({
    status: 'active',
    endedAt: null,
    tokens: [
      { element: { id: 'accept', name: { pl: 'Przyjmij zgłoszenie', en: 'Accept the request' } }, incident: null },
    ],
  })
  const accepted = await w.request('anna', 'POST', `/api/leads/${leads['Okna do hali']}/acceptance`)
  expect(accepted.status).toBeLessThan(300)
  await w.settle()
  expect(await titles('anna', '&element=handle')).toEqual(['Okna do hali'])
  expect(await titles('anna', '&element=accept')).toEqual(['Drzwi do szkoły'])
})

it('is narrowed to a department with those below it, to for whom it waits, and to a record', async () => {
  expect(await titles('owner', `&department=${w.departments.marketing}`)).toEqual(['Ulotki'])
  expect(await titles('owner', `&department=${w.departments.sales}`)).toEqual(['Drzwi do szkoły', 'Okna do hali'])
  expect(await titles('owner', `&person=${w.people.anna}`)).toEqual(['Okna do hali'])
  expect(await titles('owner', `&person=${w.people.marta}`)).toEqual([])
  expect((await caseOf('Ulotki')).subject.id).toBe(leads.Ulotki)
})

it('is read page by page, each case once, in either order', async () => {
  for (const state of ['running', 'attention']) {
    if (state === 'attention') {
      await sql`update tasks set due_at = created_at - interval '1 hour' * (1 + ascii(left(id::text, 1)) % 3) where status = 'open'
        and instance_id is not null`.execute(w.db)
    }
    const whole = await titles('owner', `&state=${state}`)
    expect(whole).toHaveLength(3)
    const paged: string[] = []
    let after = ''
    do {
      const page = await list('owner', `&state=${state}&limit=1${after}`)
      paged.push(...page.items.map((one) => one.subject.title))
      after = page.next ? `&after=${page.next}` : ''
    } while (after)
    expect(paged).toEqual(whole)
  }
})

it('those that press come by how long they do, and are counted', async () => {
  const late = async (title: string, hours: number) =>
    sql`update tasks set due_at = business_now() + ${hours} * interval '1 hour' where status = 'open'
      and instance_id = ${(await caseOf(title)).id}`.execute(w.db)
  await late('Ulotki', -1)
  await late('Okna do hali', -3)
  await late('Drzwi do szkoły', 2)
  expect(await titles('owner', '&state=late')).toEqual(['Okna do hali', 'Ulotki'])
  expect((await list('owner', '&state=late')).items[0]!.pressingSince).not.toBeNull()
  const school = await caseOf('Drzwi do szkoły')
  await sql`insert into process_incidents (id, instance_id, token, element, code, message, raised_at)
    select ${newId()}, id, (state -> 'tokens' -> 0 ->> 'id')::int, 'accept', 'failed', '', business_now() - interval '2 hours'
    from process_instances where id = ${school.id}`.execute(w.db)
  expect(await titles('owner', '&state=attention')).toEqual(['Okna do hali', 'Drzwi do szkoły', 'Ulotki'])
  expect(await titles('owner', '&state=incident')).toEqual(['Drzwi do szkoły'])
  const counts = async (who: CastName) =>
    (await w.request(who, 'GET', '/api/cases/counts?process=request_handling')).body
  expect(await counts('owner')).toEqual({ attention: 3, late: 2, incident: 1, suspended: 0, running: 3 })
  expect(await counts('marta')).toEqual({ attention: 1, late: 1, incident: 0, suspended: 0, running: 1 })
})

it('of many cases whoever they wait for is reminded, and a task is given to somebody else', async () => {
  const [hall, school] = [await caseOf('Okna do hali'), await caseOf('Drzwi do szkoły')]
  const ask = async (action: object) => {
    const filter = { ids: [hall.id, school.id] }
    const { status, body } = await w.request('salesHead', 'POST', '/api/case-actions', { filter, action })
    expect(status).toBe(200)
    await w.settle()
    const { body: bulks } = await w.request('salesHead', 'GET', '/api/case-actions')
    const { total, done, refused } = bulks.items.find((one: { id: string }) => one.id === body.id)
    return { total, done, refused }
  }
  const task = hall.tokens.find((token) => token.task)!.task!
  expect(await ask({ do: 'remind' })).toEqual({ total: 2, done: 2, refused: 0 })
  expect(await w.told('anna', task.id)).toContain('task_reminded')
  // A request waits for whoever is first: it cannot be given to one.
  expect(await ask({ do: 'reassign', assigneeId: w.people.lukasz })).toEqual({ total: 2, done: 1, refused: 1 })
  expect((await caseOf('Okna do hali')).tokens.find((token) => token.task)!.task!.assignee).toMatchObject({
    name: 'Łukasz Nowak',
  })
  const reminded = await w.request('salesHead', 'POST', `/api/tasks/${task.id}/reminder`)
  expect(reminded.status).toBe(204)
  expect(await w.told('lukasz', task.id)).toContain('task_reminded')
})

it('is narrowed to what is held and what has ended', async () => {
  const { id } = await caseOf('Drzwi do szkoły')
  expect((await w.request('owner', 'DELETE', `/api/instances/${id}`)).status).toBeLessThan(300)
  expect(await titles('owner', '&state=incident')).toEqual([])
  expect(await titles('owner', '&state=running')).toEqual(['Ulotki', 'Okna do hali'])
  await sql`update process_instances set suspended_at = started_at where subject_id = ${leads.Ulotki}`.execute(w.db)
  expect((await list('owner', '&state=suspended')).items).toMatchObject([{ suspended: true }])
  expect((await list('owner', '&state=ended')).items).toMatchObject([{ id, status: 'terminated', tokens: [] }])
})
