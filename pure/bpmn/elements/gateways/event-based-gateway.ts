import type { ElementBehaviour } from '../behaviour.ts'
import { behavioursOfEvents } from '../events/catching.ts'

/** Waits for the first of several events; the others are closed when it comes. */
export const eventBasedGateway: ElementBehaviour = {
  kind: 'eventBasedGateway',
  accepts: (node) =>
    node.$type === 'bpmn:EventBasedGateway' && node.instantiate !== true && node.eventGatewayType !== 'Parallel',

  check(element, graph) {
    const about = { elementId: element.id, elementName: element.name, severity: 'error' as const }
    const wrong = element.outgoing
      .map((id) => graph.elements[graph.flows[id]!.target]!)
      .filter((target) => !behavioursOfEvents.has(target.kind) || target.incoming.length > 1)
    const problems = wrong.map((target) => ({
      ...about,
      code: 'event_expected',
      message: `This gateway waits for events, but leads to "${target.name ?? target.id}".`,
      suggestion: 'Let each flow lead to a message or timer event of its own.',
    }))
    if (element.outgoing.length > 1) return problems
    return [
      ...problems,
      {
        ...about,
        code: 'events_missing',
        message: 'This gateway chooses between events and has fewer than two.',
        suggestion: 'Connect it to at least two message or timer events.',
      },
    ]
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
