import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, flow, hear, message, task } from '../../test/support/cases.ts'
import { newId } from '../core/ids.ts'
import { BATCH } from './worker.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
  const starting = (event: string, then: string) =>
    `<bpmn:startEvent id="came"><bpmn:extensionElements><zeebe:properties><zeebe:property name="tok:condition" value="=wanted = true" /></zeebe:properties>
     </bpmn:extensionElements><bpmn:messageEventDefinition id="m" messageRef="${event}" /></bpmn:startEvent>${then}<bpmn:endEvent id="end" />`
  await w.deploy(
    'flooded',
    `${starting('flood.came', hear('wait', 'flood.done'))}${flow('came', 'wait')}${flow('wait', 'end')}`,
    `<bpmn:message id="flood.came" name="flood.came" />${message('flood.done', '=subject.id')}`,
  )
  await w.deploy(
    'other',
    `${starting('calm.came', task('look'))}${flow('came', 'look')}${flow('look', 'end')}`,
    '<bpmn:message id="calm.came" name="calm.came" />',
  )
})
afterAll(() => w.close())

/** Puts events into the log and the outbox as a commit does: the subjects are those given, or one of its own each. */
async function happen(name: string, count: number, payload: object = {}, subject: string | null = null): Promise<void> {
  await sql`with fresh as (
      insert into event_log (id, at, name, actor_kind, actor_id, subject_kind, subject_id, payload)
      select gen_random_uuid(), business_now(), ${name}, 'system', 'test', 'lead', coalesce(${subject}::uuid, gen_random_uuid()), ${JSON.stringify(payload)}::jsonb
      from generate_series(1, ${count}::int) returning id, name, subject_id)
    insert into outbox (kind, event_id, subject_id, slow)
    select 'deliver', f.id, f.subject_id, coalesce(h.flood_until > clock_timestamp(), false)
    from fresh f left join heard_events h on h.name = f.name`.execute(w.db)
}

const waiting = async () =>
  (
    await sql<{ name: string; slow: boolean; n: number }>`select e.name, o.slow, count(*)::int as n from outbox o
      join event_log e on e.id = o.event_id where e.name like 'flood.%' or e.name like 'calm.%' group by 1, 2 order by 1, 2`.execute(
      w.db,
    )
  ).rows

describe('a flood of events of one name', () => {
  it('is put aside: others come first, what follows about its records keeps its place, all of it is delivered', async () => {
    const early = newId()
    await happen('flood.came', 5400 + BATCH)
    await happen('flood.came', 1, { wanted: true }, early)
    await happen('flood.done', 1, {}, early)
    await w.worker.round()
    await happen('calm.came', 1, { wanted: true })
    await w.worker.round()
    expect((await w.cases('other')).length).toBe(1)
    const [came, done, ...rest] = await waiting()
    expect(rest).toEqual([])
    expect(came).toMatchObject({ name: 'flood.came', slow: true })
    expect(came!.n).toBeGreaterThan(5000)
    expect(done).toEqual({ name: 'flood.done', slow: true, n: 1 })

    // The flood goes on, and about one of its records something else happens at once.
    const late = newId()
    await happen('flood.came', 1, { wanted: true }, late)
    await happen('flood.done', 1, {}, late)
    await happen('calm.came', 1, { wanted: true })
    await w.newWorker().round()
    expect((await w.cases('other')).length).toBe(2)
    expect((await waiting()).map(({ name, n }) => [name, n])).toContainEqual(['flood.done', 2])

    await w.settle()
    expect(await w.undelivered()).toBe(0)
    expect((await w.cases('flooded')).map(({ status }) => status)).toEqual(['completed', 'completed'])
  }, 120_000)

  it('has no say over other names, nor over fewer events', async () => {
    await happen('calm.came', 300)
    await w.worker.round()
    await w.worker.round()
    expect((await waiting()).filter(({ slow }) => slow)).toEqual([])
    await w.settle()
    expect(await waiting()).toEqual([])
  })
})
