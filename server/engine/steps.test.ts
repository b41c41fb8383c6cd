import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CaseWorld, caseWorld, chain, flow, step, task } from '../../test/support/cases.ts'
import { defineStep } from '../core/define.ts'
import { Refusal } from '../core/errors.ts'

let w: CaseWorld
/** What the test's steps do when they run, and how often they ran. */
const world = { fails: false, refuses: false, ran: 0, sent: [] as number[], deaf: false }

beforeAll(async () => {
  w = await caseWorld({
    steps: [
      defineStep({
        type: 'test.work',
        kind: 'command',
        input: z.looseObject({}),
        async run(cx) {
          world.ran += 1
          if (world.refuses) throw new Refusal('test.refused', { params: { why: 'closed' } })
          // A row that must not stay where the step fails.
          if (world.fails) await sql`insert into heard_events (name) values (${`ran ${world.ran}`})`.execute(cx.db)
          if (world.fails) throw new Error(`no luck ${world.ran}`)
          return { done: world.ran }
        },
      }),
      defineStep({ type: 'test.send', kind: 'effect', input: z.looseObject({}) }),
    ],
    senders: [
      {
        topic: 'test.send',
        async send({ attempt }) {
          world.sent.push(attempt)
          if (world.deaf) throw new Error(`nobody answers ${attempt}`)
          return { answer: 'yes' }
        },
      },
    ],
  })
  await w.deploy('work', chain(step('do', 'test.work'), task('after')))
  await w.deploy('work_ten', chain(step('do', 'test.work', ' retries="10"'), task('after')))
  await w.deploy('send', chain(step('do', 'test.send', ' retries="3"'), task('after')))
  await w.deploy(
    'careful',
    `${chain(step('do', 'test.work'))}<bpmn:boundaryEvent id="no" attachedToRef="do"><bpmn:errorEventDefinition id="no_error" errorRef="refused" />
     </bpmn:boundaryEvent>${task('ask')}<bpmn:endEvent id="asked" />${flow('no', 'ask')}${flow('ask', 'asked')}`,
    '<bpmn:error id="refused" name="refused" errorCode="test.refused" />',
  )
})
afterAll(() => w.close())
beforeEach(() => Object.assign(world, { fails: false, refuses: false, ran: 0, sent: [], deaf: false }))

const pauses = async (instance: string) => {
  const { rows } = await sql<{
    seconds: number
  }>`select extract(epoch from not_before - clock_timestamp())::float8 as seconds
    from outbox where topic = 'tell' and instance_id = ${instance}`.execute(w.db)
  return rows.map(({ seconds }) => Math.ceil(seconds))
}
const waitsOf = async (instance: string) =>
  (await w.db.selectFrom('process_waits').select('kind').where('instance_id', '=', instance).execute()).map(
    ({ kind }) => kind,
  )

describe('a command that fails', () => {
  it('is tried three times with pauses that double, then is one incident that lists them; a retry goes on', async () => {
    world.fails = true
    const id = await w.start('work')
    expect([world.ran, await w.at(id), await w.incidents(id)]).toEqual([1, ['do'], []])
    expect(await pauses(id)).toEqual([2])
    await w.settle()
    expect(world.ran).toBe(1)
    await w.hasten()
    await w.settle()
    expect([world.ran, await pauses(id)]).toEqual([2, [4]])
    await w.hasten()
    await w.settle()
    expect([world.ran, await pauses(id)]).toEqual([3, []])
    const [incident, ...others] = await w.incidents(id)
    expect(others).toEqual([])
    expect(incident).toMatchObject({ element: 'do', code: 'step_failed', message: 'no luck 3' })
    expect(incident!.attempts.map(({ message }) => message)).toEqual(['no luck 1', 'no luck 2', 'no luck 3'])
    expect(await w.told('owner', id)).toEqual(['process_incident'])
    const { rows } = await sql`select 1 from heard_events where name like 'ran %'`.execute(w.db)
    expect(rows).toEqual([])

    world.fails = false
    expect((await w.resolve(incident!.id, 'retry')).status).toBe(204)
    await w.settle()
    expect([await w.at(id), await w.incidents(id), await waitsOf(id)]).toEqual([['after'], [], []])
    expect(await w.variables(id)).toMatchObject({ done: 4 })
  })

  it('begins to count anew when a person retries in vain', async () => {
    world.fails = true
    const id = await w.start('work')
    for (let i = 0; i < 2; i += 1) {
      await w.hasten()
      await w.settle()
    }
    const [first] = await w.incidents(id)
    expect((await w.resolve(first!.id, 'retry')).status).toBe(204)
    expect(await w.incidents(id)).toEqual([])
    for (let i = 0; i < 2; i += 1) {
      await w.hasten()
      await w.settle()
    }
    const again = await w.incidents(id)
    expect(again.map(({ attempts }) => attempts.map(({ message }) => message))).toEqual([
      ['no luck 4', 'no luck 5', 'no luck 6'],
    ])
  })

  it('is tried as often as its model says', async () => {
    world.fails = true
    const id = await w.start('work_ten')
    for (let i = 1; i < 10; i += 1) {
      expect([world.ran, await w.incidents(id)]).toEqual([i, []])
      await w.hasten()
      await w.settle()
    }
    expect((await w.incidents(id)).map(({ attempts }) => attempts.length)).toEqual([10])
  })

  it('goes on by itself when the cause is gone before the last try, and keeps no wait', async () => {
    world.fails = true
    const id = await w.start('work')
    expect(await waitsOf(id)).toEqual(['step'])
    world.fails = false
    await w.hasten()
    await w.settle()
    expect([await w.at(id), await w.incidents(id), await waitsOf(id)]).toEqual([['after'], [], []])
  })

  it('is not tried while the case is held still, and goes on counting after that', async () => {
    world.fails = true
    const id = await w.start('work')
    expect((await w.request('owner', 'POST', `/api/instances/${id}/suspension`)).status).toBe(204)
    await w.hasten()
    await w.settle()
    expect(world.ran).toBe(1)
    expect((await w.request('owner', 'DELETE', `/api/instances/${id}/suspension`)).status).toBe(204)
    expect(world.ran).toBe(2)
    await w.hasten()
    await w.settle()
    expect((await w.incidents(id)).map(({ attempts }) => attempts.length)).toEqual([3])
  })

  it('is not tried any more when the case was ended meanwhile', async () => {
    world.fails = true
    const id = await w.start('work')
    expect((await w.request('owner', 'DELETE', `/api/instances/${id}`)).status).toBe(204)
    await w.hasten()
    await w.settle()
    expect([world.ran, await w.status(id), await w.undelivered()]).toEqual([1, 'terminated', 0])
  })
})

describe('a command that is refused', () => {
  it('is an error of BPMN that a border catches, and is not tried again', async () => {
    world.refuses = true
    const id = await w.start('careful')
    expect([world.ran, await w.at(id), await w.incidents(id)]).toEqual([1, ['ask'], []])
  })

  it('is an incident where nothing catches it', async () => {
    world.refuses = true
    const id = await w.start('work')
    await w.settle()
    expect(await w.incidents(id)).toMatchObject([{ element: 'do', code: 'test.refused', message: '{"why":"closed"}' }])
    expect(world.ran).toBe(1)
  })
})

describe('an effect', () => {
  it('comes back with what its sender answers, and keeps no wait', async () => {
    const id = await w.start('send')
    expect([await w.at(id), await waitsOf(id)]).toEqual([['do'], ['step']])
    await w.worker.sendAll()
    await w.settle()
    expect([await w.at(id), await waitsOf(id)]).toEqual([['after'], []])
    expect(await w.variables(id)).toMatchObject({ answer: 'yes' })
  })

  it('that comes back to a case held still is heard when it goes on', async () => {
    const id = await w.start('send')
    expect((await w.request('owner', 'POST', `/api/instances/${id}/suspension`)).status).toBe(204)
    await w.worker.sendAll()
    await w.settle()
    expect(await w.at(id)).toEqual(['do'])
    expect((await w.request('owner', 'DELETE', `/api/instances/${id}/suspension`)).status).toBe(204)
    expect([await w.at(id), await waitsOf(id)]).toEqual([['after'], []])
  })

  it('whose sender fails as often as the model allows is an incident that lists the tries; a retry sends it anew', async () => {
    world.deaf = true
    const id = await w.start('send')
    for (let i = 0; i < 5; i += 1) {
      await w.worker.sendAll()
      await w.settle()
      await w.hasten()
    }
    expect(world.sent).toEqual([1, 2, 3])
    const [incident, ...others] = await w.incidents(id)
    expect(others).toEqual([])
    expect(incident).toMatchObject({ element: 'do', code: 'step_failed', message: 'nobody answers 3' })
    expect(incident!.attempts.map(({ message }) => message)).toEqual([
      'nobody answers 1',
      'nobody answers 2',
      'nobody answers 3',
    ])
    world.deaf = false
    expect((await w.resolve(incident!.id, 'retry')).status).toBe(204)
    await w.worker.sendAll()
    await w.settle()
    expect([world.sent, await w.at(id), await w.incidents(id)]).toEqual([[1, 2, 3, 1], ['after'], []])
  })
})

describe('a commit', () => {
  /** Names of the statements that the engine sent meanwhile. */
  async function said(act: () => Promise<unknown>): Promise<string[]> {
    const names: string[] = []
    const { pool } = w.deps.database.byIndex
    const listen = (client: pg.PoolClient) => {
      const { query } = client
      client.query = ((...all: unknown[]) => {
        names.push((all[0] as { name?: string }).name ?? String(all[0]))
        return (query as (...each: unknown[]) => unknown).apply(client, all)
      }) as typeof client.query
    }
    pool.on('acquire', listen)
    await act()
    pool.off('acquire', listen)
    return names
  }

  it('waits for the disk where a step ran or a task was made, and not where a case only moved', async () => {
    let id = ''
    const began = await said(async () => {
      id = await w.start('work', {})
      await w.settle()
    })
    expect(world.ran).toBe(1)
    expect(began).not.toContain('no-wait')
    const ended = await said(async () => {
      await w.finish(id, 'after')
      await w.settle()
    })
    expect(await w.status(id)).toBe('completed')
    expect(ended).toContain('no-wait')
    expect(ended.lastIndexOf('commit')).toBeGreaterThan(ended.indexOf('no-wait'))
  })
})
