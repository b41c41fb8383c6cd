import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { signalOf } from './definitions.ts'
import { missingSignal } from './missing.ts'
import { throwsSignal } from './throwing.ts'

/** Tells everyone who waits for the signal at this moment, in this instance and in all others, and ends its path. */
export const signalEnd: ElementBehaviour = {
  kind: 'signalEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:SignalEventDefinition',
  ends: true,
  read: (node) => ({ signal: signalOf(node) }),
  check: missingSignal,
  enter: (execution, token, element) => execution.complete(token, element),
  leaving: throwsSignal,
}
