import type { Graph } from '../graph.ts'
import type { InstanceState, Token } from '../state.ts'

/** One instance in a simulated world. */
export interface Instance {
  graph: Graph
  /** Null until it is started */
  state: InstanceState | null
  /** The call activity that started it */
  calledBy?: { instance: Instance; token: number }
}

/** Where a token stands or waits: its instance and what an event must name. */
export interface Place {
  instance: Instance
  token: Token
}

/** Tokens at an element, the oldest first. What only holds instances or listeners together is not among them. */
export function placesAt(instances: Instance[], element: string): Place[] {
  return placesWhere(
    instances,
    (token) => token.element === element && token.phase === 'waiting' && !token.loop && !token.listener,
  )
}

/** Tokens that wait for an event which is not the element they are at: at a border, behind a gateway, in a handler. */
export function placesWaitingFor(instances: Instance[], event: string): Place[] {
  return placesWhere(
    instances,
    ({ messages, signals, timers }) =>
      messages?.includes(event) ||
      signals?.some((each) => each.element === event) ||
      timers?.some((each) => each.element === event) ||
      false,
  )
}

function placesWhere(instances: Instance[], wanted: (token: Token) => boolean): Place[] {
  return instances.flatMap((instance) =>
    (instance.state?.tokens ?? [])
      .filter(wanted)
      .sort((a, b) => a.id - b.id)
      .map((token) => ({ instance, token })),
  )
}
