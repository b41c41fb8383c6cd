import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { thrownEscalation } from './definitions.ts'
import { throwsEscalation } from './throwing.ts'

/** Tells the nearest level that catches the escalation; its own path goes on unless that level ends it. */
export const escalationThrow: ElementBehaviour = {
  kind: 'escalationThrow',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateThrowEvent' && eventDefinitionType(node) === 'bpmn:EscalationEventDefinition',
  read: (node) => ({ escalation: thrownEscalation(node) }),
  enter: (execution, token, element) => execution.complete(token, element),
  leaving: throwsEscalation,
}
