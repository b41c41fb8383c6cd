import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { caughtError } from './definitions.ts'
import { onlyInEventSubprocess } from './start.ts'

/** Catches an error thrown anywhere in the scope around its event subprocess. It always ends that scope's work. */
export const errorStart: ElementBehaviour = {
  kind: 'errorStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:ErrorEventDefinition',
  begins: true,
  immovable: true,
  read: (node) => ({ error: caughtError(node), interrupting: true }),
  check: onlyInEventSubprocess,
  enter: (execution, token, element) => execution.complete(token, element),
}
