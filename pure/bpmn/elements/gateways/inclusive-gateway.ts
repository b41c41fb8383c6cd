import type { GraphElement } from '../../graph.ts'
import { problem } from '../../problem.ts'
import type { Token } from '../../state.ts'
import { type ElementBehaviour, type Execution, Stopped } from '../behaviour.ts'
import { withoutCondition } from './conditions.ts'
import { waysTo } from './inclusive-paths.ts'

/**
 * Leads on through every flow whose condition holds. As a join it waits for what can still come, by the path rule of
 * BPMN 2.0.2, 13.4.3: a token elsewhere keeps it waiting only if it can reach an incoming flow that has no token yet and
 * cannot reach one that has.
 */
export const inclusiveGateway: ElementBehaviour = {
  kind: 'inclusiveGateway',
  accepts: (node) => node.$type === 'bpmn:InclusiveGateway',

  check(element, graph) {
    if (element.outgoing.length < 2) return []
    const bare = withoutCondition(element, graph)
    const always = bare.map((flow) =>
      problem(flow, 'flow_always_taken', { gateway: element.name ?? element.id }, 'warning'),
    )
    if (element.defaultFlow || bare.length > 0) return always
    return [problem(element, 'default_missing', {}, 'warning')]
  },

  enter(execution, token, element) {
    if (element.incoming.length < 2) {
      execution.leave(token, element, chosen(execution, token, element))
      return
    }
    token.phase = 'joining'
    // a token that a person put here came through no flow: it stands for one from which nothing has come
    if (token.flow === undefined) {
      const taken = execution.restingAt(element.id, token.scope).map((each) => each.flow)
      token.flow = element.incoming.find((id) => !taken.includes(id)) ?? element.incoming[0]!
    }
    execution.rest(token)
  },

  review(execution, token, element) {
    if (mayComplete(execution, token.scope, element)) join(execution, token, element, chosen(execution, token, element))
  },

  redo(execution, token, element) {
    inclusiveGateway.enter(execution, token, element)
  },

  skip(execution, token, element) {
    const only = element.defaultFlow ?? (element.outgoing.length === 1 ? element.outgoing[0] : undefined)
    if (only === undefined) return false
    join(execution, token, element, [only])
    return true
  },
}

function mayComplete(execution: Execution, scope: number, element: GraphElement): boolean {
  const bound = execution.bound(scope)
  if (bound.includes(element.id)) return false
  const here = new Set(execution.restingAt(element.id, scope).map((each) => each.flow))
  const ways = [...waysTo(execution.graph, element.id)]
  const elsewhere = execution.restingIn(scope).filter((each) => each.element !== element.id && !each.listener)
  return [...elsewhere.map((each) => each.element), ...bound].every((place) => {
    const reaches = ways.filter(([, sources]) => sources.has(place)).map(([flow]) => flow)
    return reaches.length === 0 || reaches.some((flow) => here.has(flow))
  })
}

/** Takes in one token from each flow that has one and leads on. */
function join(execution: Execution, token: Token, element: GraphElement, flows: string[]): void {
  const first = new Map<string, Token>()
  for (const each of execution.restingAt(element.id, token.scope)) {
    if (each.phase !== 'incident' && !first.has(each.flow!)) first.set(each.flow!, each)
  }
  for (const each of first.values()) if (each.id !== token.id && each.flow !== token.flow) execution.consume(each, true)
  execution.leave(token, element, flows)
}

function chosen(execution: Execution, token: Token, element: GraphElement): string[] {
  const { flows } = execution.graph
  if (element.outgoing.length < 2 && !element.outgoing.some((id) => flows[id]!.condition)) return element.outgoing
  const context = execution.context(token.scope)
  const open = element.outgoing.filter((id) => {
    if (id === element.defaultFlow) return false
    const condition = flows[id]!.condition
    return condition === undefined || execution.holds(condition, context)
  })
  if (open.length > 0) return open
  if (element.defaultFlow) return [element.defaultFlow]
  const tried = element.outgoing.map((id) => flows[id]!.condition)
  throw new Stopped('no_matching_flow', `No condition holds and there is no default flow: ${tried.join(', ')}`)
}
