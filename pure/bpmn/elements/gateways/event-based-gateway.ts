import { problem } from '../../problem.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { behavioursOfEvents } from '../events/catching.ts'

/** Waits for the first of several events; the others are closed when it comes. */
export const eventBasedGateway: ElementBehaviour = {
  kind: 'eventBasedGateway',
  accepts: (node) =>
    node.$type === 'bpmn:EventBasedGateway' && node.instantiate !== true && node.eventGatewayType !== 'Parallel',

  check(element, graph) {
    const targets = element.outgoing.map((id) => graph.elements[graph.flows[id]!.target]!)
    const problems = targets
      .filter((target) => !behavioursOfEvents.has(target.kind) || target.incoming.length > 1 || target.loop)
      .map((target) => problem(element, 'event_expected', { target: target.name ?? target.id }))
    problems.push(
      ...targets
        .filter((target) => target.kind === 'receiveTask' && target.boundary.length > 0)
        .map((target) => problem(target, 'boundary_behind_event_gateway')),
    )
    return element.outgoing.length > 1 ? problems : [...problems, problem(element, 'events_missing')]
  },

  enter(execution, token, element) {
    for (const id of element.outgoing) {
      const event = execution.graph.elements[execution.graph.flows[id]!.target]!
      behavioursOfEvents.get(event.kind)!.arm!(execution, token, event)
    }
    execution.rest(token)
  },

  skip: () => false,
}
