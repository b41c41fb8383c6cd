import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { compensationOf } from './definitions.ts'
import { unknownCompensation } from './missing.ts'
import { throwsCompensation } from './throwing.ts'

/** Has an activity undone, or all that was done in its scope, last first, and ends its path when that is over. */
export const compensationEnd: ElementBehaviour = {
  kind: 'compensationEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:CompensateEventDefinition',
  ends: true,
  read: (node) => ({ compensation: compensationOf(node) }),
  check: unknownCompensation,
  enter: throwsCompensation,
  undone: (execution, token, element) => execution.complete(token, element),
}
