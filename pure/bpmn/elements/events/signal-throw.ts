import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { signalOf } from './definitions.ts'
import { missingSignal } from './missing.ts'
import { throwsSignal } from './throwing.ts'

/** Tells everyone who waits for the signal at this moment, in this instance and in all others. */
export const signalThrow: ElementBehaviour = {
  kind: 'signalThrow',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateThrowEvent' && eventDefinitionType(node) === 'bpmn:SignalEventDefinition',
  read: (node) => ({ signal: signalOf(node) }),
  check: missingSignal,
  enter: (execution, token, element) => execution.complete(token, element),
  leaving: throwsSignal,
}
