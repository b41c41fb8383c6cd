import { problem } from '../../problem.ts'
import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** Calls off the transaction around it: what runs there ends, what was done there is undone, last first. */
export const cancelEnd: ElementBehaviour = {
  kind: 'cancelEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:CancelEventDefinition',
  ends: true,

  check(element, graph) {
    for (let at = element.scope; at !== null; at = graph.elements[at]!.scope) {
      if (graph.elements[at]!.kind === 'transactionSubprocess') return []
    }
    return [problem(element, 'cancel_outside_transaction')]
  },

  enter: (execution, token, element) => execution.complete(token, element),
  leaving: (execution, token) => () => execution.cancelTransaction(token.scope),
}
