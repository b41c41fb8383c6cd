import { problem } from '../../problem.ts'
import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { isLink, linkOf } from './definitions.ts'

/** Goes on at the link of the same name, as if a sequence flow led there (BPMN 2.0.2, 10.5.1). */
export const linkThrow: ElementBehaviour = {
  kind: 'linkThrow',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateThrowEvent' && eventDefinitionType(node) === 'bpmn:LinkEventDefinition',
  read: (node) => ({ link: linkOf(node) }),

  check(element) {
    const problems = element.outgoing.every(isLink) ? [] : [problem(element, 'flow_out_of_end')]
    if (element.outgoing.some(isLink)) return problems
    return [...problems, problem(element, 'link_target_missing', { link: element.link ?? '' })]
  },

  enter: (execution, token, element) => execution.complete(token, element),
}
