import { problem } from '../../problem.ts'
import { eventDefinitionType, timerOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingTimer } from './missing.ts'

/** A deadline or a reminder on an activity. Not interrupting, it may repeat. */
export const boundaryTimer: ElementBehaviour = {
  kind: 'boundaryTimer',
  accepts: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinitionType(node) === 'bpmn:TimerEventDefinition',
  immovable: true,
  read: (node) => ({ timer: timerOf(node) }),

  check(element) {
    if (!(element.interrupting && element.timer?.kind === 'cycle')) return missingTimer(element)
    return [problem(element, 'cycle_not_possible', { place: 'boundary' })]
  },

  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element, assignee) => void execution.armTimer(token, element, assignee),

  on: {
    'timer.fired'(execution, token, element) {
      execution.timerFired(token, element)
      execution.caught(token, element, {})
    },
  },
}
