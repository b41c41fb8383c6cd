import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** A milestone: a token passes it, and the history shows that it did. */
export const noneThrow: ElementBehaviour = {
  kind: 'noneThrow',
  accepts: (node) => node.$type === 'bpmn:IntermediateThrowEvent' && eventDefinitionType(node) === null,
  enter: (execution, token, element) => execution.complete(token, element),
}
