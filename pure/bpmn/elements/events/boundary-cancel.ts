import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** The way out of a transaction that was called off, once all that was done in it is undone. */
export const boundaryCancel: ElementBehaviour = {
  kind: 'boundaryCancel',
  accepts: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:CancelEventDefinition',
  immovable: true,
  read: () => ({ interrupting: true }),
  enter: (execution, token, element) => execution.complete(token, element),
}
