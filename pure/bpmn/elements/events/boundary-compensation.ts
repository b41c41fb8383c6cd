import { problem } from '../../problem.ts'
import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** Names what undoes an activity once it is completed: an association leads from it to that handler. */
export const boundaryCompensation: ElementBehaviour = {
  kind: 'boundaryCompensation',
  accepts: (node) =>
    node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:CompensateEventDefinition',
  immovable: true,
  // it happens after the activity, so there is nothing to interrupt
  read: () => ({ interrupting: false }),

  check(element, graph) {
    const targets = element.outgoing.map((id) => graph.elements[graph.flows[id]!.target]!)
    const isSound = targets.length === 1 && targets[0]!.forCompensation
    return isSound ? [] : [problem(element, 'compensation_handler_missing')]
  },

  enter: (execution, token, element) => execution.complete(token, element),
}
