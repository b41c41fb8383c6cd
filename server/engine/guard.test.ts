import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, flow, message, task } from '../../test/support/cases.ts'
import { Died } from '../core/deps.ts'
import { receiveLead } from '../modules/leads/commands/receive-lead.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
})
afterAll(() => w.close())

const starting = `<bpmn:startEvent id="came"><bpmn:messageEventDefinition id="m" messageRef="lead.received" /></bpmn:startEvent>
  ${task('look')}<bpmn:endEvent id="looked" />${flow('came', 'look')}${flow('look', 'looked')}`
const outside = '<bpmn:message id="lead.received" name="lead.received" />'
let key = ''
let made = 0
beforeEach(async () => {
  if (key) await w.request('owner', 'POST', `/api/processes/${key}/pause`)
  made += 1
  key = `runaway_${made}`
  await w.deploy(key, starting, outside)
  const answer = await w.request('owner', 'PUT', `/api/processes/${key}/guard`, { startsAnHour: 3 })
  expect(answer.status).toBe(204)
})

async function leads(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) {
    const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: `Request ${i}` }),
    )
    ids.push(id)
  }
  await w.settle()
  return ids
}

const subjects = async () => {
  const { rows } = await sql<{ subject_id: string }>`select subject_id from process_instances where process_key = ${key}
    order by id`.execute(w.db)
  return rows.map(({ subject_id }) => subject_id)
}
const summary = async () => {
  const { body } = await w.request('owner', 'GET', `/api/processes/${key}`)
  return { held: body.heldAt !== null, heldStarts: body.heldStarts, running: body.running }
}
const decide = (decision: string) => w.request('owner', 'POST', `/api/processes/${key}/held-starts`, { decision })
const toldOf = async (who: 'owner' | 'admin' | 'anna') => {
  const { id } = await w.db
    .selectFrom('process_definitions')
    .select('id')
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  return w.told(who, id)
}

describe('a process that begins more cases in an hour than it may', () => {
  it('holds the rest, and leaders are told once', async () => {
    const ids = await leads(5)
    expect([await subjects(), await summary()]).toEqual([ids.slice(0, 3), { held: true, heldStarts: 2, running: 3 }])
    await leads(2)
    expect(await summary()).toEqual({ held: true, heldStarts: 4, running: 3 })
    expect([await toldOf('owner'), await toldOf('admin'), await toldOf('anna')]).toEqual([
      ['process_held'],
      ['process_held'],
      [],
    ])
  })

  it('begins all that it held when a person says so, each once, however many they are', async () => {
    const ids = await leads(12)
    expect([(await subjects()).length, await summary()]).toMatchObject([3, { heldStarts: 9 }])
    expect((await decide('start')).body).toEqual({ starts: 9 })
    await w.settle()
    expect((await subjects()).sort()).toEqual([...ids].sort())
    expect(await summary()).toEqual({ held: false, heldStarts: 0, running: 12 })
    expect(await toldOf('owner')).toEqual(['process_held'])
    const again = await decide('start')
    expect([again.status, again.body.code]).toEqual([409, 'process.not_held'])
    // What was let begin does not count: the hour begins anew.
    await leads(2)
    expect(await summary()).toEqual({ held: false, heldStarts: 0, running: 14 })
  })

  it('begins none of them twice when workers race and die', async () => {
    const ids = await leads(9)
    await decide('start')
    let commits = 0
    w.deps.probe = (where) => {
      commits += 1
      if (commits % 3 === 0) throw new Died(`${where} ${commits}`)
    }
    for (let i = 0; i < 10; i += 1) {
      const rounds = [w.newWorker().round(), w.newWorker().round()]
      for (const { status, reason } of (await Promise.allSettled(rounds)) as PromiseRejectedResult[]) {
        if (status === 'rejected' && !(reason instanceof Died)) throw reason
      }
    }
    w.deps.probe = undefined
    await w.settle()
    expect((await subjects()).sort()).toEqual([...ids].sort())
    expect(await summary()).toEqual({ held: false, heldStarts: 0, running: 9 })
  })

  it('forgets what it held when a person says so, and begins again', async () => {
    await leads(5)
    expect((await decide('discard')).body).toEqual({ starts: 2 })
    const [next] = await leads(1)
    expect([(await subjects()).length, (await subjects()).at(-1), await summary()]).toEqual([
      4,
      next,
      { held: false, heldStarts: 0, running: 4 },
    ])
  })

  it('begins what it held also when it was paused meanwhile', async () => {
    await leads(5)
    expect((await w.request('owner', 'POST', `/api/processes/${key}/pause`)).status).toBe(204)
    await decide('start')
    await w.settle()
    expect((await subjects()).length).toBe(5)
    expect((await w.request('owner', 'DELETE', `/api/processes/${key}/pause`)).status).toBe(204)
  })

  it('begins anew by itself in the next hour when nobody had to be asked', async () => {
    await leads(3)
    await w.travel('61 minutes')
    await leads(3)
    expect(await summary()).toEqual({ held: false, heldStarts: 0, running: 6 })
  })

  it('counts no event twice that is delivered again', async () => {
    const ids = await leads(2)
    await sql`insert into outbox (kind, event_id) select 'deliver', id from event_log, generate_series(1, 2)
      where name = 'lead.received' and subject_id = any(${ids}::uuid[])`.execute(w.db)
    await w.settle()
    const [third] = await leads(1)
    expect([await subjects(), await summary()]).toEqual([[...ids, third], { held: false, heldStarts: 0, running: 3 }])
  })

  it('is guarded when messages and signals begin its cases, too', async () => {
    const signal = '<bpmn:signal id="bell" name="bell" />'
    const model = `<bpmn:startEvent id="came"><bpmn:messageEventDefinition id="m" messageRef="arrived" /></bpmn:startEvent>
      <bpmn:startEvent id="rung"><bpmn:signalEventDefinition id="s" signalRef="bell" /></bpmn:startEvent>
      ${task('look')}<bpmn:endEvent id="looked" />${flow('came', 'look')}${flow('rung', 'look')}${flow('look', 'looked')}`
    await w.deploy(key, model, message('arrived', '=key') + signal)
    for (let i = 0; i < 2; i += 1) {
      await w.publish('arrived', `${i}`)
      await w.request('owner', 'POST', '/api/signals', { name: 'bell' })
    }
    await w.settle()
    expect((await subjects()).length).toBe(3)
    expect(await summary()).toMatchObject({ held: true, running: 3 })
    expect(await toldOf('owner')).toEqual(['process_held'])
  })

  it('is let off by nobody who may not change it', async () => {
    await leads(4)
    for (const who of ['salesHead', 'anna'] as const) {
      expect((await w.request(who, 'POST', `/api/processes/${key}/held-starts`, { decision: 'start' })).status).toBe(
        403,
      )
      expect((await w.request(who, 'PUT', `/api/processes/${key}/guard`, { startsAnHour: 9 })).status).toBe(403)
    }
    expect(await summary()).toMatchObject({ held: true, heldStarts: 1 })
  })
})
