import type { GraphElement } from '../../graph.ts'
import { problem } from '../../problem.ts'
import type { Token } from '../../state.ts'
import type { ElementBehaviour, Execution } from '../behaviour.ts'

/** Waits for one token through each incoming flow, then goes on through all outgoing flows. */
export const parallelGateway: ElementBehaviour = {
  kind: 'parallelGateway',
  accepts: (node) => node.$type === 'bpmn:ParallelGateway',
  check: (element, graph) =>
    element.outgoing
      .filter((id) => graph.flows[id]!.condition !== undefined)
      .map((id) => problem(graph.flows[id]!, 'condition_not_used', { place: 'parallel' })),

  enter(execution, token, element) {
    if (element.incoming.length < 2) return execution.leave(token, element, element.outgoing)
    const others = execution.restingAt(element.id, token.scope).filter((each) => each.id !== token.id)
    const firstOfEachFlow = new Map<string, Token>()
    for (const other of others) if (!firstOfEachFlow.has(other.flow!)) firstOfEachFlow.set(other.flow!, other)
    // a token that a person put here stands for a branch that is still missing
    const flow = token.flow ?? element.incoming.find((id) => !firstOfEachFlow.has(id)) ?? element.incoming[0]!
    firstOfEachFlow.delete(flow)
    if (firstOfEachFlow.size < element.incoming.length - 1) {
      token.flow = flow
      token.phase = 'joining'
      execution.rest(token)
      return
    }
    join(execution, token, element, firstOfEachFlow.values())
  },

  redo(execution, token, element) {
    parallelGateway.enter(execution, token, element)
  },

  skip(execution, token, element) {
    join(execution, token, element, execution.restingAt(element.id, token.scope))
    return true
  },
}

function join(execution: Execution, token: Token, element: GraphElement, others: Iterable<Token>): void {
  for (const other of others) if (other.id !== token.id) execution.consume(other, true)
  execution.leave(token, element, element.outgoing)
}
