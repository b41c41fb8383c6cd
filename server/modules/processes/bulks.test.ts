import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CaseWorld, caseWorld, chain, flow, message, pause, step, task } from '../../../test/support/cases.ts'
import type { CastName } from '../../../test/support/world.ts'
import { defineStep } from '../../core/define.ts'
import { Died } from '../../core/deps.ts'
import { newId } from '../../core/ids.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'

let w: CaseWorld
const world = { fails: true }
const COUNT = 250

beforeAll(async () => {
  w = await caseWorld({
    steps: [
      defineStep({
        type: 'test.work',
        kind: 'command',
        input: z.looseObject({}),
        async run() {
          if (world.fails) throw new Error('the cause')
          return {}
        },
      }),
    ],
  })
  // A key that PostgreSQL does not take, where the case is bad.
  const wait = `<bpmn:boundaryEvent id="word" attachedToRef="after"><bpmn:messageEventDefinition id="m" messageRef="called" /></bpmn:boundaryEvent>
    <bpmn:endEvent id="heard" />${flow('word', 'heard')}`
  await w.deploy(
    'work',
    `${chain(step('do', 'test.work', ' retries="1"'), task('after'))}${wait}`,
    message('called', '=if bad = true then &#34;\\u0000&#34; else &#34;ok&#34;'),
  )
  await w.deploy('plain', chain(task('first'), pause('nap', 'PT1H'), task('second')))
})
afterAll(() => w.close())
beforeEach(async () => {
  world.fails = true
  w.deps.probe = undefined
  await sql`delete from process_bulks`.execute(w.db)
  await ask({ ids: undefined }, { do: 'cancel' })
  await w.settle()
})

async function many(key: string, count: number, variables: Record<string, unknown> = {}): Promise<string[]> {
  return w.write('owner', async (cx) => {
    const ids: string[] = []
    for (let i = 0; i < count; i += 1) ids.push(await cx.deps.engine!.start(cx, { key, variables, subject: null }))
    return ids
  })
}

async function ask(filter: object, action: object, who: CastName = 'owner', more: object = {}) {
  return w.request(who, 'POST', '/api/case-actions', { filter, action, ...more })
}

async function bulk(filter: object, action: object, who: CastName = 'owner'): Promise<string> {
  const answer = await ask(filter, action, who)
  expect([answer.status, answer.body]).toEqual([200, { id: expect.any(String), total: expect.any(Number) }])
  return answer.body.id
}

async function progress(id: string, who: CastName = 'owner') {
  const { body } = await w.request(who, 'GET', '/api/case-actions')
  const found = body.items.find((each: { id: string }) => each.id === id)
  return {
    total: found.total,
    done: found.done,
    refused: found.refused,
    finished: found.finishedAt !== null,
    stopped: found.stopped,
  }
}

/** How many of these cases stand at each element, ended ones by their status. */
async function standing(ids: string[]): Promise<Record<string, number>> {
  const { rows } = await sql<{ place: string; n: number }>`select case when i.status <> 'active' then i.status
      else (select string_agg(t ->> 'element', ' ' order by t ->> 'element') from json_array_elements(i.state -> 'tokens') t) end as place,
      count(*)::int as n from process_instances i where i.id = any(${ids}::uuid[]) group by 1`.execute(w.db)
  return Object.fromEntries(rows.map(({ place, n }) => [place, n]))
}

describe('something done to many cases', () => {
  it('is counted before, done to all that fit and to no other, and its figures add up', async () => {
    const [stuck, plain] = [await many('work', COUNT), await many('plain', 5)]
    const filter = { process: 'work', code: 'step_failed' }
    const dry = await ask(filter, { do: 'retry' }, 'owner', { dryRun: true })
    expect([dry.status, dry.body]).toEqual([200, { id: null, total: COUNT }])
    expect((await ask({ process: 'plain' }, { do: 'retry' }, 'owner', { dryRun: true })).body.total).toBe(0)
    world.fails = false
    const id = await bulk(filter, { do: 'retry' })
    await w.settle()
    expect(await standing(stuck)).toEqual({ after: COUNT })
    expect(await standing(plain)).toEqual({ first: 5 })
    expect(await progress(id)).toEqual({ total: COUNT, done: COUNT, refused: 0, finished: true, stopped: false })
    const { rows } = await sql`select resolution, resolved_by, count(*)::int as n from process_incidents
      where instance_id = any(${stuck}::uuid[]) group by 1, 2`.execute(w.db)
    expect(rows).toEqual([{ resolution: 'retry', resolved_by: w.people.owner, n: COUNT }])
  })

  it('tried again in vain is one incident each, and they can be skipped', async () => {
    const stuck = await many('work', 210)
    await bulk({ process: 'work' }, { do: 'retry' })
    await w.settle()
    expect([await standing(stuck), (await w.incidents()).length]).toEqual([{ do: 210 }, 210])
    const id = await bulk({ process: 'work', element: 'do' }, { do: 'skip' })
    await w.settle()
    expect([await standing(stuck), await w.incidents()]).toEqual([{ after: 210 }, []])
    expect(await progress(id)).toMatchObject({ total: 210, done: 210, refused: 0 })
  })

  it('moves tokens, sets variables, holds still and lets go', async () => {
    const ids = await many('plain', 205)
    await bulk({ process: 'plain' }, { do: 'set', variables: { sale: 'autumn' } })
    await w.settle()
    expect(await w.variables(ids[204]!)).toMatchObject({ sale: 'autumn' })
    const hold = await bulk({ ids: ids.slice(0, 100) }, { do: 'suspend' })
    await w.settle()
    expect(await progress(hold)).toMatchObject({ total: 100, done: 100, refused: 0 })
    expect((await ask({ suspended: true }, { do: 'cancel' }, 'owner', { dryRun: true })).body.total).toBe(100)
    await bulk({ process: 'plain' }, { do: 'move', from: 'first', to: 'nap' })
    await w.settle()
    expect(await standing(ids)).toEqual({ nap: 205 })
    const open = await w.db
      .selectFrom('tasks')
      .select('id')
      .where('instance_id', 'in', ids)
      .where('status', '=', 'open')
      .execute()
    expect(open).toEqual([])
    await w.travel('1 hour')
    await w.settle()
    expect(await standing(ids)).toEqual({ nap: 100, second: 105 })
    await bulk({ process: 'plain', suspended: true }, { do: 'resume' })
    await w.settle()
    expect(await standing(ids)).toEqual({ second: 205 })
  })

  it('that no case can do is refused by each, and leaves them as they are', async () => {
    const ids = await many('plain', 3)
    const id = await bulk({ ids }, { do: 'move', from: 'first', to: 'nowhere' })
    await w.settle()
    expect([await standing(ids), await progress(id)]).toEqual([
      { first: 3 },
      { total: 3, done: 0, refused: 3, finished: true, stopped: false },
    ])
  })

  it('leaves aside the one case that breaks it, and does the rest and what was asked next', async () => {
    const good = await many('work', 8)
    const [bad] = await many('work', 1, { bad: true })
    const others = await many('work', 8)
    world.fails = false
    const id = await bulk({ process: 'work' }, { do: 'retry' })
    const next = await bulk({ ids: [good[0]!] }, { do: 'cancel' })
    await w.settle()
    expect(await standing([...good, ...others])).toEqual({ after: 15, terminated: 1 })
    expect(await standing([bad!])).toEqual({ do: 1 })
    expect(await progress(id)).toEqual({ total: 17, done: 16, refused: 1, finished: true, stopped: false })
    expect(await progress(next)).toMatchObject({ done: 1, finished: true })
  })

  it('is stopped in the middle: what is done stays done, the rest is left', async () => {
    const ids = await many('plain', COUNT)
    const id = await bulk({ process: 'plain' }, { do: 'cancel' })
    await w.newWorker().round()
    expect(await progress(id)).toEqual({ total: COUNT, done: 200, refused: 0, finished: false, stopped: false })
    expect((await w.request('owner', 'DELETE', `/api/case-actions/${id}`)).status).toBe(204)
    await w.settle()
    expect(await standing(ids)).toEqual({ first: COUNT - 200, terminated: 200 })
    expect(await progress(id)).toEqual({ total: COUNT, done: 200, refused: 0, finished: true, stopped: true })
    expect((await w.request('owner', 'DELETE', `/api/case-actions/${id}`)).status).toBe(404)
  })

  for (const where of ['before-commit', 'after-commit'] as const) {
    it(`comes to the same end when the process dies ${where === 'before-commit' ? 'before' : 'after'} commits`, async () => {
      const ids = await many('work', 420)
      world.fails = false
      const id = await bulk({ process: 'work' }, { do: 'retry' })
      let commits = 0
      w.deps.probe = (reached) => {
        if (reached !== where) return
        commits += 1
        if (commits % 2 === 1) throw new Died(`death ${commits}`)
      }
      for (let i = 0; i < 20; i += 1) {
        // Whatever begins anew knows nothing of what was under way.
        await w
          .newWorker()
          .round()
          .catch((error: unknown) => {
            if (!(error instanceof Died)) throw error
          })
      }
      w.deps.probe = undefined
      await w.settle()
      expect(await standing(ids)).toEqual({ after: 420 })
      expect(await progress(id)).toEqual({ total: 420, done: 420, refused: 0, finished: true, stopped: false })
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from process_steps
        where instance_id = any(${ids}::uuid[]) and element = 'do' and what = 'completed'`.execute(w.db)
      expect(rows).toEqual([{ n: 420 }])
      const tasks = await sql<{
        n: number
      }>`select count(*)::int as n from tasks where instance_id = any(${ids}::uuid[])`.execute(w.db)
      expect(tasks.rows).toEqual([{ n: 420 }])
    })
  }

  it('by two workers at once is done once', async () => {
    const ids = await many('work', 420)
    world.fails = false
    const id = await bulk({ process: 'work' }, { do: 'retry' })
    for (let i = 0; i < 8; i += 1) await Promise.all([w.newWorker().round(), w.newWorker().round()])
    expect(await progress(id)).toEqual({ total: 420, done: 420, refused: 0, finished: true, stopped: false })
    expect(await standing(ids)).toEqual({ after: 420 })
  })
})

describe('who may', () => {
  async function about(departmentId: string): Promise<string> {
    const lead = await w.write({ kind: 'system', id: 'test' }, (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId, title: 'Request' }),
    )
    return w.write('owner', (cx) =>
      cx.deps.engine!.start(cx, { key: 'plain', variables: {}, subject: { kind: 'lead', id: lead.id } }),
    )
  }

  it('a head reaches cases about records he may change and no others', async () => {
    const mine = await about(w.departments.sales)
    const theirs = await about(w.departments.production)
    const [none] = await many('plain', 1)
    const filter = { process: 'plain', ids: [mine, theirs, none!] }
    expect((await ask(filter, { do: 'cancel' }, 'salesHead', { dryRun: true })).body.total).toBe(1)
    const id = await bulk(filter, { do: 'set', variables: { by: 'head' } }, 'salesHead')
    await w.settle()
    const set = await Promise.all([mine, theirs, none!].map(async (each) => (await w.variables(each)).by))
    expect(set).toEqual(['head', undefined, undefined])
    expect(await progress(id, 'salesHead')).toMatchObject({ total: 1, done: 1, refused: 0 })
  })

  it('a head gives a case no record he may not read, under whatever name', async () => {
    const mine = await about(w.departments.sales)
    const recordOf = async (id: string) => {
      const row = await w.db
        .selectFrom('process_instances')
        .select('subject_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return row.subject_id!
    }
    const foreign = await recordOf(await about(w.departments.production))
    const set = (who: 'salesHead' | 'owner', variables: object) =>
      w.request(who, 'PATCH', `/api/instances/${mine}/variables`, { variables })
    const hidden = { list: [{ any: foreign.toUpperCase() }] }
    const refused = { status: 422, body: { errors: [{ path: 'variables', code: 'field.beyond_rights' }] } }
    expect(await set('salesHead', hidden)).toMatchObject(refused)
    expect(await ask({ process: 'plain', ids: [mine] }, { do: 'set', variables: hidden }, 'salesHead')).toMatchObject(
      refused,
    )
    expect(await w.variables(mine)).not.toHaveProperty('list')
    const lead = await recordOf(mine)
    expect((await set('salesHead', { lead, other: newId(), head: w.people.salesHead })).status).toBeLessThan(300)
    expect((await set('owner', hidden)).status).toBeLessThan(300)
  })

  it('a head sees and stops what he asked for, leaders everything, others nothing', async () => {
    const id = await bulk({ process: 'plain' }, { do: 'cancel' })
    expect((await w.request('salesHead', 'GET', '/api/case-actions')).body.items).toEqual([])
    expect((await w.request('salesHead', 'DELETE', `/api/case-actions/${id}`)).status).toBe(404)
    expect((await w.request('anna', 'GET', '/api/case-actions')).status).toBe(403)
    expect((await ask({ process: 'plain' }, { do: 'cancel' }, 'anna')).status).toBe(403)
    expect((await ask({ process: 'plain' }, { do: 'cancel' }, 'anna', { dryRun: true })).status).toBe(403)
    const own = await bulk({ process: 'plain' }, { do: 'cancel' }, 'salesHead')
    expect((await w.request('admin', 'DELETE', `/api/case-actions/${own}`)).status).toBe(204)
  })
})
