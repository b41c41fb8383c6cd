import { ATTACHABLE, type ElementBehaviour } from '../behaviour.ts'

/** A part of the process with variables and ends of its own. Its token waits until nothing runs inside. */
export const embeddedSubprocess: ElementBehaviour = {
  kind: 'embeddedSubprocess',
  accepts: (node) => node.$type === 'bpmn:SubProcess' && node.triggeredByEvent !== true,
  hosts: ATTACHABLE,

  enter(execution, token, element, inside) {
    const variables = execution.inputs(token, element) ?? {}
    execution.openBoundaries(token, element)
    execution.rest(token)
    const scope = execution.openScope(token, element, variables)
    const [first, ...rest] = inside ?? []
    if (first) execution.arrive(first, scope, rest.length > 0 ? rest : undefined)
    else for (const start of element.starts!) execution.arrive(start, scope)
  },
}
