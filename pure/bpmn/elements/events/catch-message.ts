import { eventDefinitionType, messageOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingMessage } from './missing.ts'

/** Waits for a message by its name and correlation key. */
export const catchMessage: ElementBehaviour = {
  kind: 'catchMessage',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinitionType(node) === 'bpmn:MessageEventDefinition',
  read: (node) => ({ message: messageOf(node) }),
  check: missingMessage,

  enter(execution, token, element) {
    execution.openMessage(token, element)
    execution.rest(token)
  },

  arm: (execution, token, element) => execution.openMessage(token, element),

  on: {
    'message.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
