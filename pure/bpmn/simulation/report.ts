import { behaviourOf } from '../elements/index.ts'
import type { Graph } from '../graph.ts'
import type { Trace } from '../protocol.ts'
import type { InstanceState } from '../state.ts'

/** How a simulated process stands, and the way it came. */
export interface SimulationReport {
  status: InstanceState['status'] | 'incident'
  /** Ids of elements at which tokens are, sorted, repeated for each token */
  active: string[]
  completed: Record<string, number>
  cancelled: Record<string, number>
  /** Flow nodes in the order in which they completed */
  order: string[]
  /** End events reached, in order */
  ends: string[]
  variables: Record<string, unknown>
  incidents: { element: string; code: string; message: string }[]
}

/** An instance with what happened in it; `calledBy` is there where a call activity started it. */
export interface Told {
  graph: Graph
  state: InstanceState
  calledBy?: unknown
}

/** A join that waits for ever does what the specification says: a person should know, but nothing went wrong in it. */
const STANDING_STILL = 'join_stuck'

/** What the history and the state of a process and all it called come to. */
export function reportOf(instances: Told[], history: { graph: Graph; trace: Trace }[]): SimulationReport {
  const done = history.filter(({ trace }) => !trace.joined && !trace.body)
  const completed = done.filter(({ trace }) => trace.what === 'completed')
  const isEnd = ({ graph, trace }: (typeof done)[number]) =>
    behaviourOf(graph.elements[trace.element]!.kind).ends === true
  return {
    status: statusOf(instances),
    active: instances.flatMap(({ state }) => resting(state)).sort(),
    completed: counted(completed.map(({ trace }) => trace.element)),
    cancelled: counted(done.filter(({ trace }) => trace.what === 'cancelled').map(({ trace }) => trace.element)),
    order: completed.map(({ trace }) => trace.element),
    ends: completed.filter(isEnd).map(({ trace }) => trace.element),
    variables: sorted(instances[0]?.state.scopes[0]?.variables ?? {}) as Record<string, unknown>,
    incidents: incidentsOf(instances),
  }
}

function statusOf(instances: Told[]): SimulationReport['status'] {
  if (incidentsOf(instances).some(({ code }) => code !== STANDING_STILL)) return 'incident'
  const statuses = instances.filter(({ calledBy }) => calledBy === undefined).map(({ state }) => state.status)
  if (statuses.length === 0) return 'active'
  return (['active', 'failed', 'terminated'] as const).find((status) => statuses.includes(status)) ?? 'completed'
}

function resting(state: InstanceState): string[] {
  return state.tokens.filter((token) => !token.listener && !token.loop && !token.restored).map((token) => token.element)
}

function incidentsOf(instances: Told[]): SimulationReport['incidents'] {
  return instances.flatMap(({ state }) =>
    state.tokens.flatMap(({ element, incident }) =>
      incident ? [{ element, code: incident.code, message: incident.message }] : [],
    ),
  )
}

function counted(elements: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const element of elements.toSorted()) counts[element] = (counts[element] ?? 0) + 1
  return counts
}

/** In one order wherever they were kept: a database has an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]))
}
