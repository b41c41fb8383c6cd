import { behaviourOf } from './elements/index.ts'
import { isFeel, syntaxErrorOf } from './expression.ts'
import type { Graph, GraphElement, Mapping } from './graph.ts'
import type { Problem } from './problem.ts'
import { isDuration, parseCycle, parseInstant } from './timer-values.ts'

/** What is wrong or doubtful about a model before it runs, in plain words, element by element in document order. */
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
        ...(reachable.has(id) ? [] : [unreachable(element)]),
        ...mappings(element),
        ...expressions(element, graph),
        ...timer(element),
        ...deadline(element, graph),
      ]
    }),
    ...flows(graph),
  ]
}

function starts(graph: Graph): Problem[] {
  const problems: Problem[] = []
  const none = graph.starts.filter((id) => graph.elements[id]!.kind === 'noneStart')
  if (graph.starts.length === 0) {
    problems.push({
      elementId: graph.processId,
      elementName: graph.name,
      code: 'start_missing',
      message: 'The process has no start event.',
      suggestion: 'Begin it with a start event.',
      severity: 'error',
    })
  }
  for (const id of none.slice(1)) {
    problems.push(
      error(graph.elements[id]!, 'several_starts', 'The process has a second plain start event.', 'Keep one of them.'),
    )
  }
  for (const id of graph.order) {
    const element = graph.elements[id]!
    if (!element.starts || element.starts.length === 1) continue
    problems.push(
      element.starts.length === 0
        ? error(element, 'start_missing', 'This subprocess has no start event.', 'Begin it with a plain start event.')
        : error(element, 'several_starts', 'This subprocess has several start events.', 'Keep one of them.'),
    )
  }
  return problems
}

function place(element: GraphElement, graph: Graph): Problem[] {
  const isStart = element.kind === 'noneStart' || element.kind === 'messageStart'
  const isEnd = element.kind === 'noneEnd' || element.kind === 'terminateEnd'
  const problems: Problem[] = []
  if ((isStart || element.attachedTo !== undefined) && element.incoming.length > 0) {
    problems.push(
      error(element, 'flow_into_event', 'A sequence flow leads into this event, which cannot be.', 'Remove the flow.'),
    )
  }
  if (isEnd && element.outgoing.length > 0) {
    problems.push(error(element, 'flow_out_of_end', 'A sequence flow leads out of this end.', 'Remove the flow.'))
  }
  if (!isEnd && element.outgoing.length === 0) {
    problems.push(
      warning(
        element,
        'dead_end',
        'Nothing follows here, so this path just ends.',
        'Lead it to an end event if that is meant.',
      ),
    )
  }
  if (element.defaultFlow !== undefined && graph.flows[element.defaultFlow]?.source !== element.id) {
    problems.push(
      error(
        element,
        'default_not_outgoing',
        'Its default flow does not lead out of it.',
        'Choose one of its own flows.',
      ),
    )
  }
  return problems
}

function boundary(element: GraphElement, graph: Graph): Problem[] {
  const host = element.attachedTo === undefined ? undefined : graph.elements[element.attachedTo]
  if (!host) return []
  const wanted = element.timer || element.kind === 'boundaryTimer' ? 'timer' : element.error ? 'error' : 'message'
  if (behaviourOf(host.kind).hosts?.includes(wanted)) return []
  return [
    error(
      element,
      'boundary_not_possible',
      `A ${wanted} event on "${host.name ?? host.id}" could never happen.`,
      'Attach it to an activity that waits or that can be refused.',
    ),
  ]
}

function unreachable(element: GraphElement): Problem {
  return warning(element, 'unreachable', 'No path leads here.', 'Connect it or delete it.')
}

function mappings(element: GraphElement): Problem[] {
  const isActivity = behaviourOf(element.kind).hosts !== undefined
  const isGateway = element.kind.endsWith('Gateway')
  const problems: Problem[] = []
  if ((element.inputs && !isActivity) || (element.outputs && isGateway)) {
    problems.push(
      error(element, 'mapping_not_used', 'Variables cannot be mapped at this element.', 'Map them at an activity.'),
    )
  }
  for (const { source, target } of [...(element.inputs ?? []), ...(element.outputs ?? [])]) {
    if (source !== '' && /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(target)) continue
    problems.push(
      error(
        element,
        'mapping_incomplete',
        `The mapping of "${source}" to "${target}" cannot be read.`,
        'Give it a value and the name of a variable.',
      ),
    )
  }
  for (const header of Object.keys(element.headers ?? {})) {
    if (header === 'resultVariable') continue
    problems.push(
      warning(element, 'header_not_used', `The header "${header}" is not read here.`, 'Pass it as an input instead.'),
    )
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
  ].filter((source): source is string => source !== undefined && isFeel(source))
  const alwaysFeel = [element.script?.expression, element.properties?.['tok:condition']]
  const problems: Problem[] = []
  for (const source of [...sources, ...alwaysFeel]) {
    const fault = source === undefined ? null : syntaxErrorOf(source)
    if (fault) problems.push(badExpression(element, source!, fault))
  }
  for (const id of element.outgoing) {
    const flow = graph.flows[id]!
    const fault = flow.condition === undefined ? null : syntaxErrorOf(flow.condition)
    if (fault) problems.push(badExpression(flow, flow.condition!, fault))
  }
  return problems
}

function sourceOf(mapping: Mapping): string {
  return mapping.source
}

function timer(element: GraphElement): Problem[] {
  const problems: Problem[] = []
  if (element.calendar && !['company', 'assignee', 'none'].includes(element.calendar)) {
    problems.push(
      error(
        element,
        'calendar_unknown',
        `There is no calendar "${element.calendar}".`,
        'Use company, assignee or none for tok:calendar.',
      ),
    )
  }
  if (!element.timer || isFeel(element.timer.value)) return problems
  const { kind, value } = element.timer
  const isReadable =
    kind === 'duration' ? isDuration(value) : kind === 'date' ? parseInstant(value, 'UTC') : parseCycle(value)
  if (isReadable) return problems
  const wanted = {
    duration: 'a duration such as PT8H or P3D',
    date: 'a date such as 2026-05-04T08:00:00Z',
    cycle: 'a cycle such as R3/PT10H or R/PT1H',
  }[kind]
  return [...problems, error(element, 'timer_invalid', `"${value}" is not ${wanted}.`, `Write ${wanted}.`)]
}

/** A wait that nothing ends but the one who is waited for. */
function deadline(element: GraphElement, graph: Graph): Problem[] {
  const isWait = element.kind === 'userTask' || element.kind === 'catchMessage' || element.kind === 'eventBasedGateway'
  if (!isWait || element.schedule?.dueDate) return []
  const targets = element.outgoing.map((id) => graph.elements[graph.flows[id]!.target]!)
  if (element.kind === 'eventBasedGateway' && targets.some((each) => each.timer)) return []
  const behind = element.incoming.map((id) => graph.elements[graph.flows[id]!.source]!.kind)
  if (element.kind === 'catchMessage' && behind.includes('eventBasedGateway')) return []
  for (let around: GraphElement | undefined = element; around; ) {
    if (around.boundary.some((id) => graph.elements[id]!.kind === 'boundaryTimer')) return []
    around = around.scope === null ? undefined : graph.elements[around.scope]
  }
  return [
    warning(
      element,
      'wait_without_deadline',
      'An instance may wait here for ever.',
      'Attach a timer, or give the task a due date.',
    ),
  ]
}

function flows(graph: Graph): Problem[] {
  const problems: Problem[] = []
  for (const flow of Object.values(graph.flows)) {
    const source = graph.elements[flow.source]!
    if (flow.condition === undefined) continue
    if (source.defaultFlow === flow.id) {
      problems.push(
        warning(flow, 'condition_not_used', 'The condition of a default flow is not asked.', 'Remove the condition.'),
      )
    }
    if (source.kind === 'eventBasedGateway') {
      problems.push(
        error(flow, 'condition_not_used', 'A flow to an event cannot have a condition.', 'Remove the condition.'),
      )
    }
  }
  return problems
}

function reachableFrom(graph: Graph): Set<string> {
  const reached = new Set<string>()
  const next = [...graph.starts]
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    const element = graph.elements[id]!
    next.push(...element.outgoing.map((flow) => graph.flows[flow]!.target), ...element.boundary)
    next.push(...(element.starts ?? []))
  }
  return reached
}

type Named = Pick<GraphElement, 'id' | 'name'>

function badExpression(about: Named, source: string, fault: string): Problem {
  return error(
    about,
    'expression_invalid',
    `The expression "${source}" is not FEEL: ${fault}.`,
    'Correct the expression.',
  )
}

function error(about: Named, code: string, message: string, suggestion: string): Problem {
  return { elementId: about.id, elementName: about.name, code, message, suggestion, severity: 'error' }
}

function warning(about: Named, code: string, message: string, suggestion: string): Problem {
  return { ...error(about, code, message, suggestion), severity: 'warning' }
}
