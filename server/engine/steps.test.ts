import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CaseWorld, caseWorld, chain, flow, step, task } from '../../test/support/cases.ts'
import { type CollectedSpan, startCollector } from '../../test/support/collector.ts'
import { defineStep } from '../core/define.ts'
import { Refusal } from '../core/errors.ts'
import { openTraces } from '../parts.ts'

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

describe('traces', () => {
  /** Does something while a collector listens; gives all that it was told. */
  async function collected(what: () => Promise<void>, env: Record<string, string> = {}) {
    const collector = await startCollector()
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url
    try {
      w.deps.traces = await openTraces({ ...process.env, ...env }, 'main', w.deps.log)
      await what()
      await w.deps.traces!.close()
    } finally {
      w.deps.traces = undefined
      delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
      await collector.close()
    }
    return collector
  }

  it('a case is one trace: its start, its steps, their tries and what they sent, with links to who caused it', async () => {
    await w.deploy('traced', chain(step('do', 'test.work'), step('tell', 'test.send'), task('after')))
    let id = ''
    const { spans, texts } = await collected(async () => {
      world.fails = true
      id = await w.start('traced', { secret: 'Kowalska' })
      await w.settle()
      world.fails = false
      await w.hasten()
      await w.settle()
      world.deaf = true
      await w.worker.sendAll()
      world.deaf = false
      await w.hasten()
      await w.worker.sendAll()
      await w.settle()
      await w.finish(id, 'after')
      await w.settle()
    })
    expect(await w.status(id)).toBe('completed')

    const trace = id.replaceAll('-', '')
    const ofCase = spans.filter((each) => each.trace === trace)
    const named = (name: string) => ofCase.filter((each) => each.name === name)
    const [root, ...others] = named('case traced')
    expect([root!.parent, root!.span, others]).toEqual([null, trace.slice(16), []])
    expect(root!.attributes).toMatchObject({ 'tok.case.id': id, 'tok.process.key': 'traced', 'tok.process.version': 1 })

    const tries = named('step test.work')
    expect(tries.map(({ error, attributes }) => [attributes['tok.attempt'], attributes['tok.outcome'], error])).toEqual(
      [
        [1, 'tried again', 'Error'],
        [2, 'succeeded', null],
      ],
    )
    const [retry] = named('step.retry')
    expect([tries[0]!.parent, tries[1]!.parent, retry!.parent]).toEqual([root!.span, retry!.span, root!.span])

    const [told] = named('step test.send')
    expect(
      named('effect test.send').map(({ parent, attributes, error }) => [parent, attributes['tok.outcome'], error]),
    ).toEqual([
      [told!.span, 'tried again', 'Error'],
      [told!.span, 'sent', null],
    ])
    // Nothing hangs in the air: each leads to the start of the case.
    const spansOfCase = new Set(ofCase.map(({ span }) => span))
    expect(ofCase.filter(({ parent }) => parent !== null && !spansOfCase.has(parent))).toEqual([])

    const request = (operation: string) => spans.find(({ name }) => name === operation)!
    expect(request('processes.start')).toMatchObject({ kind: 2, attributes: { 'http.response.status_code': 201 } })
    const linked = (from: CollectedSpan, to: CollectedSpan) =>
      from.links.some(({ trace, span }) => trace === to.trace && span === to.span)
    expect(linked(root!, request('processes.start'))).toBe(true)
    const [finished] = named('user_task.completed')
    expect([finished!.attributes['tok.case.status'], linked(finished!, request('tasks.complete'))]).toEqual([
      'completed',
      true,
    ])
    const delivered = spans.find(
      ({ name, trace: of }) => name === 'deliver task.completed' && of === request('tasks.complete').trace,
    )!
    expect([delivered.parent, linked(delivered, finished!)]).toEqual([request('tasks.complete').span, true])
    // The batch that moved it, in a trace of its own.
    expect(spans.some((each) => each.name === 'engine.deliver' && linked(finished!, each))).toBe(true)

    for (const word of ['Kowalska', 'no luck', 'nobody answers', 'maria@', 'Wójcik'])
      expect(texts.join()).not.toContain(word)
  })

  it('a program that calls goes on with its own trace; what is not kept is not sent, the same for all of a case', async () => {
    const caller = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' }
    const { spans } = await collected(async () => {
      const body = { variables: {} }
      const headers = { traceparent: `00-${caller.trace}-${caller.span}-01` }
      expect((await w.request('owner', 'POST', '/api/processes/traced/instances', body, headers)).status).toBe(201)
    })
    expect(spans.find(({ name }) => name === 'processes.start')).toMatchObject({
      trace: caller.trace,
      parent: caller.span,
    })

    const ids: string[] = []
    const half = await collected(
      async () => {
        for (let i = 0; i < 12; i += 1) ids.push(await w.start('traced'))
      },
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' },
    )
    const kept = ids.map((id) =>
      half.spans.filter(({ trace }) => trace === id.replaceAll('-', '')).map(({ name }) => name),
    )
    for (const names of kept)
      if (names.length > 0) expect(names).toEqual(expect.arrayContaining(['case traced', 'step test.work']))
    expect(new Set(half.spans.map(({ trace }) => trace)).size).toBeLessThan(24)
  })

  it('costs nothing where no collector is named', async () => {
    expect(await openTraces({}, 'main', w.deps.log)).toBeUndefined()
    expect(
      await openTraces(
        { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' },
        'main',
        w.deps.log,
      ),
    ).toBeUndefined()
  })
})
