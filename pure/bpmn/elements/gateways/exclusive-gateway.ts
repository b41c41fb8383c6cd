import { problem } from '../../problem.ts'
import { type ElementBehaviour, Stopped } from '../behaviour.ts'
import { withoutCondition } from './conditions.ts'

/** Takes the first flow whose condition holds, else the default flow. */
export const exclusiveGateway: ElementBehaviour = {
  kind: 'exclusiveGateway',
  accepts: (node) => node.$type === 'bpmn:ExclusiveGateway',

  check(element, graph) {
    if (element.outgoing.length < 2) return []
    const bare = withoutCondition(element, graph)
    if (bare.length > 0) {
      return bare.map((flow) => problem(flow, 'condition_missing', { gateway: element.name ?? element.id }))
    }
    return element.defaultFlow ? [] : [problem(element, 'default_missing', {}, 'warning')]
  },

  enter(execution, token, element) {
    const { flows } = execution.graph
    let context: Record<string, unknown> | undefined
    for (const id of element.outgoing) {
      if (id === element.defaultFlow) continue
      const condition = flows[id]!.condition
      if (condition !== undefined) {
        context ??= execution.context(token.scope)
        if (!execution.holds(condition, context)) continue
      }
      return execution.leave(token, element, [id])
    }
    if (element.defaultFlow) return execution.leave(token, element, [element.defaultFlow])
    if (element.outgoing.length === 0) return execution.leave(token, element, [])
    const tried = element.outgoing.map((id) => flows[id]!.condition)
    throw new Stopped('no_matching_flow', `No condition holds and there is no default flow: ${tried.join(', ')}`)
  },

  skip(execution, token, element) {
    const only = element.defaultFlow ?? (element.outgoing.length === 1 ? element.outgoing[0] : undefined)
    if (only === undefined) return false
    execution.leave(token, element, [only])
    return true
  },
}
