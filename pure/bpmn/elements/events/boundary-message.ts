import { eventDefinitionType, messageOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingMessage } from './missing.ts'

/** A message that arrives while an activity runs; not interrupting, it may arrive again and again. */
export const boundaryMessage: ElementBehaviour = {
  kind: 'boundaryMessage',
  accepts: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:MessageEventDefinition',
  immovable: true,
  read: (node) => ({ message: messageOf(node) }),
  check: missingMessage,
  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => execution.openMessage(token, element),

  on: {
    'message.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
