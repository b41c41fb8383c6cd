import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { onlyInEventSubprocess } from './start.ts'

/** Begins what undoes the subprocess around it, with the variables that had when it was completed. */
export const compensationStart: ElementBehaviour = {
  kind: 'compensationStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:CompensateEventDefinition',
  begins: true,
  immovable: true,
  read: () => ({ interrupting: false }),
  check: onlyInEventSubprocess,
  enter: (execution, token, element) => execution.complete(token, element),
}
