import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { signalOf } from './definitions.ts'
import { missingSignal } from './missing.ts'

/** A signal that is broadcast while an activity runs; not interrupting, each broadcast is caught. */
export const boundarySignal: ElementBehaviour = {
  kind: 'boundarySignal',
  accepts: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:SignalEventDefinition',
  immovable: true,
  read: (node) => ({ signal: signalOf(node) }),
  check: missingSignal,
  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => execution.openSignal(token, element),

  on: {
    'signal.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
