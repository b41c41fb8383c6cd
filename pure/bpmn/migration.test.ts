import { expect, test } from 'vitest'
import { advance } from './advance.ts'
import type { ElementMap } from './graph.ts'
import { elementMap, migrate } from './migration.ts'
import { flow, processOf, readModel, TestInstance } from './test-instance.ts'

const timer = (id: string, host: string, duration: string) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="false"><bpmn:timerEventDefinition id="${id}_d">
    <bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:endEvent id="${id}_end" />${flow(id, `${id}_end`)}`
const message = (id: string, host: string, name: string) => ({
  inside: `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}"><bpmn:messageEventDefinition id="${id}_d" messageRef="m_${name}" />
    </bpmn:boundaryEvent><bpmn:endEvent id="${id}_end" />${flow(id, `${id}_end`)}`,
  outside: `<bpmn:message id="m_${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=key" />
    </bpmn:extensionElements></bpmn:message>`,
})
const line = (...tasks: string[]) =>
  `<bpmn:startEvent id="s" /><bpmn:endEvent id="z" />${tasks.map((id) => `<bpmn:userTask id="${id}" />`).join('')}
   ${['s', ...tasks].map((id, i) => flow(id, tasks[i] ?? 'z')).join('')}`

/** An instance of one model put into another, as the shell keeps it. */
async function moved(before: string, after: string, begin: (instance: TestInstance) => void, chosen: ElementMap = {}) {
  const instance = await TestInstance.of(before)
  begin(instance)
  const to = await readModel(after)
  const state = structuredClone(instance.state!)
  const result = migrate(instance.graph, to, elementMap(instance.graph, to, chosen), state, instance.env)
  expect(state).toEqual(instance.state)
  if ('refused' in result) return result
  const next = new TestInstance(to, instance.env)
  next.state = JSON.parse(JSON.stringify(result.state))
  return { ...result, next }
}

async function went(...given: Parameters<typeof moved>) {
  const result = await moved(...given)
  if ('refused' in result) throw new Error(JSON.stringify(result.refused))
  return result
}

const start =
  (variables = {}) =>
  (instance: TestInstance) =>
    void instance.start(variables)

test('a case goes on where it stands, along the ways of the next version', async () => {
  const { next, intents, trace } = await went(
    processOf(line('call', 'write')),
    processOf(line('call', 'visit')),
    start(),
  )
  expect([intents, trace]).toEqual([[], []])
  next.complete('call')
  expect(next.at).toEqual(['visit'])
})

test('a timer keeps its due, a new one is armed, one that is gone is cancelled, one that came does not come again', async () => {
  const before = processOf(
    line('call') + timer('kept', 'call', 'PT8H') + timer('gone', 'call', 'P1D') + timer('came', 'call', 'PT1H'),
  )
  const after = processOf(
    line('call') + timer('kept', 'call', 'PT2H') + timer('came', 'call', 'PT1H') + timer('new', 'call', 'P3D'),
  )
  const { next, intents } = await went(before, after, (instance) => {
    instance.start()
    instance.fire('came')
  })
  expect(next.token('call').timers).toMatchObject([
    { element: 'kept', dueAt: '2026-05-04T16:00:00.000Z' },
    { element: 'new', dueAt: '2026-05-07T09:00:00.000Z' },
  ])
  expect(intents.map(({ type, ...intent }) => `${type} ${'element' in intent ? intent.element : ''}`)).toEqual([
    'timer.cancel gone',
    'timer.arm new',
  ])
})

test('what stands under another id goes on there with what it waits for', async () => {
  const chosen = { call: 'ring', late: 'too_late' }
  const { next, intents, trace } = await went(
    processOf(line('call') + timer('late', 'call', 'PT8H')),
    processOf(line('ring') + timer('too_late', 'ring', 'PT1H')),
    start(),
    chosen,
  )
  expect(next.token('ring')).toMatchObject({
    id: 2,
    timers: [{ element: 'too_late', dueAt: '2026-05-04T16:00:00.000Z' }],
  })
  expect(intents.map(({ type }) => type)).toEqual(['timer.cancel', 'timer.arm'])
  expect(trace).toMatchObject([
    { element: 'call', what: 'cancelled' },
    { element: 'ring', what: 'entered' },
  ])
})

test('a message of another name is waited for by that name, one of the same name is not touched', async () => {
  const [paid, same] = [message('paid', 'call', 'paid'), message('same', 'call', 'same')]
  const settled = message('paid', 'call', 'settled')
  const { intents, next } = await went(
    processOf(line('call') + paid.inside + same.inside, paid.outside + same.outside),
    processOf(line('call') + settled.inside + same.inside, settled.outside + same.outside),
    start({ key: 'k' }),
  )
  expect(intents).toMatchObject([
    { type: 'message.close', element: 'paid' },
    { type: 'message.open', element: 'paid', name: 'settled', correlationKey: 'k' },
  ])
  next.receive('paid')
  expect(next.state!.status).toBe('completed')
})

test('an event subprocess that is new listens, one that is gone does no more', async () => {
  const handler = (id: string, name: string) => ({
    inside: `<bpmn:subProcess id="${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}_on">
      <bpmn:messageEventDefinition id="${id}_d" messageRef="m_${name}" /></bpmn:startEvent><bpmn:endEvent id="${id}_end" />
      ${flow(`${id}_on`, `${id}_end`)}</bpmn:subProcess>`,
    outside: message('x', 'y', name).outside,
  })
  const [a, b] = [handler('a', 'one'), handler('b', 'two')]
  const { intents, next } = await went(
    processOf(line('call') + a.inside, a.outside),
    processOf(line('call') + b.inside, b.outside),
    start({ key: 'k' }),
  )
  expect(intents.map(({ type, ...intent }) => `${type} ${'element' in intent ? intent.element : ''}`)).toEqual([
    'message.close a_on',
    'message.open b_on',
  ])
  next.receive('b_on')
  expect(next.state!.status).toBe('completed')
})

test('refused with every reason: no place, another kind, another subprocess, once and many times, no such flow', async () => {
  const many =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'
  const inside = `<bpmn:startEvent id="s" /><bpmn:parallelGateway id="all" />${flow('s', 'all')}<bpmn:endEvent id="z" />
    ${['gone', 'kind', 'place', 'loop'].map((id) => `<bpmn:userTask id="${id}" />${flow('all', id)}${flow(id, 'z')}`).join('')}
    <bpmn:userTask id="wait" /><bpmn:manualTask id="pass" /><bpmn:parallelGateway id="join" />
    ${flow('all', 'wait')}${flow('all', 'pass')}${flow('wait', 'join')}${flow('pass', 'join')}${flow('join', 'z')}`
  const after = inside
    .replace('<bpmn:userTask id="gone" />', '')
    .replace(/<bpmn:sequenceFlow id="(all_gone|gone_z)".*?<\/bpmn:sequenceFlow>/g, '')
    .replace('<bpmn:userTask id="kind" />', '<bpmn:manualTask id="kind" />')
    .replace(
      '<bpmn:userTask id="place" />',
      `<bpmn:subProcess id="sub"><bpmn:startEvent id="b" /><bpmn:userTask id="place" />${flow('b', 'place')}</bpmn:subProcess>`,
    )
    .replace(/<bpmn:sequenceFlow id="(all_place|place_z)".*?<\/bpmn:sequenceFlow>/g, '')
    .replace('<bpmn:userTask id="loop" />', `<bpmn:userTask id="loop">${many}</bpmn:userTask>`)
    .replace(flow('pass', 'join'), flow('pass', 'wait'))
  const result = await moved(processOf(inside), processOf(after), start(), { kind: 'kind' })
  expect('refused' in result && result.refused).toEqual([
    { code: 'gone', element: 'gone' },
    { code: 'other_kind', element: 'kind' },
    { code: 'other_place', element: 'place' },
    { code: 'other_loop', element: 'loop' },
    { code: 'flow_gone', element: 'join' },
  ])
})

test('what it cannot wait for keeps it where it is', async () => {
  const paid = message('paid', 'call', 'paid')
  const result = await moved(processOf(line('call')), processOf(line('call') + paid.inside, paid.outside), start())
  expect(result).toMatchObject({ refused: [{ code: 'cannot_wait', element: 'paid' }] })
})

test('inside a subprocess and among many instances each goes on as what it is', async () => {
  const sub = (more = '') =>
    processOf(`<bpmn:startEvent id="s" /><bpmn:endEvent id="z" /><bpmn:subProcess id="each">
      <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=all" inputElement="one" />
      </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics><bpmn:startEvent id="b" /><bpmn:userTask id="ask" />
      <bpmn:endEvent id="e" />${flow('b', 'ask')}${flow('ask', 'e')}${more}</bpmn:subProcess>${flow('s', 'each')}${flow('each', 'z')}`)
  const { next, intents } = await went(sub(), sub(timer('hurry', 'ask', 'PT1H')), start({ all: ['a', 'b'] }))
  expect(intents.map(({ type }) => type)).toEqual(['timer.arm', 'timer.arm'])
  next.complete('ask')
  next.complete('ask')
  expect(next.state!.status).toBe('completed')
})

test('what was done stays to be undone', async () => {
  const book = (undo: string) =>
    processOf(`<bpmn:startEvent id="s" /><bpmn:manualTask id="book" /><bpmn:userTask id="decide" />
      <bpmn:boundaryEvent id="off" attachedToRef="book"><bpmn:compensateEventDefinition id="off_d" /></bpmn:boundaryEvent>
      <bpmn:userTask id="${undo}" isForCompensation="true" /><bpmn:association id="a" sourceRef="off" targetRef="${undo}" />
      <bpmn:endEvent id="z"><bpmn:compensateEventDefinition id="z_d" /></bpmn:endEvent>
      ${flow('s', 'book')}${flow('book', 'decide')}${flow('decide', 'z')}`)
  const { next } = await went(book('cancel'), book('call_off'), start())
  next.complete('decide')
  expect(next.at).toEqual(['call_off', 'z'])
})

test('the same version moves nothing', async () => {
  const xml = processOf(line('call') + timer('late', 'call', 'PT8H'))
  const { intents, next } = await went(xml, xml, start())
  expect(intents).toEqual([])
  const again = advance(next.graph, next.state, { type: 'variables.set', variables: {} }, next.env)
  expect(again.state.tokens).toEqual(next.state!.tokens)
})

test('a wait that says the same stays open, in whatever order a database gave its words back', async () => {
  const model = processOf(
    `<bpmn:startEvent id="start" /><bpmn:receiveTask id="hear" messageRef="m" /><bpmn:endEvent id="end" />
    ${flow('start', 'hear')}${flow('hear', 'end')}`,
    `<bpmn:message id="m" name="told"><bpmn:extensionElements><zeebe:subscription correlationKey="=key" /></bpmn:extensionElements></bpmn:message>`,
  )
  const instance = await TestInstance.of(model)
  instance.start({ key: 'k' })
  const turned = <T>(value: T): T =>
    Array.isArray(value)
      ? (value.map(turned) as T)
      : typeof value === 'object' && value !== null
        ? (Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, part]) => [name, turned(part)]),
          ) as T)
        : value
  const to = await readModel(model)
  const result = migrate(turned(instance.graph), to, elementMap(instance.graph, to), instance.state!, instance.env)
  expect(result).toMatchObject({ intents: [] })
})
