import { problem } from '../../problem.ts'
import { eventDefinitionType, timerOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingTimer } from './missing.ts'

/** Waits for an instant or for a time to pass. Switched off, it is no wait at all. */
export const catchTimer: ElementBehaviour = {
  kind: 'catchTimer',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinitionType(node) === 'bpmn:TimerEventDefinition',
  read: (node) => ({ timer: timerOf(node) }),

  check(element) {
    if (element.timer?.kind !== 'cycle') return missingTimer(element)
    return [problem(element, 'cycle_not_possible', { place: 'catch' })]
  },

  enter(execution, token, element) {
    if (execution.armTimer(token, element)) execution.rest(token)
    else execution.complete(token, element)
  },

  arm: (execution, token, element) => void execution.armTimer(token, element),

  on: {
    'timer.fired'(execution, token, element) {
      execution.timerFired(token, element)
      execution.caught(token, element, {})
    },
  },
}
