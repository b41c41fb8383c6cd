import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../server/core/paths.ts'
import { lets, type Whose } from './access/callers.ts'
import { buildHouse } from './access/house.ts'
import { type Call, LISTED, type Listed, OPERATIONS, type Row } from './access/operations.ts'
import { CLAIM, type House, type Made } from './access/records.ts'

/*
 * Every operation of the API is called by every role, about a record of one's own, of one's department and of another:
 * who may is answered with 2xx and, where something changes, leaves an event; who may not is refused and leaves none.
 * What each may is written in access/operations.ts.
 */

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
const { paths } = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string }>>
}
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    id: operationId,
    method: method.toUpperCase() as Method,
    path,
    rows: [OPERATIONS[operationId] ?? []].flat(),
  })),
)
type Operation = (typeof operations)[number]

let house: House

beforeAll(async () => {
  house = await buildHouse()
})
afterAll(() => house?.w.close())

const events = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from event_log`.execute(house.w.db)).rows[0]!.n

/** Sends the operation as this row says; the answer and how many events it left. */
async function send({ method, path }: Operation, row: Row, call: Call) {
  const params: Made = { ...call.made, ...row.path?.(call) }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? `no ${name}`))
  const body = row.body?.(call)
  const query = typeof row.query === 'function' ? row.query(call) : row.query
  const before = await events()
  const answer = await house.w.app.inject({
    method,
    url: query ? `${filled}?${query}` : filled,
    remoteAddress: call.caller.address,
    headers: {
      ...(call.caller.id ? { authorization: `Bearer ${await house.w.tokenOf(call.caller.id)}` } : {}),
      ...(method === 'PATCH' || method === 'PUT' ? { 'if-match': '*' } : {}),
      ...(Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  return { status: answer.statusCode, text: answer.body, left: (await events()) - before }
}

/** What is wrong with an answer; null when it is as the table says. */
function wrong({ method }: Operation, row: Row, call: Call, answer: Awaited<ReturnType<typeof send>>): string | null {
  const may = lets(row.who, call.caller, call.whose)
  const { status, left, text } = answer
  const said = `${status} ${text.slice(0, 200)}`
  if (may && row.shut === undefined) {
    if (status < 200 || status > 299) return `may, and was refused: ${said}`
    const records = method !== 'GET' && !row.quiet
    if (records && left === 0) return `may, and nothing happened: ${said}`
    return !records && left > 0 && !row.quiet ? 'was to read, and left an event' : null
  }
  const refusals = may ? [row.shut] : call.caller.id ? [403, 404] : [401]
  if (!refusals.includes(status)) return `may not, and was answered: ${said}`
  return left > 0 ? `was refused, and left ${left} events` : null
}

async function faultsOf(operation: Operation, row: Row): Promise<string[]> {
  const faults: string[] = []
  const places: Record<string, Whose | null> = row.on?.places(house) ?? { '': null }
  for (const [place, whose] of Object.entries(places)) {
    const fresh = async () => (row.on && whose ? row.on.make(house, whose) : {})
    const untouched = await fresh()
    for (const caller of house.callers) {
      const changes = operation.method !== 'GET' && lets(row.who, caller, whose)
      const call = { house, caller, whose, made: changes ? await fresh() : untouched }
      const fault = wrong(operation, row, call, await send(operation, row, call))
      if (fault) faults.push(`${[caller.name, place].filter(Boolean).join(', ')}: ${fault}`)
    }
  }
  return faults
}

async function inDemo<T>(run: () => Promise<T>): Promise<T> {
  await sql`update company set demo = true`.execute(house.w.db)
  try {
    return await run()
  } finally {
    await sql`update company set demo = false`.execute(house.w.db)
  }
}

it('every operation stands in the table, and nothing else', () => {
  expect(Object.keys(OPERATIONS).sort()).toEqual(operations.map(({ id }) => id).sort())
})

describe('what stands in lists', () => {
  // Before the operations make more than fits on a page.
  const there: { kind: Listed; id: string; whose: Whose; place: string }[] = []
  beforeAll(async () => {
    for (const [kind, { maker }] of Object.entries(LISTED)) {
      for (const [place, whose] of Object.entries(maker.places(house))) {
        there.push({ kind: kind as Listed, id: (await maker.make(house, whose)).id!, whose, place })
      }
    }
  })
  for (const operation of operations) {
    const [row] = operation.rows
    if (!row || operation.method !== 'GET' || operation.path.includes('{') || row.who.stranger) continue
    it(`${operation.id} shows each what he may read${row.lists ? ', all of it,' : ''} and nothing else`, async () => {
      const faults: string[] = []
      for (const caller of house.callers) {
        const { status, text } = await send(operation, row, { house, caller, whose: null, made: {} })
        for (const { kind, id, whose, place } of there) {
          const may =
            lets(row.who, caller, null) &&
            (row.tellsAll || lets(row.reads?.[kind] ?? LISTED[kind].reads, caller, whose))
          const shown = text.includes(id)
          if (shown && !may) faults.push(`${caller.name} is shown the ${kind} ${place}`)
          if (!shown && may && row.lists?.includes(kind))
            faults.push(`${caller.name} is not shown the ${kind} ${place} (${status})`)
        }
      }
      expect(faults).toEqual([])
    })
  }
})

describe('beside the department', () => {
  const { maker: leads } = LISTED.lead
  const annasLead = async () =>
    (await leads.make(house, { ownerId: house.w.people.anna, departmentId: house.w.departments.sales })).id!
  const reads = async (id: string) => (await house.w.request('marta', 'GET', `/api/leads/${id}`)).status
  const changes = async (id: string) =>
    (await house.w.request('marta', 'PATCH', `/api/leads/${id}`, { title: 'Drzwi' }, { 'if-match': '*' })).status

  it('who is offered a task about a record reads it, as long as the offer stands', async () => {
    const lead = await annasLead()
    expect(await reads(lead)).toBe(404)
    const { id } = await CLAIM.make(house, { ownerId: null, departmentId: house.w.departments.marketing })
    await sql`update tasks set subject_kind = 'lead', subject_id = ${lead} where id = ${id}`.execute(house.w.db)
    expect([await reads(lead), await changes(lead)]).toEqual([200, 403])
    await sql`update tasks set status = 'cancelled' where id = ${id}`.execute(house.w.db)
    expect(await reads(lead)).toBe(404)
  })

  it('who stands in for somebody may what he may, as long as he is away', async () => {
    const { w } = house
    const lead = await annasLead()
    const now = (await w.now()).getTime()
    const [from, to] = [-1, 1].map((hours) => new Date(now + hours * 3_600_000).toISOString())
    const { body } = await w.request('anna', 'POST', '/api/absences', { from, to, substituteId: w.people.marta })
    expect([await reads(lead), await changes(lead)]).toEqual([200, 200])
    await w.request('anna', 'DELETE', `/api/absences/${body.id}`)
    expect([await reads(lead), await changes(lead)]).toEqual([404, 404])
  })

  it('marking notifications as read marks nobody else’s', async () => {
    const { w } = house
    const annas = { ownerId: w.people.anna, departmentId: w.departments.sales }
    const id = (await LISTED.notification.maker.make(house, annas)).id!
    for (const body of [{}, { ids: [id] }]) await w.request('marta', 'POST', '/api/notifications/read', body)
    const its = w.db.selectFrom('notifications').select('read_at').where('notice_id', '=', id)
    expect(await its.execute()).toEqual([{ read_at: null }])
  })
})

describe('every operation by every role', () => {
  for (const operation of operations) {
    it(operation.id, async () => {
      const faults: string[] = []
      for (const row of operation.rows) {
        const walk = () => faultsOf(operation, row)
        faults.push(...(row.inDemo ? await inDemo(walk) : await walk()))
      }
      expect(faults).toEqual([])
    })
  }
})
