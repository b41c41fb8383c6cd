import { problem } from '../../problem.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** A task of no type: it stands for work not yet described, and a token passes (BPMN 2.0.2, 13.3.3). */
export const abstractTask: ElementBehaviour = {
  kind: 'abstractTask',
  accepts: (node) => node.$type === 'bpmn:Task',
  hosts: ['compensation'],
  check: (element) => [problem(element, 'task_does_nothing', {}, 'warning')],

  enter(execution, token, element) {
    execution.inputs(token, element)
    execution.complete(token, element)
  },
}
