import { problem } from '../../problem.ts'
import { eventDefinitionType, messageOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingMessage } from './missing.ts'
import { startOf, wronglyPlaced } from './start.ts'

/** A start by an event of the CRM's log: the message is named as the event. In an event subprocess, a message. */
export const messageStart: ElementBehaviour = {
  kind: 'messageStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:MessageEventDefinition',
  begins: true,
  immovable: true,
  read: (node) => ({ message: messageOf(node), ...startOf(node) }),

  check(element, graph) {
    if (element.scope !== null) return [...wronglyPlaced(element, graph), ...missingMessage(element)]
    return element.message ? [] : [problem(element, 'trigger_missing')]
  },

  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => execution.openMessage(token, element),

  on: {
    'message.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
