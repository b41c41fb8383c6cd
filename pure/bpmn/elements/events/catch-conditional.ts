import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { conditionOf } from './definitions.ts'
import { missingCondition } from './missing.ts'

/** Waits until a condition over the variables holds; where it holds already, a token passes. */
export const catchConditional: ElementBehaviour = {
  kind: 'catchConditional',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinitionType(node) === 'bpmn:ConditionalEventDefinition',
  read: conditionOf,
  check: missingCondition,

  enter(execution, token, element) {
    execution.openCondition(token, element)
    execution.rest(token)
  },

  arm: (execution, token, element) => execution.openCondition(token, element),
}
