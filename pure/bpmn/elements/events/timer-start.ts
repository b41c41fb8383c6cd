import { eventDefinitionType, timerOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingTimer } from './missing.ts'
import { startOf, wronglyPlaced } from './start.ts'

/** Begins a process, or an event subprocess, when its time has come. */
export const timerStart: ElementBehaviour = {
  kind: 'timerStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:TimerEventDefinition',
  begins: true,
  immovable: true,
  read: (node) => ({ timer: timerOf(node), ...startOf(node) }),
  check: (element, graph) => [...wronglyPlaced(element, graph), ...missingTimer(element)],
  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => void execution.armTimer(token, element),

  on: {
    'timer.fired'(execution, token, element) {
      execution.timerFired(token, element)
      execution.caught(token, element, {})
    },
  },
}
