import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../server/core/paths.ts'
import { createDeal } from '../../server/modules/deals/commands/create-deal.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { updateDepartment } from '../../server/modules/staff/commands/update-department.ts'
import { testWorld, type World } from '../support/world.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
interface Operation {
  method: Method
  path: string
  id: string
  hasBody: boolean
}

const { paths } = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string; requestBody?: unknown }>>
}
const operations: Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, requestBody }]) => ({
    method: method.toUpperCase() as Method,
    path,
    id: operationId,
    hasBody: requestBody !== undefined,
  })),
)

/** Open to strangers, by name: whatever is not here asks who is calling. */
const PUBLIC = new Set([
  'start.state',
  'start.set_up',
  'start.demo',
  'start.enter_demo',
  'sign_in.open',
  'sign_in.close',
  'password.forgot',
  'password.reset',
  'invitations.open',
  'invitations.accept',
  'forms.definition',
  'forms.challenge',
  'forms.receive',
])

/** Bodies that would do something, so that only the right stands between. */
const BODIES: Record<string, unknown> = {
  'leads.update': { title: 'Cudze' },
  'leads.assign': { ownerId: 'MINE' },
  'leads.put_off': { until: '2030-01-01T10:00:00Z' },
  'leads.reject': { reason: 'spam' },
  'deals.update': { title: 'Cudze' },
  'deals.move': { stageId: 'STAGE' },
  'deals.lose': { reason: 'Cudze' },
  'contacts.update': { position: 'Cudze' },
  'companies.update': { address: 'Cudze' },
  'tasks.update': { title: 'Cudze' },
  'notes.create': { body: 'Cudze' },
}

let w: World
let ids: { lead: string; deal: string; contact: string; company: string; task: string; stage: string }
const SECRET = 'Tajna sprawa sprzedaży'

beforeAll(async () => {
  w = await testWorld()
  const owned = async (method: Method, url: string, body: unknown) => {
    const answer = await w.request('anna', method, url, body)
    if (answer.status >= 300) throw new Error(`${url}: ${JSON.stringify(answer.body)}`)
    return answer.body.id as string
  }
  await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    // Marketing gets a head who is nobody in sales.
    const { id } = await addEmployee(cx, {
      name: 'Halina Obca',
      email: 'halina@example.com',
      role: 'head',
      departmentId: w.departments.marketing,
    })
    await updateDepartment(cx, { id: w.departments.marketing, expected: null, set: { headId: id } })
  })
  const company = await owned('POST', '/api/companies', { name: `${SECRET} firma` })
  const contact = await owned('POST', '/api/contacts', { lastName: `${SECRET} osoba`, companyId: company })
  const lead = await owned('POST', '/api/leads', { title: `${SECRET} lead`, mine: true, source: 'phone' })
  const { id: deal } = await w.write('anna', (cx) => createDeal(cx, { title: `${SECRET} transakcja` } as never))
  const task = await owned('POST', '/api/tasks', { title: `${SECRET} zadanie`, subject: { kind: 'lead', id: lead } })
  const stage = (await w.db.selectFrom('stages').select('id').orderBy('position', 'desc').executeTakeFirstOrThrow()).id
  ids = { lead, deal, contact, company, task, stage }
  // Making a token is an event of its own.
  for (const [, person] of await strangers()) await w.tokenOf(person)
  await w.settle()
})
afterAll(() => w.close())

const somebody = '01890000-0000-7000-8000-000000000000'
const filled = (path: string, id = somebody) =>
  path.replace(/\{(\w+)\}/g, (_, name) => (name === 'day' ? '2026-12-24' : id))
const events = async () => (await sql<{ n: number }>`select count(*)::int as n from event_log`.execute(w.db)).rows[0]!.n
const strangers = async () => {
  const halina = await w.db
    .selectFrom('employees')
    .select('id')
    .where('email', '=', 'halina@example.com')
    .executeTakeFirstOrThrow()
  return [
    ['an employee of another department', w.people.marta],
    ['the head of another department', halina.id],
  ] as const
}
const as = async (id: string, method: Method, url: string, body?: unknown) =>
  w.request(null, method, url, body, {
    authorization: `Bearer ${await w.tokenOf(id)}`,
    ...(method === 'PATCH' ? { 'if-match': '*' } : {}),
  })

describe('without signing in', () => {
  it('every operation but the public ones refuses, and leaves nothing behind', async () => {
    const before = await events()
    const open: string[] = []
    for (const { method, path, id, hasBody } of operations) {
      const answer = await w.request(null, method, filled(path), hasBody ? {} : undefined)
      if (answer.status !== 401) open.push(id)
    }
    expect(open.filter((id) => !PUBLIC.has(id))).toEqual([])
    expect(await events()).toBe(before)
  })
  it('what is listed as public exists', () => {
    const known = new Set(operations.map((operation) => operation.id))
    expect([...PUBLIC].filter((id) => !known.has(id))).toEqual([])
  })
})

describe('a record of another department', () => {
  const about = (path: string): keyof typeof ids | null => {
    const kind = /^\/api\/(leads|deals|contacts|companies|tasks)\/\{id\}/.exec(path)?.[1]
    return kind
      ? ({ leads: 'lead', deals: 'deal', contacts: 'contact', companies: 'company', tasks: 'task' } as const)[kind]!
      : null
  }
  const mine = operations.filter(({ path }) => about(path) !== null)
  it('there are such operations', () => expect(mine.length).toBeGreaterThan(25))
  for (const { method, path, id } of mine) {
    it(`${id} is refused to strangers and changes nothing`, async () => {
      for (const [who, person] of await strangers()) {
        const before = await events()
        const body = JSON.parse(
          JSON.stringify(BODIES[id] ?? (method === 'GET' || method === 'DELETE' ? null : {}))
            .replace('MINE', person)
            .replace('STAGE', ids.stage),
        )
        const answer = await as(person, method, filled(path, ids[about(path)!]), body ?? undefined)
        expect([403, 404], `${who}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
        expect(await events()).toBe(before)
      }
    })
  }
  for (const kind of ['lead', 'deal', 'contact', 'company'] as const) {
    it(`the timeline, notes and processes of a ${kind} are refused to strangers`, async () => {
      for (const [who, person] of await strangers()) {
        const before = await events()
        for (const [method, what, body] of [
          ['GET', 'timeline', undefined],
          ['POST', 'notes', { body: 'Cudze' }],
          ...(kind === 'lead' || kind === 'deal' ? ([['GET', 'processes', undefined]] as const) : []),
        ] as const) {
          const answer = await as(person, method, `/api/records/${kind}/${ids[kind]}/${what}`, body)
          expect([403, 404], `${who} ${what}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
        }
        expect(await events()).toBe(before)
      }
    })
  }
})

describe('lists', () => {
  const lists = operations.filter(({ method, path, id }) => method === 'GET' && !path.includes('{') && !PUBLIC.has(id))
  for (const { path, id } of lists) {
    it(`${id} shows strangers nothing of another department`, async () => {
      const query: Record<string, string> = {
        '/api/search': '?q=tajna',
        '/api/matches': '?companyName=Tajna%20sprawa%20sprzeda%C5%BCy&personName=Tajna%20sprawa',
        '/api/company/days': '?year=2026',
      }
      for (const [, person] of await strangers()) {
        const answer = await as(person, 'GET', `${path}${query[path] ?? ''}`)
        expect([200, 403]).toContain(answer.status)
        const text = JSON.stringify(answer.body)
        expect(text).not.toContain(SECRET)
        for (const record of [ids.lead, ids.deal, ids.contact, ids.company, ids.task])
          expect(text).not.toContain(record)
      }
    })
  }
  it('their owner finds them, so the lists are not merely empty', async () => {
    for (const path of [
      '/api/leads',
      '/api/deals',
      '/api/contacts',
      '/api/companies',
      '/api/tasks',
      '/api/search?q=tajna',
    ]) {
      expect(JSON.stringify((await w.request('anna', 'GET', path)).body), path).toContain(SECRET)
    }
  })
})
