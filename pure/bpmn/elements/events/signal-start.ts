import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { signalOf } from './definitions.ts'
import { missingSignal } from './missing.ts'
import { startOf, wronglyPlaced } from './start.ts'

/** Begins a process, or an event subprocess, whenever a signal is broadcast. */
export const signalStart: ElementBehaviour = {
  kind: 'signalStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:SignalEventDefinition',
  begins: true,
  immovable: true,
  read: (node) => ({ signal: signalOf(node), ...startOf(node) }),
  check: (element, graph) => [...wronglyPlaced(element, graph), ...missingSignal(element)],
  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => execution.openSignal(token, element),

  on: {
    'signal.received'(execution, token, element, event) {
      execution.caught(token, element, event.variables)
    },
  },
}
