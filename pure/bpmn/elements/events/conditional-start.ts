import { problem } from '../../problem.ts'
import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { conditionOf } from './definitions.ts'
import { missingCondition } from './missing.ts'
import { startOf, wronglyPlaced } from './start.ts'

/** Begins an event subprocess when a condition over the variables around it comes to hold. */
export const conditionalStart: ElementBehaviour = {
  kind: 'conditionalStart',
  accepts: (node) =>
    node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:ConditionalEventDefinition',
  begins: true,
  immovable: true,
  read: (node) => ({ ...conditionOf(node), ...startOf(node) }),

  check(element, graph) {
    // a process that has not begun has no variables that a condition could look at
    const alone = element.scope === null ? [problem(element, 'conditional_start_of_process')] : []
    return [...alone, ...wronglyPlaced(element, graph), ...missingCondition(element)]
  },

  enter: (execution, token, element) => execution.complete(token, element),
  arm: (execution, token, element) => execution.openCondition(token, element),
}
