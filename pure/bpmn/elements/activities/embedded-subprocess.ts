import type { ElementBehaviour } from '../behaviour.ts'

/** A part of the process with variables and ends of its own. Its token waits until nothing runs inside. */
export const embeddedSubprocess: ElementBehaviour = {
  kind: 'embeddedSubprocess',
  accepts: (node) => node.$type === 'bpmn:SubProcess' && node.triggeredByEvent !== true,
  hosts: ['timer', 'message', 'error'],

  enter(execution, token, element, inside) {
    const variables = execution.inputs(token, element) ?? {}
    execution.openBoundaries(token, element)
    const scope = execution.openScope(token, element, variables)
    execution.rest(token)
    const [first, ...rest] = inside ?? element.starts!.slice(0, 1)
    execution.arrive(first!, scope, rest.length > 0 ? rest : undefined)
  },
}
