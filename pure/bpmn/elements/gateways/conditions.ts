import type { Graph, GraphElement, GraphFlow } from '../../graph.ts'

/** Flows out of a gateway that say nothing about when they are taken. */
export function withoutCondition(element: GraphElement, graph: Graph): GraphFlow[] {
  return element.outgoing
    .filter((id) => id !== element.defaultFlow && graph.flows[id]!.condition === undefined)
    .map((id) => graph.flows[id]!)
}
