import { expressionFailure, shortened } from '../../expression.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { Stopped } from '../behaviour.ts'

/** Takes the first flow whose condition holds, else the default flow. */
export const exclusiveGateway: ElementBehaviour = {
  kind: 'exclusiveGateway',
  accepts: (node) => node.$type === 'bpmn:ExclusiveGateway',

  check(element, graph) {
    if (element.outgoing.length < 2) return []
    const about = { elementId: element.id, elementName: element.name }
    const bare = element.outgoing.filter((id) => id !== element.defaultFlow && !graph.flows[id]!.condition)
    if (bare.length > 0) {
      return bare.map((id) => ({
        elementId: id,
        elementName: graph.flows[id]!.name,
        code: 'condition_missing',
        message: `This flow out of the gateway "${element.name ?? element.id}" has no condition.`,
        suggestion: 'Give it a condition or make it the default flow.',
        severity: 'error' as const,
      }))
    }
    if (element.defaultFlow) return []
    return [
      {
        ...about,
        code: 'default_missing',
        message: 'When no condition holds, an instance stops here as an incident.',
        suggestion: 'Make one of the flows the default flow.',
        severity: 'warning',
      },
    ]
  },

  enter(execution, token, element) {
    let context: Record<string, unknown> | undefined
    for (const id of element.outgoing) {
      if (id === element.defaultFlow) continue
      const condition = execution.graph.flows[id]!.condition
      if (condition !== undefined) {
        context ??= execution.context(token.scope)
        const holds = execution.feel(condition, context)
        if (typeof holds !== 'boolean') {
          const reason = `it gave ${shortened(holds)}, not true or false`
          throw new Stopped('expression_failed', expressionFailure(condition, context, reason))
        }
        if (!holds) continue
      }
      return execution.leave(token, element, [id])
    }
    if (element.defaultFlow) return execution.leave(token, element, [element.defaultFlow])
    if (element.outgoing.length === 0) return execution.leave(token, element, [])
    const tried = element.outgoing.map((id) => execution.graph.flows[id]!.condition)
    throw new Stopped('no_matching_flow', `No condition holds and there is no default flow: ${tried.join(', ')}`)
  },

  skip(execution, token, element) {
    const only = element.defaultFlow ?? (element.outgoing.length === 1 ? element.outgoing[0] : undefined)
    if (only === undefined) return false
    execution.leave(token, element, [only])
    return true
  },
}
