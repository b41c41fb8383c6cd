import type { Graph, GraphElement } from '../../graph.ts'
import { type Problem, problem } from '../../problem.ts'
import type { ModdleNode } from '../../xml.ts'

/** Whether a start event begins an event subprocess, and whether it ends what runs around it. */
export function startOf(node: ModdleNode): Partial<GraphElement> {
  const parent = node.$parent as ModdleNode | undefined
  return parent?.triggeredByEvent === true ? { interrupting: node.isInterrupting !== false } : {}
}

/** A start by an event stands in the process or in an event subprocess, never in a plain subprocess. */
export function wronglyPlaced(element: GraphElement, graph: Graph): Problem[] {
  if (element.scope === null || graph.elements[element.scope]!.kind === 'eventSubprocess') return []
  return [problem(element, 'start_in_subprocess')]
}

/** Errors and escalations come from within: they begin event subprocesses only. */
export function onlyInEventSubprocess(element: GraphElement, graph: Graph): Problem[] {
  const around = element.scope === null ? undefined : graph.elements[element.scope]
  return around?.kind === 'eventSubprocess' ? [] : [problem(element, 'start_only_in_event_subprocess')]
}
