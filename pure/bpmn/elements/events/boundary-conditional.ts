import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { conditionOf } from './definitions.ts'
import { missingCondition } from './missing.ts'

/** Happens when a condition holds while an activity runs; not interrupting, each time it comes to hold. */
export const boundaryConditional: ElementBehaviour = {
  kind: 'boundaryConditional',
  accepts: (node) =>
    node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:ConditionalEventDefinition',
  read: conditionOf,
  check: missingCondition,
  immovable: true,
  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => execution.openCondition(token, element),
}
