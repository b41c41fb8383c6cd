import { behaviourOf } from '../elements/index.ts'
import type { Graph, GraphElement } from '../graph.ts'
import type { Problem } from '../problem.ts'

/** What a process that runs must be told, and a simulation can do without. */
const BEARABLE = new Set<Problem['code']>([
  'step_missing',
  'script_missing',
  'decision_missing',
  'decision_unknown',
  'correlation_key_missing',
  'message_missing',
  'signal_missing',
  'trigger_missing',
  'start_missing',
  'events_missing',
  'cycle_not_possible',
  'conditional_start_of_process',
  'condition_not_used',
  'mapping_not_used',
  'boundary_not_possible',
  'extension_not_supported',
])

/** A problem as a simulation takes it: models of any tool are to be tried before they are completed for this one. */
export function simulated(problem: Problem): Problem {
  const isOfCamunda = problem.code === 'unknown_element' && problem.params.tag?.startsWith('zeebe:')
  return BEARABLE.has(problem.code) || isOfCamunda ? { ...problem, severity: 'warning' } : problem
}

const WORK = new Set(['serviceTask', 'sendTask', 'businessRuleTask', 'scriptTask'])

/** Fills in what a model leaves open: work without a step is done by itself, an event without a name has its own. */
export function forSimulation(graph: Graph): void {
  for (const element of Object.values(graph.elements)) {
    const isDecided =
      element.decision && (element.decision.id.startsWith('=') || graph.decisions?.[element.decision.id])
    if (element.decision && !isDecided) delete element.decision
    if (WORK.has(element.kind) && !element.step && !element.script && !element.decision) {
      element.step = { type: element.id }
    }
    if (/message|receiveTask/i.test(element.kind) && !element.message) element.message = { name: nameOf(element) }
    if (/signal/i.test(element.kind) && !element.signal) element.signal = { name: nameOf(element) }
    if (!behaviourOf(element.kind).hosts?.length) element.boundary = []
    if (element.kind === 'parallelGateway') for (const id of element.outgoing) delete graph.flows[id]!.condition
  }
}

function nameOf(element: GraphElement): string {
  return element.name ?? element.id
}
