import type { Graph, GraphElement, GraphFlow } from '../../graph.ts'

/** Flows out of a gateway that say nothing about when they are taken. */
export function withoutCondition(element: GraphElement, graph: Graph): GraphFlow[] {
  return element.outgoing
    .map((id) => graph.flows[id]!)
    .filter(({ id, condition, foreign }) => id !== element.defaultFlow && !condition && !foreign)
}
