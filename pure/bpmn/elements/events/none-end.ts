import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** The end of one path. The process ends when its last path does. */
export const noneEnd: ElementBehaviour = {
  kind: 'noneEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === null,
  ends: true,
  enter: (execution, token, element) => execution.complete(token, element),
}
