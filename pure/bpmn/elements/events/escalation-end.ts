import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { thrownEscalation } from './definitions.ts'
import { throwsEscalation } from './throwing.ts'

/** Tells the nearest level that catches the escalation, and ends its path. */
export const escalationEnd: ElementBehaviour = {
  kind: 'escalationEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:EscalationEventDefinition',
  ends: true,
  read: (node) => ({ escalation: thrownEscalation(node) }),
  enter: (execution, token, element) => execution.complete(token, element),
  leaving: throwsEscalation,
}
