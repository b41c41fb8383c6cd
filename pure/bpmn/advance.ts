import { InstanceExecution } from './execution/instance-execution.ts'
import type { Graph } from './graph.ts'
import type { AdvanceEnv, EngineEvent, Intent, Trace } from './protocol.ts'
import type { InstanceState } from './state.ts'

export type { AdvanceEnv, EngineEvent, Intent, Trace } from './protocol.ts'

const BEFORE_START: InstanceState = {
  status: 'active',
  tokens: [],
  scopes: [{ id: 1, parent: null, element: null, token: null, variables: {} }],
  nextToken: 1,
  nextScope: 2,
}

/**
 * Takes one event to an instance and lets it run until every token rests. Pure: the same input gives the same output,
 * nothing given in is changed. An event for something that no longer waits returns the very same state and no intents.
 * An instance begins with `state` null and a `start` event.
 */
export function advance(
  graph: Graph,
  state: InstanceState | null,
  event: EngineEvent,
  env: AdvanceEnv,
): { state: InstanceState; intents: Intent[]; trace: Trace[] } {
  if (state === null && event.type !== 'start') throw new Error(`"${event.type}" came before the instance was started`)
  if (state !== null && (state.status !== 'active' || event.type === 'start')) return { state, intents: [], trace: [] }
  const execution = new InstanceExecution(graph, state ?? BEFORE_START, env)
  if (!execution.apply(event)) return { state: state!, intents: [], trace: [] }
  execution.run()
  return { state: execution.state(), intents: execution.intents, trace: execution.trace }
}
