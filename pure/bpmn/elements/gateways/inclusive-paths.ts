import type { Graph } from '../../graph.ts'

/** By incoming flow of a join: the elements from which a token can still reach that flow without passing the join. */
export type Ways = ReadonlyMap<string, ReadonlySet<string>>

const known = new WeakMap<Graph, Map<string, Ways>>()

/**
 * From where each incoming flow of a join can be reached. A path follows sequence flows, and from an activity also the
 * events attached to it: a token in the activity may still leave by one of them.
 */
export function waysTo(graph: Graph, join: string): Ways {
  const ofGraph = known.get(graph) ?? new Map<string, Ways>()
  known.set(graph, ofGraph)
  const found = ofGraph.get(join)
  if (found) return found
  const ways = new Map<string, Set<string>>()
  for (const incoming of graph.elements[join]!.incoming) {
    const sources = new Set<string>()
    const next = [graph.flows[incoming]!.source]
    for (let id = next.pop(); id !== undefined; id = next.pop()) {
      if (id === join || sources.has(id)) continue
      sources.add(id)
      const element = graph.elements[id]!
      next.push(...element.incoming.map((flow) => graph.flows[flow]!.source))
      if (element.attachedTo) next.push(element.attachedTo)
    }
    ways.set(incoming, sources)
  }
  ofGraph.set(join, ways)
  return ways
}
