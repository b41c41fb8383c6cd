import type { Graph, GraphElement } from './graph.ts'
import type { InstanceState, Outer, Scope, Token } from './state.ts'

/** Where something thrown is caught: at the border of an activity, by an event subprocess, or around the caller. */
export type Catcher =
  | { by: 'boundary'; host: Token; event: GraphElement }
  | { by: 'subprocess'; scope: Scope; event: GraphElement }
  | { by: 'caller'; interrupting: boolean }

export interface Thrown {
  kind: 'error' | 'escalation'
  code?: string
}

type Place = Pick<InstanceState, 'tokens' | 'scopes' | 'outer'>

/**
 * The nearest catcher of what is thrown at a token, or in a scope when its thrower is gone, outwards level by level.
 * On one level the catcher that names the code comes before one that takes any.
 */
export function catcherOf(graph: Graph, place: Place, from: Token | Scope, thrown: Thrown): Catcher | null {
  for (const level of levels(graph, place, from)) {
    const found = best(level, thrown)
    if (found) return found
  }
  const outer = place.outer && (thrown.kind === 'error' ? place.outer.errors : place.outer.escalations)
  const match = outer?.find((each) => each.code === thrown.code) ?? outer?.find((each) => each.code === undefined)
  if (!match) return null
  return { by: 'caller', interrupting: 'interrupting' in match ? Boolean(match.interrupting) : true }
}

/** All that would be caught around a token: what a called process is told when it starts. */
export function caughtAround(graph: Graph, place: Place, token: Token): Outer {
  const found: Outer = { errors: [], escalations: [] }
  for (const level of levels(graph, place, token)) {
    for (const { event } of level) {
      if (event.error) found.errors.push(withCode(event.error.code))
      if (event.escalation) {
        found.escalations.push({ ...withCode(event.escalation.code), interrupting: event.interrupting === true })
      }
    }
  }
  return {
    errors: [...found.errors, ...(place.outer?.errors ?? [])],
    escalations: [...found.escalations, ...(place.outer?.escalations ?? [])],
  }
}

/** Event subprocesses that lie directly in a scope. */
export function eventSubprocessesIn(graph: Graph, scope: Scope): string[] {
  // an instance of a multi-instance activity stands around the subprocess, not in it
  if (scope.iteration !== undefined) return []
  const ids = scope.element === null ? graph.eventSubprocesses : graph.elements[scope.element]?.eventSubprocesses
  return ids ?? []
}

type Found = Exclude<Catcher, { by: 'caller' }>

function* levels(graph: Graph, place: Place, from: Token | Scope): Generator<Found[]> {
  let token = 'phase' in from ? from : undefined
  let scope = token ? scopeOf(place, token.scope) : (from as Scope)
  for (;;) {
    if (token) yield atBoundary(graph, token)
    const inside = token?.element
    const here = scope
    if (!here.interrupted) {
      yield eventSubprocessesIn(graph, here)
        // what an event subprocess throws is not for itself
        .filter((id) => id !== inside)
        .flatMap((id) => graph.elements[id]!.starts ?? [])
        .map((id) => ({ by: 'subprocess', scope: here, event: graph.elements[id]! }) as const)
    }
    if (here.token === null) return
    token = place.tokens.find((each) => each.id === here.token)!
    scope = scopeOf(place, token.scope)
  }
}

function atBoundary(graph: Graph, host: Token): Found[] {
  // events on a multi-instance activity belong to all its instances together, and one that is undone is not running
  if (host.iteration !== undefined || host.restored) return []
  const element = graph.elements[host.element]
  return (element?.boundary ?? []).map((id) => ({ by: 'boundary', host, event: graph.elements[id]! }) as const)
}

function best(level: Found[], { kind, code }: Thrown): Found | undefined {
  const able = level.filter(({ event }) => event[kind] !== undefined)
  return (
    able.find(({ event }) => event[kind]!.code === code) ?? able.find(({ event }) => event[kind]!.code === undefined)
  )
}

function scopeOf(place: Place, id: number): Scope {
  return place.scopes.find((each) => each.id === id)!
}

function withCode(code: string | undefined): { code?: string } {
  return code === undefined ? {} : { code }
}
