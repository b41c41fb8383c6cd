import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { caughtEscalation } from './definitions.ts'

/** Catches an escalation thrown within an activity, or by who does its work; not interrupting, the activity goes on. */
export const boundaryEscalation: ElementBehaviour = {
  kind: 'boundaryEscalation',
  accepts: (node) =>
    node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:EscalationEventDefinition',
  immovable: true,
  read: (node) => ({ escalation: caughtEscalation(node) }),
  enter: (execution, token, element) => execution.complete(token, element),
}
