import type { Attachable } from './elements/behaviour.ts'
import { behaviourOf } from './elements/index.ts'
import { isFeel, syntaxErrorOf } from './expression.ts'
import type { Foreign, Graph, GraphElement, GraphFlow, Mapping } from './graph.ts'
import { type Problem, problem } from './problem.ts'
import { isDuration, nextByCron, parseCycle, parseInstant } from './timer-values.ts'

/** What is wrong or doubtful about a model before it runs, element by element in document order. */
export function validate(graph: Graph): Problem[] {
  const reachable = reachableFrom(graph)
  return [
    ...starts(graph),
    ...graph.order.flatMap((id) => {
      const element = graph.elements[id]!
      return [
        ...(behaviourOf(element.kind).check?.(element, graph) ?? []),
        ...place(element, graph),
        ...boundary(element, graph),
        ...(reachable.has(id) ? [] : [problem(element, 'unreachable', {}, 'warning')]),
        ...mappings(element),
        ...expressions(element, graph),
        ...timer(element),
        ...instances(element),
        ...deadline(element, graph),
      ]
    }),
    ...flows(graph),
  ]
}

function starts(graph: Graph): Problem[] {
  const problems: Problem[] = []
  const begins = (id: string) => behaviourOf(graph.elements[id]!.kind).begins === true
  const none = graph.starts.filter((id) => graph.elements[id]!.kind === 'noneStart')
  if (!graph.starts.some(begins)) {
    problems.push(problem({ id: graph.processId, name: graph.name }, 'start_missing', { place: 'process' }))
  }
  for (const id of none.slice(1)) problems.push(problem(graph.elements[id]!, 'several_starts', { place: 'process' }))
  for (const id of graph.order) {
    const element = graph.elements[id]!
    if (!element.starts) continue
    const count = element.starts.filter(begins).length
    if (count === 1) continue
    if (element.kind === 'eventSubprocess') problems.push(problem(element, 'event_subprocess_start'))
    else problems.push(problem(element, count === 0 ? 'start_missing' : 'several_starts', { place: 'subprocess' }))
  }
  return problems
}

function place(element: GraphElement, graph: Graph): Problem[] {
  const { begins, ends } = behaviourOf(element.kind)
  const problems: Problem[] = []
  if ((begins || element.attachedTo !== undefined) && element.incoming.length > 0) {
    problems.push(problem(element, 'flow_into_event'))
  }
  if (ends && element.outgoing.length > 0) problems.push(problem(element, 'flow_out_of_end'))
  const isOutside = element.kind === 'eventSubprocess' || element.forCompensation
  if (!ends && element.outgoing.length === 0 && !isOutside) {
    problems.push(problem(element, 'dead_end', {}, 'warning'))
  }
  const isDrawnInto = element.incoming.some(
    (id) => graph.elements[graph.flows[id]!.source]!.kind !== 'boundaryCompensation',
  )
  if (element.forCompensation && (isDrawnInto || element.outgoing.length > 0)) {
    problems.push(problem(element, 'compensation_handler_flow'))
  }
  if (element.defaultFlow !== undefined && graph.flows[element.defaultFlow]?.source !== element.id) {
    problems.push(problem(element, 'default_not_outgoing'))
  }
  return problems
}

function boundary(element: GraphElement, graph: Graph): Problem[] {
  const host = element.attachedTo === undefined ? undefined : graph.elements[element.attachedTo]
  if (!host) return []
  // a handler that is left by such an event would leave those who wait for it without an answer
  if (host.forCompensation) return [problem(element, 'boundary_on_handler')]
  const wanted = element.kind.replace('boundary', '').toLowerCase() as Attachable
  if (behaviourOf(host.kind).hosts?.includes(wanted)) return []
  return [problem(element, 'boundary_not_possible', { event: wanted, host: host.name ?? host.id })]
}

function mappings(element: GraphElement): Problem[] {
  const { hosts, leaving } = behaviourOf(element.kind)
  const isGateway = element.kind.endsWith('Gateway')
  const problems: Problem[] = []
  if ((element.inputs && hosts === undefined && !leaving) || (element.outputs && isGateway)) {
    problems.push(problem(element, 'mapping_not_used'))
  }
  for (const { source, target } of [...(element.inputs ?? []), ...(element.outputs ?? [])]) {
    if (source !== '' && /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(target)) continue
    problems.push(problem(element, 'mapping_incomplete', { source, target }))
  }
  for (const header of Object.keys(element.headers ?? {})) {
    if (header !== 'resultVariable') problems.push(problem(element, 'header_not_used', { header }, 'warning'))
  }
  return problems
}

function expressions(element: GraphElement, graph: Graph): Problem[] {
  const sources = [
    ...(element.inputs ?? []).map(sourceOf),
    ...(element.outputs ?? []).map(sourceOf),
    ...Object.values(element.assignment ?? {}),
    ...Object.values(element.schedule ?? {}),
    ...Object.entries(element.properties ?? {}).flatMap(([name, value]) => (name === 'tok:condition' ? [] : [value])),
    element.priority,
    element.formKey,
    element.step?.type,
    element.step?.retries,
    element.timer?.value,
    element.message?.name,
    element.message?.correlationKey,
    element.publication?.correlationKey,
    element.publication?.timeToLive,
    element.signal?.name,
    element.error?.code,
    element.escalation?.code,
    element.call?.process,
    element.decision?.id,
    element.condition,
  ].filter((source): source is string => source !== undefined && isFeel(source))
  const { cardinality, collection, until, outputElement, repeat } = element.loop ?? {}
  const alwaysFeel = [element.script?.expression, element.properties?.['tok:condition']]
  const ofLoop = [cardinality, collection, until, outputElement, repeat?.while]
  const problems = [...sources, ...alwaysFeel, ...ofLoop].flatMap((source) =>
    source === undefined ? [] : broken(element, source),
  )
  if (element.foreign) problems.push(foreign(element, element.foreign))
  for (const id of element.outgoing) {
    const flow = graph.flows[id]!
    if (flow.condition !== undefined) problems.push(...broken(flow, flow.condition))
    if (flow.foreign) problems.push(foreign(flow, flow.foreign))
  }
  return problems
}

function sourceOf(mapping: Mapping): string {
  return mapping.source
}

function broken(about: GraphElement | GraphFlow, source: string): Problem[] {
  const reason = syntaxErrorOf(source)
  return reason ? [problem(about, 'expression_invalid', { expression: source, reason })] : []
}

function foreign(about: GraphElement | GraphFlow, { expression, language }: Foreign): Problem {
  return problem(about, 'language_not_feel', { expression, language })
}

function timer(element: GraphElement): Problem[] {
  const problems: Problem[] = []
  if (element.calendar && !['company', 'assignee', 'none'].includes(element.calendar)) {
    problems.push(problem(element, 'calendar_unknown', { calendar: element.calendar }))
  }
  if (!element.timer || isFeel(element.timer.value)) return problems
  const { kind, value } = element.timer
  const isReadable =
    kind === 'duration' ? isDuration(value) : kind === 'date' ? parseInstant(value, 'UTC') : isCycle(value)
  return isReadable ? problems : [...problems, problem(element, 'timer_invalid', { value, wanted: kind })]
}

/** Any instant does: only whether it can be read is asked. */
const isCycle = (value: string) =>
  parseCycle(value) !== null || nextByCron(value, '2026-01-01T00:00:00Z', 'UTC') != null

function instances({ loop, ...element }: GraphElement): Problem[] {
  if (loop?.repeat) {
    const { while: condition, maximum } = loop.repeat
    return condition || maximum !== undefined || element.foreign ? [] : [problem(element, 'loop_without_end')]
  }
  return !loop || loop.cardinality || loop.collection ? [] : [problem(element, 'instances_missing')]
}

const WAITS = new Set([
  'userTask',
  'catchMessage',
  'catchSignal',
  'catchConditional',
  'receiveTask',
  'eventBasedGateway',
])

/** A wait that nothing ends but the one who is waited for. */
function deadline(element: GraphElement, graph: Graph): Problem[] {
  if (!WAITS.has(element.kind) || element.schedule?.dueDate) return []
  const targets = element.outgoing.map((id) => graph.elements[graph.flows[id]!.target]!)
  if (element.kind === 'eventBasedGateway' && targets.some((each) => each.timer)) return []
  const behind = element.incoming.map((id) => graph.elements[graph.flows[id]!.source]!.kind)
  if (element.kind !== 'userTask' && behind.includes('eventBasedGateway')) return []
  for (let around: GraphElement | undefined = element; around; ) {
    if (around.boundary.some((id) => graph.elements[id]!.kind === 'boundaryTimer')) return []
    around = around.scope === null ? undefined : graph.elements[around.scope]
    if (endsByTimer(around?.eventSubprocesses ?? [], graph)) return []
  }
  if (endsByTimer(graph.eventSubprocesses ?? [], graph)) return []
  return [problem(element, 'wait_without_deadline', {}, 'warning')]
}

function endsByTimer(eventSubprocesses: string[], graph: Graph): boolean {
  const starts = eventSubprocesses.flatMap((id) => graph.elements[id]!.starts ?? [])
  return starts.some((id) => graph.elements[id]!.kind === 'timerStart')
}

function flows(graph: Graph): Problem[] {
  const problems: Problem[] = []
  for (const flow of Object.values(graph.flows)) {
    const source = graph.elements[flow.source]!
    if (flow.condition === undefined) continue
    if (source.defaultFlow === flow.id) {
      problems.push(problem(flow, 'condition_not_used', { place: 'default' }, 'warning'))
    }
    if (source.kind === 'eventBasedGateway') problems.push(problem(flow, 'condition_not_used', { place: 'event' }))
  }
  return problems
}

function reachableFrom(graph: Graph): Set<string> {
  const reached = new Set<string>()
  const next = [...graph.starts, ...(graph.eventSubprocesses ?? [])]
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    const element = graph.elements[id]!
    next.push(...element.outgoing.map((flow) => graph.flows[flow]!.target), ...element.boundary)
    next.push(...(element.starts ?? []), ...(element.eventSubprocesses ?? []))
  }
  return reached
}
