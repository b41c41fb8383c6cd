import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { compensationOf } from './definitions.ts'
import { unknownCompensation } from './missing.ts'
import { throwsCompensation } from './throwing.ts'

/** Has an activity undone, or all that was done in its scope, last first, and goes on when that is over. */
export const compensationThrow: ElementBehaviour = {
  kind: 'compensationThrow',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateThrowEvent' && eventDefinitionType(node) === 'bpmn:CompensateEventDefinition',
  read: (node) => ({ compensation: compensationOf(node) }),
  check: unknownCompensation,
  enter: throwsCompensation,
  undone: (execution, token, element) => execution.complete(token, element),
}
