import { eventDefinitionType, nodeAt, nodes, textAt } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** Catches the refusal of a step by its code, any refusal when it names none. */
export const boundaryError: ElementBehaviour = {
  kind: 'boundaryError',
  accepts: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:ErrorEventDefinition',
  immovable: true,

  read(node) {
    const error = nodeAt(nodes(node, 'eventDefinitions')[0]!, 'errorRef')
    return { error: { code: textAt(error, 'errorCode') }, interrupting: true }
  },

  enter: (execution, token, element) => execution.complete(token, element),
}
