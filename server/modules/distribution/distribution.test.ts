import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requestHandling } from '../../../processes/request-handling/settings.ts'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { makeContact } from '../contacts/factory.ts'
import type { NewLead } from '../leads/commands/receive-lead.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'
import { changeSettings } from '../processes/commands.ts'
import { createAbsence } from '../staff/commands/create-absence.ts'
import { removeAbsence } from '../staff/commands/remove-absence.ts'
import { updateEmployee } from '../staff/commands/update-employee.ts'
import { distributeByRules } from './commands/distribute-lead.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

beforeEach(async () => {
  for (const { id } of await rules()) await w.request('owner', 'DELETE', `/api/distribution/rules/${id}`)
  await settings({})
})

const rules = async () => (await w.request('owner', 'GET', '/api/distribution/rules')).body.items

const settings = (change: Record<string, unknown>) =>
  w.write('owner', (cx) => changeSettings(cx, 'request_handling', { ...requestHandling.defaults, ...change }))

async function rule(target: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string> {
  const body = { name: 'Zasada', conditions: { all: [] }, target, ...more }
  const answer = await w.request('owner', 'POST', '/api/distribution/rules', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

async function received(more: Partial<NewLead> = {}): Promise<string> {
  const lead = { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna do hali', ...more }
  return (await w.write({ kind: 'system', id: 'test' }, (cx) => receiveLead(cx, lead))).id
}

async function request(more: Partial<NewLead> = {}): Promise<string> {
  const id = await received(more)
  await w.settle()
  return id
}

const ownerOf = async (id: string) =>
  (await w.db.selectFrom('leads').select('owner_id').where('id', '=', id).executeTakeFirstOrThrow()).owner_id

const claimsOf = (id: string) =>
  w.db
    .selectFrom('tasks')
    .select(['status', 'candidate_user_ids', 'candidate_department_ids'])
    .where('subject_id', '=', id)
    .where('kind', '=', 'claim')
    .orderBy('created_at')
    .execute()

const salesInTurn = () => ({ kind: 'department', departmentId: w.departments.sales, method: 'round_robin' })
const toPerson = (who: CastName) => ({ kind: 'person', personId: w.people[who] })

async function absent<T>(who: CastName, substitute: CastName | null, during: () => Promise<T>): Promise<T> {
  const now = (await w.now()).getTime()
  const { id } = await w.write('owner', (cx) =>
    createAbsence(cx, {
      employeeId: w.people[who],
      from: new Date(now - 3_600_000).toISOString(),
      to: new Date(now + 86_400_000).toISOString(),
      substituteId: substitute && w.people[substitute],
      note: '',
    }),
  )
  try {
    return await during()
  } finally {
    await w.write('owner', (cx) => removeAbsence(cx, id))
  }
}

describe('a request that comes in', () => {
  it('is asked of the person a rule names; when he is late his department is offered it', async () => {
    await rule(toPerson('anna'), { conditions: { all: [{ field: 'words', op: 'contains', value: 'rolet' }] } })
    const lead = await request({ message: 'Proszę o wycenę ROLET' })
    expect(await ownerOf(lead)).toBeNull()
    expect(await w.told('anna', lead)).toEqual(['lead_waits_for_acceptance'])
    expect(await w.told('lukasz', lead)).toEqual([])
    expect(await claimsOf(lead)).toMatchObject([{ status: 'open', candidate_user_ids: [w.people.anna] }])
    await w.travel('16 minutes')
    await w.settle()
    expect(await claimsOf(lead)).toMatchObject([
      { status: 'cancelled' },
      { status: 'open', candidate_department_ids: [w.departments.sales] },
    ])
    expect((await w.request('lukasz', 'POST', `/api/leads/${lead}/acceptance`)).status).toBe(200)
    await w.settle()
    expect(await w.told('salesHead', lead)).toEqual(['lead_waits_for_acceptance', 'lead_accepted'])
  })

  it('is accepted by whoever was asked first, from another department too', async () => {
    await rule(toPerson('marta'))
    const lead = await request()
    expect((await w.request('anna', 'POST', `/api/leads/${lead}/acceptance`)).status).toBe(403)
    expect((await w.request('marta', 'POST', `/api/leads/${lead}/acceptance`)).status).toBe(200)
    await w.settle()
    expect(await ownerOf(lead)).toBe(w.people.marta)
  })

  it('belongs to the person at once when the process says so, and the timeline says why', async () => {
    await settings({ chosen: 'assign' })
    const id = await rule(toPerson('lukasz'), { name: 'Wszystko Łukaszowi' })
    const lead = await request()
    expect(await ownerOf(lead)).toBe(w.people.lukasz)
    expect(await claimsOf(lead)).toEqual([])
    const { body } = await w.request('salesHead', 'GET', `/api/records/lead/${lead}/timeline`)
    const told = body.items.find((entry: { name: string }) => entry.name === 'lead.distributed')
    expect(told.payload).toMatchObject({ ruleId: id, rule: 'Wszystko Łukaszowi', given: true })
    expect(told.names[w.people.lukasz]).toBe('Łukasz Nowak')
    expect(told.why.element.en).toBe('Apply the rules of distribution')
  })

  it('is offered to the department of a rule and filed there', async () => {
    await rule({ kind: 'department', departmentId: w.departments.marketing, method: 'offer' })
    const lead = await request()
    expect(await claimsOf(lead)).toMatchObject([{ candidate_department_ids: [w.departments.marketing] }])
    expect((await w.request('marta', 'GET', `/api/leads/${lead}`)).status).toBe(200)
    expect(await w.told('anna', lead)).toEqual([])
  })

  it('goes to the owner of a customer who is known', async () => {
    await settings({ chosen: 'assign' })
    await rule({ kind: 'customer_owner' })
    await w.write('owner', (cx) =>
      makeContact(cx, {
        ...{ firstName: 'Jan', lastName: 'Stały', ownerId: w.people.katarzyna, departmentId: w.departments.sales },
        emails: [{ value: 'staly@example.com' }],
      }),
    )
    expect(await ownerOf(await request({ email: 'staly@example.com' }))).toBe(w.people.katarzyna)
    expect(await ownerOf(await request({ email: 'nowy@example.com' }))).toBeNull()
  })

  it('goes to nobody away: to the substitute, else by the next rule, else the general way', async () => {
    await settings({ chosen: 'assign' })
    await rule(toPerson('anna'))
    expect(await absent('anna', 'lukasz', async () => ownerOf(await request()))).toBe(w.people.lukasz)
    const general = await absent('anna', null, () => request())
    expect(await claimsOf(general)).toMatchObject([{ candidate_department_ids: [w.departments.sales] }])
    await rule(toPerson('katarzyna'))
    const lead = await absent('anna', null, () => request())
    expect(await ownerOf(lead)).toBe(w.people.katarzyna)
  })

  it('that is difficult goes to experienced people', async () => {
    await settings({ chosen: 'assign' })
    await w.write('owner', (cx) =>
      updateEmployee(cx, { id: w.people.katarzyna, set: { skills: ['trudne 3'] }, expected: null }),
    )
    await w.write('owner', (cx) =>
      updateEmployee(cx, { id: w.people.anna, set: { skills: ['trudne'] }, expected: null }),
    )
    const skill = { kind: 'skill', skill: 'trudne', level: 2, departmentId: null, method: 'round_robin' }
    await rule(skill, { conditions: { all: [{ field: 'amount', op: 'gte', value: 5_000_000 }] } })
    await rule(toPerson('lukasz'))
    expect(await ownerOf(await request({ amount: 5_000_000 }))).toBe(w.people.katarzyna)
    expect(await ownerOf(await request({ amount: 4_999_999 }))).toBe(w.people.lukasz)
  })
})

describe('turns', () => {
  it('are taken one after the other however many ask at once', async () => {
    await rule(salesInTurn())
    const leads = await Promise.all(Array.from({ length: 12 }, (_, n) => received({ title: `Naraz ${n}` })))
    await Promise.all(
      leads.map((leadId) => w.write('owner', (cx) => distributeByRules(cx, [{ cx, leadId, give: true }]))),
    )
    const owners = await Promise.all(leads.map(ownerOf))
    const each = [w.people.anna, w.people.katarzyna, w.people.lukasz, w.people.salesHead]
    expect(each.map((id) => owners.filter((owner) => owner === id).length)).toEqual([3, 3, 3, 3])
    await w.settle()
  })

  it('by load, too, see what the one before has given', async () => {
    await rule({ kind: 'department', departmentId: w.departments.sales, method: 'least_loaded' })
    const leads = await Promise.all(Array.from({ length: 40 }, (_, n) => received({ title: `Obciążenie ${n}` })))
    await Promise.all(
      leads.map((leadId) => w.write('owner', (cx) => distributeByRules(cx, [{ cx, leadId, give: true }]))),
    )
    const { rows } = await w.db.executeQuery<{ n: number }>(
      w.db
        .selectFrom('leads')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('owner_id', 'in', [w.people.anna, w.people.katarzyna, w.people.lukasz, w.people.salesHead])
        .where('status', '=', 'processing')
        .groupBy('owner_id'),
    )
    const counts = rows.map(({ n }) => Number(n))
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    await w.settle()
  })
})

describe('a simulation', () => {
  it('says of requests that came just what became of them', async () => {
    await settings({ chosen: 'assign' })
    // A long way from what other tests received, so that the last day holds these alone.
    await w.travel('40 days')
    await w.settle()
    const big = await rule(toPerson('katarzyna'), {
      name: 'Duże',
      conditions: { all: [{ field: 'amount', op: 'gte', value: 1000 }] },
    })
    const rest = await rule(salesInTurn(), {
      name: 'Po kolei',
      conditions: { any: [{ field: 'source', op: 'any_of', value: ['form'] }] },
    })
    const leads: string[] = []
    for (let n = 0; n < 9; n += 1) {
      leads.push(await request({ amount: n % 4 === 3 ? 2000 : 10, source: n === 8 ? 'phone' : 'form' }))
      await w.travel('1 minutes')
    }
    const { body } = await w.request('owner', 'GET', '/api/distribution/simulation?days=1')
    expect(body.examined).toBe(9)
    expect(body.rules).toEqual([
      { id: big, name: 'Duże', count: 2 },
      { id: rest, name: 'Po kolei', count: 6 },
    ])
    expect(body.unmatched).toBe(1)
    const byLead = new Map(body.requests.map((one: { leadId: string }) => [one.leadId, one]))
    for (const lead of leads) {
      const said = byLead.get(lead) as { person: { id: string } | null }
      expect(said.person?.id ?? null).toBe(await ownerOf(lead))
    }
    const none = await w.request('owner', 'GET', '/api/distribution/simulation?days=1&rule=none')
    expect(none.body.requests.map((one: { leadId: string }) => one.leadId)).toEqual([leads[8]])
  })

  it('tries rules before they are switched on and changes nothing', async () => {
    const off = await rule(toPerson('anna'), { active: false })
    const lead = await request()
    expect(await claimsOf(lead)).toMatchObject([{ candidate_department_ids: [w.departments.sales] }])
    const events = () =>
      w.db
        .selectFrom('event_log')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    const before = await events()
    const tried = await w.request('owner', 'GET', '/api/distribution/simulation?days=1')
    expect(tried.body.requests[0]).toMatchObject({ leadId: lead, rule: { id: off }, person: { id: w.people.anna } })
    const asIs = await w.request('owner', 'GET', '/api/distribution/simulation?days=1&off=false')
    expect(asIs.body.requests[0]).toMatchObject({ leadId: lead, rule: null })
    expect(await events()).toEqual(before)
  })
})

describe('the table of rules', () => {
  it('is put in order, merged and refused when stale', async () => {
    const first = await rule(toPerson('anna'), { name: 'Pierwsza' })
    const second = await rule(toPerson('lukasz'), { name: 'Druga' })
    await w.request('owner', 'PUT', '/api/distribution/rules/order', { ids: [second, first] })
    expect((await rules()).map(({ name }: { name: string }) => name)).toEqual(['Druga', 'Pierwsza'])
    const path = `/api/distribution/rules/${first}`
    expect((await w.request('owner', 'PATCH', path, { name: 'Nowa' }, { 'if-match': '"2"' })).status).toBe(204)
    const late = await w.request('owner', 'PATCH', path, { name: 'Inna' }, { 'if-match': '"2"' })
    expect([late.status, late.body.code]).toEqual([409, 'version_conflict'])
    expect((await w.request('owner', 'PATCH', path, { active: false }, { 'if-match': '"2"' })).status).toBe(204)
  })

  it.each([
    ['conditions', { conditions: { all: [{ field: 'no_such', op: 'is', value: 'x' }] } }, 'filter.unknown_field'],
    ['conditions', { conditions: { all: [{ field: 'amount', op: 'contains', value: 'x' }] } }, 'filter.value'],
    ['conditions', { conditions: { some: [] } }, 'field.invalid'],
    ['target', { target: { kind: 'person', personId: '00000000-0000-7000-8000-000000000000' } }, 'field.invalid'],
  ])('refuses wrong %s', async (_, wrong, code) => {
    const body = { name: 'Zasada', conditions: { all: [] }, target: toPerson('anna'), ...wrong }
    const answer = await w.request('owner', 'POST', '/api/distribution/rules', body)
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, code])
  })
})

it('leaves no incident behind', async () => {
  const incidents = w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null)
  expect(await incidents.execute()).toEqual([])
})
