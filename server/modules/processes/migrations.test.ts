import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, chain, flow, pause, task } from '../../../test/support/cases.ts'
import type { CastName } from '../../../test/support/world.ts'
import { Died } from '../../core/deps.ts'

let w: CaseWorld
const COUNT = 120

const late = (id: string, host: string, duration: string) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="false"><bpmn:timerEventDefinition id="${id}_d">
    <bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:endEvent id="${id}_end" />${flow(id, `${id}_end`)}`

beforeAll(async () => {
  w = await caseWorld({})
  await w.deploy('line', `${chain(task('call'), pause('nap', 'PT1H'), task('write'))}${late('slow', 'call', 'P1D')}`)
})
afterAll(() => w.close())

async function begin(count: number): Promise<string[]> {
  return w.write('owner', async (cx) => {
    const ids: string[] = []
    for (let i = 0; i < count; i += 1)
      ids.push(await cx.deps.engine!.start(cx, { key: 'line', variables: {}, subject: null }))
    return ids
  })
}

const plan = (body: object, who: CastName = 'owner') =>
  w.request(who, 'POST', '/api/processes/line/migration-plans', body)

async function move(to: number, elements: object = {}, more: object = {}) {
  const action = { do: 'migrate', to, elements }
  const { status, body } = await w.request('owner', 'POST', '/api/case-actions', {
    filter: { process: 'line', ...more },
    action,
  })
  expect(status).toBe(200)
  await w.settle()
  const { body: all } = await w.request('owner', 'GET', '/api/case-actions')
  return all.items.find(({ id }: { id: string }) => id === body.id)
}

const where = async () => {
  const { rows } = await sql<{ version: number; at: string; cases: number }>`select d.version,
      (i.state -> 'tokens' -> 0 ->> 'element') as at, count(*)::int as cases
    from process_instances i join process_definitions d on d.id = i.definition_id
    where i.status = 'active' and i.process_key = 'line' group by 1, 2 order by 1, 2`.execute(w.db)
  return rows
}

it('puts all cases of a version into the next, waiting and suspended ones too, and names each that stays', async () => {
  const ids = await begin(COUNT)
  const napping = ids.slice(0, 3)
  for (const id of napping) {
    const { rows } = await sql<{ id: string; version: number }>`select id, version from tasks
      where instance_id = ${id} and status = 'open'`.execute(w.db)
    const done = await w.request('owner', 'POST', `/api/tasks/${rows[0]!.id}/completion`, { outcome: 'done' })
    expect(done.status).toBeLessThan(300)
  }
  await w.settle()
  await w.request('owner', 'POST', `/api/instances/${ids[5]}/suspension`)
  const [from, version] = [1, 2]
  await w.deploy('line', `${chain(task('ring'), task('write'))}${late('slow', 'ring', 'P2D')}`)

  const blind = await plan({ from, to: version })
  expect(blind.body).toMatchObject({ cases: COUNT, looked: COUNT, go: 0 })
  expect(blind.body.places).toEqual([
    { element: 'call', cases: COUNT - 3, to: null, refusal: 'gone' },
    { element: 'nap', cases: 3, to: null, refusal: 'gone' },
  ])
  expect(blind.body.targets.map(({ id }: { id: string }) => id)).toEqual(['ring', 'write'])
  const chosen = { call: 'ring' }
  const seen = await plan({ from, to: version, elements: chosen })
  expect(seen.body).toMatchObject({ go: COUNT - 3, stay: [{ code: 'gone', element: 'nap', cases: 3 }] })
  expect(new Set(seen.body.stay[0].examples)).toEqual(new Set(napping))
  expect(await where()).toHaveLength(2)

  const bulk = await move(version, chosen)
  expect(bulk).toMatchObject({
    total: COUNT,
    done: COUNT - 3,
    refused: 3,
    reasons: [{ code: 'gone', element: 'nap', cases: 3 }],
  })
  expect(await where()).toEqual([
    { version: from, at: 'nap', cases: 3 },
    { version, at: 'ring', cases: COUNT - 3 },
  ])
  const refused = await sql<{ instance_id: string }>`select instance_id from process_bulk_refusals`.execute(w.db)
  expect(new Set(refused.rows.map(({ instance_id }) => instance_id))).toEqual(new Set(napping))
  const { rows: waits } = await sql<{
    element: string
    kind: string
    n: number
  }>`select element, kind, count(*)::int as n
    from process_waits where element <> 'nap' group by 1, 2 order by 1, 2`.execute(w.db)
  expect(waits).toEqual([
    { element: 'slow', kind: 'held', n: 1 },
    { element: 'slow', kind: 'timer', n: COUNT - 4 },
  ])
  const { rows: tasks } = await sql<{ element: string; n: number }>`select element, count(*)::int as n from tasks
    where process_key = 'line' and status = 'open' group by 1`.execute(w.db)
  expect(tasks).toEqual([{ element: 'ring', n: COUNT - 3 }])
  const { rows: events } = await sql<{ n: number }>`select count(*)::int as n from event_log
    where name = 'process.case_migrated'`.execute(w.db)
  expect(events[0]!.n).toBe(COUNT - 3)
})

it('goes on from there by the ways of the new version', async () => {
  const { rows } = await sql<{ id: string }>`select t.id from tasks t join process_instances i on i.id = t.instance_id
    where t.element = 'ring' and t.status = 'open' and i.suspended_at is null limit 1`.execute(w.db)
  await w.request('owner', 'POST', `/api/tasks/${rows[0]!.id}/completion`, { outcome: 'done' })
  await w.settle()
  expect(await where()).toContainEqual(expect.objectContaining({ at: 'write', cases: 1 }))
})

it('a portion that dies before its commit is done again, none twice', async () => {
  const version = 3
  await w.deploy('line', `${chain(task('ring'), task('write'), task('file'))}${late('slow', 'ring', 'P2D')}`)
  let died = 0
  w.deps.probe = (at) => {
    if (at !== 'before-commit' || died > 0) return
    died += 1
    throw new Died()
  }
  const asked = {
    filter: { process: 'line', version: version - 1 },
    action: { do: 'migrate', to: version, elements: {} },
  }
  await w.request('owner', 'POST', '/api/case-actions', asked).catch(() => {})
  await w.settle().catch(() => {})
  w.deps.probe = undefined
  if (died === 1) await w.request('owner', 'POST', '/api/case-actions', asked)
  await w.settle()
  const there = (await where()).filter((each) => each.version === version)
  expect(there.reduce((sum, { cases }) => sum + cases, 0)).toBe(COUNT - 3)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from event_log where name = 'process.case_migrated'
    and payload ->> 'to' = ${String(version)}`.execute(w.db)
  expect(rows[0]!.n).toBe(COUNT - 3)
})

it('only who may change the process plans it, and only between versions that are there', async () => {
  expect((await plan({ from: 1, to: 2 }, 'anna')).status).toBe(403)
  expect((await plan({ from: 1, to: 99 })).status).toBe(404)
  const unknown = { filter: { process: 'line' }, action: { do: 'migrate', to: 99, elements: {} } }
  expect((await w.request('owner', 'POST', '/api/case-actions', unknown)).status).toBe(404)
})
