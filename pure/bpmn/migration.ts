import { Migrating } from './execution/migrating.ts'
import type { ElementMap, Graph } from './graph.ts'
import type { AdvanceEnv, Intent, Trace } from './protocol.ts'
import type { Done, InstanceState, Scope, Token } from './state.ts'
import { Stopped } from './stopped.ts'

export type RefusalCode =
  /** Nothing in the next version goes on in its place */
  | 'gone'
  /** What would go on in its place is of another kind */
  | 'other_kind'
  /** What would go on in its place lies in another subprocess */
  | 'other_place'
  /** It is done once there and many times here, or the other way round */
  | 'other_loop'
  /** A branch that came to a join came by a flow that is not there any more */
  | 'flow_gone'
  /** What it would wait for there cannot be told from what this case knows */
  | 'cannot_wait'

/** Why a running case cannot go on by another version, and where it stands. */
export interface MigrationRefusal {
  code: RefusalCode
  element: string
  message?: string
}

/** What goes on as what: the same id of the same kind, unless `chosen` says otherwise. */
export function elementMap(from: Graph, to: Graph, chosen: ElementMap = {}): Record<string, string> {
  const map: Record<string, string> = {}
  for (const id of from.order) {
    const target = chosen[id] ?? (to.elements[id]?.kind === from.elements[id]!.kind ? id : undefined)
    if (target !== undefined && Object.hasOwn(to.elements, target)) map[id] = target
  }
  return map
}

/** Why a token at an element could not go on; null when it could. */
export function placeRefusal(from: Graph, to: Graph, map: ElementMap, id: string): MigrationRefusal | null {
  const element = from.elements[id]!
  const target = map[id] === undefined ? undefined : to.elements[map[id]!]
  if (!target) return { code: 'gone', element: id }
  if (target.kind !== element.kind) return { code: 'other_kind', element: id }
  if (Boolean(target.loop) !== Boolean(element.loop) || target.loop?.sequential !== element.loop?.sequential) {
    return { code: 'other_loop', element: id }
  }
  const around = element.scope === null ? null : map[element.scope]
  return target.scope === around ? null : { code: 'other_place', element: id }
}

/**
 * Puts a running instance into another version where it stands. What it waits for stays as it is, dues too, where the next
 * version waits for the same; what that waits for besides is opened, what it does not wait for is closed. Refused with every
 * reason, and then nothing is changed. Pure, as `advance`.
 */
export function migrate(
  from: Graph,
  to: Graph,
  map: ElementMap,
  state: InstanceState,
  env: AdvanceEnv,
): { state: InstanceState; intents: Intent[]; trace: Trace[] } | { refused: MigrationRefusal[] } {
  const standing = state.tokens.filter(({ listener }) => !listener)
  const refused = new Map<string, MigrationRefusal>()
  const note = (refusal: MigrationRefusal | null) => {
    if (refusal) refused.set(`${refusal.element} ${refusal.code}`, refusal)
  }
  for (const token of standing) {
    note(placeRefusal(from, to, map, token.element))
    if (token.phase === 'joining' && map[token.element]) note(flowRefusal(from, to, map, token))
  }
  for (const done of doneIn(state)) note(placeRefusal(from, to, map, done.element))
  if (refused.size > 0) return { refused: [...refused.values()] }

  const flows = flowMap(from, to, map)
  const tokens = state.tokens.map((token) => inNext(token, map, flows))
  const scopes = state.scopes.map((scope) => scopeInNext(scope, map))
  const execution = new Migrating(to, { ...state, tokens, scopes }, env)
  try {
    execution.settleIn(from, map, state.tokens)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return { refused: [{ code: 'cannot_wait', element: execution.opening ?? '', message: error.message }] }
  }
  return { state: execution.state(), intents: execution.intents, trace: execution.trace }
}

/** A token that waits at a join stands for the flow through which it came. */
function flowRefusal(from: Graph, to: Graph, map: ElementMap, token: Token): MigrationRefusal | null {
  if (token.flow === undefined || flowMap(from, to, map)[token.flow] !== undefined) return null
  return { code: 'flow_gone', element: token.element }
}

const flowMaps = new WeakMap<ElementMap, Record<string, string>>()

/** Flows that lead between what goes on as their ends: by their id, else the only one there. */
function flowMap(from: Graph, to: Graph, map: ElementMap): Record<string, string> {
  const known = flowMaps.get(map)
  if (known) return known
  const found: Record<string, string> = {}
  for (const { id, source, target } of Object.values(from.flows)) {
    const leads = (flow: string) => to.flows[flow]?.source === map[source] && to.flows[flow]?.target === map[target]
    const others = to.elements[map[target] ?? '']?.incoming.filter(leads) ?? []
    if (leads(id)) found[id] = id
    else if (others.length === 1) found[id] = others[0]!
  }
  flowMaps.set(map, found)
  return found
}

function doneIn({ tokens, scopes }: InstanceState): Done[] {
  const all = (list: readonly Done[] | undefined): Done[] => (list ?? []).flatMap((done) => [done, ...all(done.inside)])
  return [
    ...scopes.flatMap(({ done }) => all(done)),
    ...tokens.flatMap(({ done, loop, undoing }) => [...all(done), ...all(loop?.done), ...all(undoing?.left)]),
  ]
}

function inNext(token: Token, map: ElementMap, flows: Record<string, string>): Token {
  const next: Token = { ...token, element: map[token.element] ?? token.element }
  if (token.flow !== undefined) next.flow = flows[token.flow] ?? token.flow
  if (token.done) next.done = renamed(token.done, map)
  if (token.loop?.done) next.loop = { ...token.loop, done: renamed(token.loop.done, map) }
  if (token.undoing) next.undoing = { ...token.undoing, left: renamed(token.undoing.left, map) }
  return next
}

function scopeInNext(scope: Scope, map: ElementMap): Scope {
  if (scope.element === null && !scope.done) return scope
  const element = scope.element === null ? null : map[scope.element]!
  return scope.done ? { ...scope, element, done: renamed(scope.done, map) } : { ...scope, element }
}

const renamed = (list: readonly Done[], map: ElementMap): Done[] =>
  list.map((done) => ({
    ...done,
    element: map[done.element]!,
    ...(done.inside ? { inside: renamed(done.inside, map) } : {}),
  }))
