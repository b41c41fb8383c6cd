import { problem } from '../../problem.ts'
import { ATTACHABLE, type ElementBehaviour } from '../behaviour.ts'
import { embeddedSubprocess } from './embedded-subprocess.ts'

/**
 * A subprocess that can be called off: a cancel end event in it ends all that runs inside, has what was done undone, and
 * leads on by the cancel event on its border (BPMN 2.0.2, 13.3.5 and 13.5.5).
 */
export const transactionSubprocess: ElementBehaviour = {
  kind: 'transactionSubprocess',
  accepts: (node) => node.$type === 'bpmn:Transaction' && node.triggeredByEvent !== true,
  hosts: [...ATTACHABLE, 'cancel'],

  check(element, graph) {
    const kindsOf = (ids: string[]) => ids.map((id) => graph.elements[id]!.kind)
    const isCancelled = kindsOf(element.children ?? []).includes('cancelEnd')
    if (!isCancelled || kindsOf(element.boundary).includes('boundaryCancel')) return []
    return [problem(element, 'cancel_not_caught', {}, 'warning')]
  },

  enter: embeddedSubprocess.enter,
  undone: (execution, token, element) => execution.leaveCancelled(token, element),
}
