import { messageNamedBy } from '../../xml.ts'
import { ATTACHABLE, type ElementBehaviour } from '../behaviour.ts'
import { missingMessage } from '../events/missing.ts'

/** Waits for a message by its name and correlation key, as an activity that events may be attached to. */
export const receiveTask: ElementBehaviour = {
  kind: 'receiveTask',
  accepts: (node) => node.$type === 'bpmn:ReceiveTask' && node.instantiate !== true,
  hosts: ATTACHABLE,
  read: (node) => ({ message: messageNamedBy(node) }),
  check: missingMessage,

  enter(execution, token, element) {
    execution.inputs(token, element)
    execution.openMessage(token, element)
    execution.openBoundaries(token, element)
    execution.rest(token)
  },

  arm: (execution, token, element) => execution.openMessage(token, element),

  on: {
    'message.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
