import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { caughtError } from './definitions.ts'

/** Catches the refusal of a step, or an error thrown within, by its code; any error when it names none. */
export const boundaryError: ElementBehaviour = {
  kind: 'boundaryError',
  accepts: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:ErrorEventDefinition',
  immovable: true,
  read: (node) => ({ error: caughtError(node), interrupting: true }),
  enter: (execution, token, element) => execution.complete(token, element),
}
