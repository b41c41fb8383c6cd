import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { caughtEscalation } from './definitions.ts'
import { onlyInEventSubprocess, startOf } from './start.ts'

/** Catches an escalation thrown anywhere in the scope around its event subprocess. */
export const escalationStart: ElementBehaviour = {
  kind: 'escalationStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:EscalationEventDefinition',
  begins: true,
  immovable: true,
  read: (node) => ({ escalation: caughtEscalation(node), ...startOf(node) }),
  check: onlyInEventSubprocess,
  enter: (execution, token, element) => execution.complete(token, element),
}
