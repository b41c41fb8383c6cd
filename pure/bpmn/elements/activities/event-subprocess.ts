import { problem } from '../../problem.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/**
 * A handler inside a process or subprocess that no flow leads to: its start event begins it. Interrupting, it takes the
 * place of all that runs around it; not interrupting, it runs beside that, as often as its event happens.
 */
export const eventSubprocess: ElementBehaviour = {
  kind: 'eventSubprocess',
  accepts: (node) => node.$type === 'bpmn:SubProcess' && node.triggeredByEvent === true,
  immovable: true,

  check(element, graph) {
    const problems = []
    if (element.incoming.length + element.outgoing.length > 0) problems.push(problem(element, 'event_subprocess_flow'))
    if ((element.starts ?? []).some((id) => graph.elements[id]!.kind === 'noneStart')) {
      problems.push(problem(element, 'event_subprocess_start'))
    }
    return problems
  },

  // its start event begins it, with the token that waited for that event
  enter: (execution, token, element) => execution.complete(token, element),
}
