import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** The start of a process by hand or by a call, and of every embedded subprocess. */
export const noneStart: ElementBehaviour = {
  kind: 'noneStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === null,
  extensions: ['zeebe:FormDefinition'],
  begins: true,
  immovable: true,
  enter: (execution, token, element) => execution.complete(token, element),
}
