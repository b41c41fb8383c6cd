import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** Ends everything in its process or subprocess at once; around a subprocess the process goes on. */
export const terminateEnd: ElementBehaviour = {
  kind: 'terminateEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:TerminateEventDefinition',
  ends: true,
  enter: (execution, token, element) => execution.complete(token, element),
  leaving: (execution, token) => () => execution.clearScope(token.scope),
}
