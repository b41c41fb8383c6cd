import { problem } from '../../problem.ts'
import { eventDefinitionType } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { isLink, linkOf } from './definitions.ts'

/** Where every link of its name in the same process or subprocess leads to. */
export const catchLink: ElementBehaviour = {
  kind: 'catchLink',
  accepts: (node) =>
    node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinitionType(node) === 'bpmn:LinkEventDefinition',
  read: (node) => ({ link: linkOf(node) }),

  check(element, graph) {
    const problems = element.incoming.every(isLink) ? [] : [problem(element, 'flow_into_event')]
    const isSecond = graph.order.some((id) => {
      const other = graph.elements[id]!
      const isNamesake = other.kind === 'catchLink' && other.link === element.link && other.scope === element.scope
      return isNamesake && other !== element && graph.order.indexOf(id) < graph.order.indexOf(element.id)
    })
    return isSecond ? [...problems, problem(element, 'link_target_twice', { link: element.link ?? '' })] : problems
  },

  enter: (execution, token, element) => execution.complete(token, element),
}
