import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { signalOf } from './definitions.ts'
import { missingSignal } from './missing.ts'

/** Waits for a signal; one broadcast before the token came is missed. */
export const catchSignal: ElementBehaviour = {
  kind: 'catchSignal',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinitionType(node) === 'bpmn:SignalEventDefinition',
  read: (node) => ({ signal: signalOf(node) }),
  check: missingSignal,

  enter(execution, token, element) {
    execution.openSignal(token, element)
    execution.rest(token)
  },

  arm: (execution, token, element) => execution.openSignal(token, element),

  on: {
    'signal.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
