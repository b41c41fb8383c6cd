import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance } from './advance.ts'
import subprocess from './elements/activities/embedded-subprocess.bpmn?raw'
import eventSubprocess from './elements/activities/event-subprocess.bpmn?raw'
import multiInstance from './elements/activities/multi-instance.bpmn?raw'
import boundaryTimers from './elements/events/boundary-timer.bpmn?raw'
import escalation from './elements/events/escalation-throw.bpmn?raw'
import terminate from './elements/events/terminate-end.bpmn?raw'
import parallel from './elements/gateways/parallel-gateway.bpmn?raw'
import type { Graph } from './graph.ts'
import inclusive from './semantics/inclusive-loop.bpmn?raw'
import { flow, processOf, readModel, TestInstance } from './test-instance.ts'

const endless = processOf(`<bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="again" default="again_end" />
  <bpmn:endEvent id="end" />${flow('start', 'again')}${flow('again', 'again', '=on')}${flow('again', 'end')}`)

describe('a loop without progress', () => {
  test('stops as an incident at the element where it was noticed', async () => {
    const instance = await TestInstance.of(endless)
    instance.start({ on: true })
    expect(instance.at).toEqual(['again'])
    expect(instance.intended('incident.raise')).toEqual([
      expect.objectContaining({ element: 'again', code: 'loop_without_progress' }),
    ])
    instance.send({ type: 'variables.set', variables: { on: false } })
    instance.send({ type: 'incident.retry', token: instance.token('again').id })
    expect(instance.state!.status).toBe('completed')
  })

  test('is not confused with a long way through', async () => {
    const instance = await TestInstance.of(
      processOf(`<bpmn:startEvent id="start" /><bpmn:scriptTask id="count"><bpmn:extensionElements>
        <zeebe:script expression="=n + 1" resultVariable="n" /></bpmn:extensionElements></bpmn:scriptTask>
        <bpmn:exclusiveGateway id="again" default="again_end" /><bpmn:endEvent id="end" />
        ${flow('start', 'count')}${flow('count', 'again')}${flow('again', 'count', '=n &lt; 4000')}${flow('again', 'end')}`),
    )
    instance.start({ n: 0 })
    expect(instance.variables.n).toBe(4000)
    expect(instance.state!.status).toBe('completed')
  })
})

test('an activity takes all flows whose conditions hold, else its default', async () => {
  const model =
    processOf(`<bpmn:startEvent id="start" /><bpmn:userTask id="ask" default="ask_c" /><bpmn:userTask id="a" />
    <bpmn:userTask id="b" /><bpmn:userTask id="c" />${flow('start', 'ask')}${flow('ask', 'a', '=x &gt; 1')}
    ${flow('ask', 'b', '=x &gt; 2')}${flow('ask', 'c')}`)
  const after = async (x: number | null) => {
    const instance = await TestInstance.of(model)
    instance.start()
    instance.complete('ask', { x })
    return instance
  }
  expect((await after(3)).at).toEqual(['a', 'b'])
  expect((await after(1)).at).toEqual(['c'])

  const failed = await after(null)
  expect(failed.token('ask').incident).toMatchObject({ at: 'leave', code: 'expression_failed' })
  failed.send({ type: 'variables.set', variables: { x: 2 } })
  failed.send({ type: 'incident.retry', token: failed.token('ask').id })
  expect(failed.at).toEqual(['a'])
})

describe('cancelling', () => {
  test('takes back all work and all waits', async () => {
    const instance = await TestInstance.of(subprocess)
    instance.start({ lead: { name: 'Nowak' } })
    instance.send({ type: 'cancel' })
    expect(instance.state).toMatchObject({ status: 'terminated', tokens: [] })
    expect(instance.intents.map((intent) => intent.type)).toEqual([
      'user_task.cancel',
      'user_task.cancel',
      'timer.cancel',
      'timer.cancel',
      'end',
    ])
  })

  test('clears incidents', async () => {
    const instance = await TestInstance.of(endless)
    instance.start({ on: true })
    instance.send({ type: 'cancel' })
    expect(instance.intents.map((intent) => intent.type)).toEqual(['incident.clear', 'end'])
  })
})

describe('moving a token', () => {
  test('takes its work back and enters the other element', async () => {
    const instance = await TestInstance.of(boundaryTimers, { settings: { nag: null, warn: null } })
    instance.start({ owner: 'anna' })
    instance.send({ type: 'token.move', token: 2, to: 'reassign' })
    expect(instance.at).toEqual(['reassign'])
    expect(instance.intents.map((intent) => intent.type)).toEqual([
      'user_task.cancel',
      'timer.cancel',
      'timer.cancel',
      'user_task.create',
    ])
  })

  test('out of a subprocess leaves the rest of it running, or leaves it altogether', async () => {
    const instance = await TestInstance.of(subprocess)
    instance.start({ lead: { name: 'Nowak' } })
    instance.send({ type: 'token.move', token: instance.token('call').id, to: 'after' })
    expect(instance.at).toEqual(['after', 'work', 'write'])
    instance.send({ type: 'token.move', token: instance.token('write').id, to: 'escalate' })
    expect(instance.at).toEqual(['after', 'escalate'])
    expect(instance.intended('timer.cancel')).toHaveLength(2)
    expect(instance.state!.scopes).toHaveLength(1)
  })

  test('into a subprocess opens it with its timers and inputs', async () => {
    const instance = await TestInstance.of(subprocess)
    instance.start({ lead: { name: 'Nowak' } })
    instance.complete('call')
    instance.complete('write')
    instance.send({ type: 'token.move', token: instance.token('after').id, to: 'call' })
    expect(instance.at).toEqual(['call', 'work'])
    expect(instance.intended('timer.arm')).toHaveLength(2)
    instance.complete('call')
    expect(instance.at).toEqual(['after'])
    expect(instance.variables.result).toBe('Nowak called')
  })

  test('to nowhere, to a start or to a boundary event is ignored', async () => {
    const instance = await TestInstance.of(boundaryTimers, { settings: { nag: null, warn: null } })
    instance.start({ owner: 'anna' })
    const state = instance.state
    for (const to of ['gone', 'start', 'remind']) {
      expect(instance.send({ type: 'token.move', token: 2, to })).toEqual([])
    }
    expect(instance.send({ type: 'token.move', token: 99, to: 'reassign' })).toEqual([])
    expect(instance.state).toEqual(state)
  })

  test('onto a join stands for a branch that is missing', async () => {
    const instance = await TestInstance.of(parallel)
    instance.start({ rounds: 1 })
    instance.complete('first')
    instance.complete('second')
    instance.send({ type: 'token.move', token: instance.token('third').id, to: 'join' })
    expect(instance.at).toEqual(['after'])
  })
})

test('an event for nothing that waits returns the very same state', async () => {
  const graph = await readModel(boundaryTimers)
  const { env } = new TestInstance(graph, { settings: { nag: null, warn: null } })
  const { state } = advance(graph, null, { type: 'start', variables: { owner: 'anna' } }, env)
  for (const event of [
    { type: 'user_task.completed', token: 99, variables: {} },
    { type: 'step.succeeded', token: 2, output: {} },
    { type: 'timer.fired', token: 2, element: 'nag' },
    { type: 'timer.fired', token: 2, element: 'accept' },
    { type: 'message.received', token: 2, element: 'remind', variables: {} },
    { type: 'incident.retry', token: 2 },
    { type: 'timers.rearm' },
  ] as const) {
    expect(advance(graph, state, event, env)).toEqual({ state, intents: [], trace: [] })
    expect(advance(graph, state, event, env).state).toBe(state)
  }
  expect(() => advance(graph, null, { type: 'cancel' }, env)).toThrow('before the instance was started')
})

test('a working calendar that fails stops the activity, not the engine', async () => {
  const instance = await TestInstance.of(boundaryTimers, { settings: { nag: null, warn: 'PT8H' } })
  instance.start({ owner: 'anna' })
  expect(instance.intents).toEqual([expect.objectContaining({ type: 'incident.raise', code: 'calendar_failed' })])
})

describe('whatever happens in whatever order', () => {
  /** One thing that could happen to the instance now, chosen by a number. */
  function happen(instance: TestInstance, choice: number): void {
    const possible = instance.tokens.flatMap((token) => [
      ...(token.timers ?? []).map(
        ({ element }) =>
          () =>
            instance.fire(element),
      ),
      ...(token.messages ?? []).map(
        (element) => () => instance.send({ type: 'message.received', token: token.id, element, variables: {} }),
      ),
      ...(instance.graph.elements[token.element]!.kind === 'userTask'
        ? [
            () => {
              const variables = { rounds: choice % 3, again: choice % 2 === 0 }
              instance.send({ type: 'user_task.completed', token: token.id, variables })
            },
            () => instance.send({ type: 'error.thrown', token: token.id, code: 'x', message: 'x' }),
            () => instance.send({ type: 'escalation.thrown', token: token.id, code: 'x', variables: {} }),
            () => instance.send({ type: 'incident.retry', token: token.id }),
          ]
        : []),
      ...(instance.graph.elements[token.element]!.kind === 'serviceTask'
        ? [
            () => instance.send({ type: 'step.succeeded', token: token.id, output: {} }),
            () => instance.send({ type: 'step.failed', token: token.id, code: 'x', message: 'x' }),
            () => instance.send({ type: 'incident.retry', token: token.id }),
            () => instance.send({ type: 'incident.skip', token: token.id }),
          ]
        : []),
    ])
    possible[choice % possible.length]?.()
  }

  /** Opened and closed intents of one kind must pair up. */
  function open(all: { type: string; token?: number; element?: string }[], opens: string, closes: string[]): string[] {
    const left = new Set<string>()
    for (const { type, token, element } of all) {
      if (type === opens) left.add(`${token} ${element ?? ''}`)
      if (closes.includes(type)) for (const key of left) if (key.startsWith(`${token} `)) left.delete(key)
    }
    return [...left]
  }

  test.each([
    ['subprocess', subprocess],
    ['terminate', terminate],
    ['parallel', parallel],
    ['boundary timers', boundaryTimers],
    ['event subprocess', eventSubprocess],
    ['multi-instance', multiInstance],
    ['escalation', escalation],
    ['inclusive', inclusive],
  ])('%s: every stay ends once, every task is taken back or done', async (_name, model) => {
    const graph: Graph = await readModel(model)
    fc.assert(
      fc.property(fc.array(fc.nat(100), { maxLength: 40 }), (choices) => {
        const instance = new TestInstance(graph, { settings: { nag: 'R/PT7H', warn: null } })
        const wanted = { text: true, picture: true, legal: true }
        const variables = { lead: { name: 'N' }, owner: 'anna', rounds: 1, order: 'o1', people: [1, 2, 3], wanted }
        const intents = [...instance.start(variables)]
        const done: { type: string; token: number }[] = []
        for (const choice of choices) {
          if (instance.state!.status !== 'active') break
          happen(instance, choice)
          intents.push(...instance.intents)
        }
        if (instance.state!.status === 'active') intents.push(...instance.send({ type: 'cancel' }))

        const stays = new Map<string, string[]>()
        for (const { element, token, what } of instance.history) {
          stays.set(`${token} ${element}`, [...(stays.get(`${token} ${element}`) ?? []), what])
        }
        for (const what of stays.values()) {
          expect(what[0]).toBe('entered')
          expect(what.filter((each) => each === 'entered')).toHaveLength(1)
          expect(what.filter((each) => each === 'completed' || each === 'cancelled')).toHaveLength(1)
        }
        const completed = instance.history.filter((trace) => trace.what === 'completed')
        done.push(...completed.map((trace) => ({ type: 'completed', token: trace.token })))
        expect(open([...intents, ...done], 'user_task.create', ['user_task.cancel', 'completed'])).toEqual([])
        expect(open([...intents, ...done], 'step.run', ['step.cancel', 'completed'])).toEqual([])
        expect(open(intents, 'incident.raise', ['incident.clear'])).toEqual([])
        expect(open([...intents, ...done], 'message.open', ['message.close', 'end'])).toEqual([])
        expect(intents.filter((intent) => intent.type === 'end')).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })
})
