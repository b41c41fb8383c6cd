import { counters } from '../elements/activities/multi-instance.ts'
import type { Context } from '../elements/behaviour.ts'
import type { Graph } from '../graph.ts'
import type { AdvanceEnv, Intent, Trace } from '../protocol.ts'
import type { InstanceState, Outer, Scope, Token } from '../state.ts'

/**
 * What an instance consists of while it advances, and what comes of it: tokens, scopes with their variables, intents,
 * trace. Works on copies: a token that came from outside is copied by `changing` before it changes, scopes and lists are
 * replaced, so the state given in stays as it was.
 */
export class Book {
  readonly graph: Graph
  readonly env: AdvanceEnv
  readonly intents: Intent[] = []
  readonly trace: Trace[] = []
  tokens: Token[]
  scopes: Scope[]
  outer: Outer | undefined
  protected status: InstanceState['status']
  protected nextToken: number
  protected nextScope: number
  protected readonly contexts = new Map<number, Context>()
  /** Scopes that something left since they were last looked at */
  protected readonly left = new Set<number>()
  /** Variables changed, or a wait for a condition was opened, since conditions were last looked at */
  protected isStale = false

  constructor(graph: Graph, state: InstanceState, env: AdvanceEnv) {
    this.graph = graph
    this.env = env
    this.status = state.status
    this.tokens = state.tokens.slice()
    this.scopes = state.scopes
    this.nextToken = state.nextToken
    this.nextScope = state.nextScope
    this.outer = state.outer
  }

  state(): InstanceState {
    const { status, tokens, scopes, nextToken, nextScope, outer } = this
    const state = { status, tokens, scopes, nextToken, nextScope }
    return outer && status === 'active' ? { ...state, outer } : state
  }

  context(id: number): Context {
    const known = this.contexts.get(id)
    if (known) return known
    const scope = this.scope(id)
    const context = {
      ...(scope.parent === null ? null : this.context(scope.parent)),
      ...(scope.iteration === undefined ? null : counters(this.tokens.find((each) => each.id === scope.token)!.loop!)),
      ...scope.variables,
      settings: this.env.settings,
    }
    this.contexts.set(id, context)
    return context
  }

  variables(id: number): Context {
    const { parent, variables } = this.scope(id)
    return parent === null ? variables : { ...this.variables(parent), ...variables }
  }

  visible(token: Token): Context {
    const context = this.context(token.scope)
    return token.local ? { ...context, ...token.local, settings: this.env.settings } : context
  }

  setVariables(scope: number, variables: Record<string, unknown>): void {
    if (Object.keys(variables).length === 0) return
    const changes = new Map<number, Record<string, unknown>>()
    for (const name of Object.keys(variables)) {
      if (name === '__proto__') continue
      let at = this.scope(scope)
      while (at.parent !== null && !Object.hasOwn(at.variables, name)) at = this.scope(at.parent)
      const known = changes.get(at.id)
      if (known) known[name] = variables[name]
      else changes.set(at.id, { ...at.variables, [name]: variables[name] })
    }
    this.scopes = this.scopes.map((each) => {
      const changed = changes.get(each.id)
      return changed ? { ...each, variables: changed } : each
    })
    this.contexts.clear()
    this.isStale = true
  }

  scope(id: number): Scope {
    return this.scopes.find((each) => each.id === id)!
  }

  changing(id: number): Token {
    const token = this.tokens.find((each) => each.id === id)!
    const copy = { ...token }
    if (copy.timers) copy.timers = copy.timers.slice()
    if (copy.messages) copy.messages = copy.messages.slice()
    if (copy.signals) copy.signals = copy.signals.slice()
    if (copy.conditions) copy.conditions = copy.conditions.slice()
    this.tokens = this.tokens.map((each) => (each.id === id ? copy : each))
    return copy
  }

  restingAt(element: string, scope: number): Token[] {
    return this.tokens.filter((token) => token.element === element && token.scope === scope)
  }

  restingIn(scope: number): Token[] {
    return this.tokens.filter((token) => token.scope === scope)
  }

  emit(intent: Intent): void {
    this.intents.push(intent)
  }

  rest(token: Token): void {
    if (!this.tokens.includes(token)) this.tokens.push(token)
  }

  remove(token: Token): void {
    this.tokens = this.tokens.filter((each) => each.id !== token.id)
    this.left.add(token.scope)
  }

  protected newToken(element: string, scope: number, iteration?: number): Token {
    const token: Token = { id: this.nextToken++, element, scope, phase: 'waiting' }
    if (iteration !== undefined) token.iteration = iteration
    return token
  }

  protected write(token: Token, what: Trace['what'], more: Partial<Trace> = {}): void {
    const isAround = token.iteration === undefined && this.graph.elements[token.element]?.loop !== undefined
    const isBody = isAround || token.restored === true
    this.trace.push({ element: token.element, token: token.id, what, ...more, ...(isBody ? { body: true } : {}) })
  }
}
