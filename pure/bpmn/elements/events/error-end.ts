import { problem } from '../../problem.ts'
import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { thrownError } from './definitions.ts'
import { throwsError } from './throwing.ts'

/** Ends its path with an error: the nearest level that catches it goes on there; where none does the process has failed. */
export const errorEnd: ElementBehaviour = {
  kind: 'errorEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:ErrorEventDefinition',
  ends: true,
  read: (node) => ({ error: thrownError(node) }),
  check: (element) => (element.error?.code ? [] : [problem(element, 'error_code_missing', {}, 'warning')]),
  enter: (execution, token, element) => execution.complete(token, element),
  leaving: throwsError,
}
