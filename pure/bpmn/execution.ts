import { catcherOf, caughtAround, eventSubprocessesIn } from './catchers.ts'
import { beginInstances, counters, instanceLeaves } from './elements/activities/multi-instance.ts'
import { type Context, type Execution, type Output, Stopped } from './elements/behaviour.ts'
import { behaviourOf } from './elements/index.ts'
import { evaluate, isFeel } from './expression.ts'
import type { Graph, GraphElement } from './graph.ts'
import { mapped } from './mappings.ts'
import type { AdvanceEnv, EngineEvent, Intent, Trace } from './protocol.ts'
import type { ArmedTimer, Incident, InstanceState, Outer, Scope, Token } from './state.ts'
import { move, rearmTimers, retry, type Steerable, skip } from './steering.ts'
import { wrongValue } from './stopped.ts'
import { isDuration, parseInstant } from './timer-values.ts'
import { armedTimer, later, nextFiring } from './timers.ts'

interface Arrival {
  element: string
  scope: number
  flow?: string
  inside?: string[]
  iteration?: number
  /** Set when the event has already happened: the element is passed, not waited at */
  output?: Output
  /** The start of the process: from then on its event subprocesses listen */
  first?: true
}

/** More entries than this in one advance are a loop that goes nowhere. */
const ENTRY_LIMIT = 10_000

/**
 * One `advance` of one instance. Tokens run breadth-first. Works on copies: a token that came from outside is copied by
 * `changing` before it changes, scopes and lists are replaced, so the state given in stays as it was.
 */
export class InstanceExecution implements Steerable {
  readonly graph: Graph
  readonly env: AdvanceEnv
  readonly intents: Intent[] = []
  readonly trace: Trace[] = []
  tokens: Token[]
  scopes: Scope[]
  outer: Outer | undefined
  private status: InstanceState['status']
  private nextToken: number
  private nextScope: number
  private queue: (Arrival | null)[] = []
  private at = 0
  private entries = 0
  private contexts = new Map<number, Context>()
  /** Scopes that something left since they were last looked at */
  private readonly left = new Set<number>()
  private readonly clearings = new Map<number, number>()

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

  /** Puts the event in; false when it concerns nothing that waits. */
  apply(event: EngineEvent): boolean {
    switch (event.type) {
      case 'start':
        this.outer = event.outer
        return this.start(event.startEvent, event.variables)
      case 'variables.set':
        this.setVariables(this.scopes[0]!.id, event.variables)
        return true
      case 'cancel':
        this.clearScope(this.scopes[0]!.id)
        this.end('terminated')
        return true
      case 'timers.rearm':
        return rearmTimers(this)
      case 'token.move':
        return move(this, event.token, event.to)
      case 'incident.retry':
        return retry(this, event.token)
      case 'incident.skip':
        return skip(this, event.token)
      default:
        return this.deliver(event)
    }
  }

  /** Goes on until every token rests. */
  run(): void {
    this.settle()
    // by index: a loop of thousands of entries must not shift an array each time
    for (this.at = 0; this.at < this.queue.length && this.status === 'active'; ) {
      const arrival = this.queue[this.at++]
      if (this.at > 1000) {
        this.queue = this.queue.slice(this.at)
        this.at = 0
      }
      if (!arrival) continue
      this.process(arrival)
      this.left.add(arrival.scope)
      this.settle()
    }
    if (this.status === 'active') this.reportStuckJoins()
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

  visible(token: Token): Context {
    const context = this.context(token.scope)
    return token.local ? { ...context, ...token.local, settings: this.env.settings } : context
  }

  feel(expression: string, context: Context): unknown {
    const result = evaluate(expression, context, this.env)
    if ('error' in result) throw new Stopped('expression_failed', result.error)
    return result.value
  }

  holds(condition: string, context: Context): boolean {
    const holds = this.feel(condition, context)
    if (typeof holds !== 'boolean') throw wrongValue(condition, context, holds, 'true or false')
    return holds
  }

  value(source: string | undefined, context: Context): unknown {
    if (source === undefined) return null
    return isFeel(source) ? this.feel(source, context) : source
  }

  text(source: string | undefined, context: Context): string | undefined {
    const value = this.value(source, context)
    if (value === null || value === '') return undefined
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    throw wrongValue(source!, context, value, 'a text')
  }

  due(source: string | undefined, context: Context, element: GraphElement, assignee?: string): string | undefined {
    const value = this.value(source, context)
    if (value === null || value === '') return undefined
    if (typeof value === 'string') {
      if (isDuration(value)) return later(this.env, this.env.now, value, element.calendar, assignee)
      const instant = parseInstant(value, this.env.zone, 'end')
      if (instant) return instant
    }
    throw wrongValue(source!, context, value, 'a date or a duration')
  }

  inputs(token: Token, element: GraphElement): Record<string, unknown> | undefined {
    if (!element.inputs) return undefined
    const input = mapped(element.inputs, this.context(token.scope), (source, seen) => this.value(source, seen))
    if (element.outputs) token.local = input
    return input
  }

  emit(intent: Intent): void {
    this.intents.push(intent)
  }

  rest(token: Token): void {
    if (!this.tokens.includes(token)) this.tokens.push(token)
  }

  openBoundaries(token: Token, element: GraphElement, assignee?: string): void {
    // what is attached to a multi-instance activity waits beside all its instances, once
    if (token.iteration !== undefined) return
    for (const id of element.boundary) {
      const event = this.graph.elements[id]!
      behaviourOf(event.kind).arm?.(this, token, event, assignee)
    }
  }

  armTimer(token: Token, event: GraphElement, assignee?: string): boolean {
    const timer = armedTimer(this.env, event, this.visible(token), assignee)
    if (!timer) return false
    token.timers ??= []
    token.timers.push(timer)
    this.emitTimer(token, timer)
    return true
  }

  openMessage(token: Token, event: GraphElement): void {
    const context = this.visible(token)
    const { name: named, correlationKey: keyed } = event.message!
    const name = this.text(named, context)
    const correlationKey = this.text(keyed, context)
    if (name === undefined) throw wrongValue(named, context, null, 'the name of a message')
    if (correlationKey === undefined && keyed !== undefined) throw wrongValue(keyed, context, null, 'a correlation key')
    token.messages ??= []
    token.messages.push(event.id)
    this.emit({ type: 'message.open', token: token.id, element: event.id, name, correlationKey: correlationKey ?? '' })
  }

  openSignal(token: Token, event: GraphElement): void {
    const context = this.visible(token)
    const name = this.text(event.signal!.name, context)
    if (name === undefined) throw wrongValue(event.signal!.name, context, null, 'the name of a signal')
    token.signals ??= []
    token.signals.push({ element: event.id, name })
    this.emit({ type: 'signal.open', token: token.id, element: event.id, name })
  }

  timerFired(token: Token, event: GraphElement): void {
    const fired = token.timers!.find((timer) => timer.element === event.id)!
    token.timers = token.timers!.filter((timer) => timer !== fired)
    if (event.interrupting) return
    const next = nextFiring(this.env, fired)
    if (!next) return
    token.timers.push(next)
    this.emitTimer(token, next)
  }

  caught(token: Token, event: GraphElement, output: Output): void {
    if (token.listener) {
      this.beginEventSubprocess(token.scope, event, output)
      return
    }
    if (token.element === event.id) {
      this.complete(token, event, output)
      return
    }
    if (event.attachedTo !== undefined) {
      this.takeBoundary(token, event, output)
      return
    }
    this.closeWaits(token)
    this.consume(token)
    const flow = this.graph.elements[token.element]!.outgoing.find((id) => this.graph.flows[id]!.target === event.id)
    this.queue.push({ element: event.id, scope: token.scope, flow, output })
  }

  complete(token: Token, element: GraphElement, output: Output = {}): void {
    this.closeWaits(token)
    if (this.attempt(token, 'complete', () => this.takeOver(token, element, output), output)) {
      this.attempt(token, 'leave', () => this.leave(token, element))
    }
  }

  leave(token: Token, element: GraphElement, flows?: string[]): void {
    const happens = behaviourOf(element.kind).leaving?.(this, token, element)
    if (token.iteration !== undefined) {
      instanceLeaves(this, token, element)
      happens?.()
      return
    }
    const open = flows ?? this.openFlows(token, element)
    const clearings = this.clearings.get(token.scope)
    this.consume(token)
    happens?.()
    // what it threw may have ended all around it, itself included
    if (this.clearings.get(token.scope) !== clearings || this.status !== 'active') return
    for (const flow of open) {
      this.queue.push({ element: this.graph.flows[flow]!.target, scope: token.scope, flow })
    }
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
  }

  openScope(token: Token, element: GraphElement, variables: Record<string, unknown>): number {
    const id = this.nextScope++
    this.scopes = [...this.scopes, { id, parent: token.scope, element: element.id, token: token.id, variables }]
    this.listen(id)
    return id
  }

  openIteration(
    body: Token,
    element: GraphElement,
    iteration: number,
    variables: Record<string, unknown>,
    inside?: string[],
  ): void {
    const id = this.nextScope++
    const scope = { id, parent: body.scope, element: element.id, token: body.id, variables, iteration }
    this.scopes = [...this.scopes, scope]
    this.contexts.clear()
    this.queue.push({ element: element.id, scope: id, iteration, inside })
  }

  arrive(element: string, scope: number, inside?: string[]): void {
    this.queue.push({ element, scope, inside })
  }

  clearScope(scope: number): void {
    this.clearings.set(scope, (this.clearings.get(scope) ?? 0) + 1)
    for (const token of this.tokens.filter((each) => each.scope === scope)) this.cancelToken(token)
    for (let next = this.at; next < this.queue.length; next++) {
      if (this.queue[next]?.scope === scope) this.queue[next] = null
    }
  }

  removeScope(id: number): void {
    for (const token of this.tokens.filter((each) => each.scope === id && each.listener)) this.cancelToken(token)
    this.scopes = this.scopes.filter((each) => each.id !== id)
    this.contexts.clear()
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
    this.tokens = this.tokens.map((each) => (each.id === id ? copy : each))
    return copy
  }

  restingAt(element: string, scope: number): Token[] {
    return this.tokens.filter((token) => token.element === element && token.scope === scope)
  }

  restingIn(scope: number): Token[] {
    return this.tokens.filter((token) => token.scope === scope)
  }

  bound(scope: number): string[] {
    const found: string[] = []
    for (let next = this.at; next < this.queue.length; next++) {
      const arrival = this.queue[next]
      if (arrival?.scope === scope) found.push(arrival.element)
    }
    return found
  }

  consume(token: Token, joined = false): void {
    if (token.incident) this.emit({ type: 'incident.clear', token: token.id })
    this.remove(token)
    this.write(token, 'completed', joined ? { joined: true } : {})
  }

  throwError(token: Token, code: string, message: string, done = false): boolean {
    const catcher = catcherOf(this.graph, this, token, { kind: 'error', code })
    if (!catcher) return false
    if (done) {
      this.closeWaits(token)
      this.remove(token)
      this.write(token, 'cancelled')
    } else this.cancelToken(token)
    if (catcher.by === 'caller') this.fail(code, message)
    else this.goToCatcher(catcher, { errorCode: code, errorMessage: message })
    return true
  }

  throwErrorIn(scope: number, code: string, message: string): void {
    const catcher = catcherOf(this.graph, this, this.scope(scope), { kind: 'error', code })
    if (!catcher || catcher.by === 'caller') this.fail(code, message)
    else this.goToCatcher(catcher, { errorCode: code, errorMessage: message })
  }

  escalate(from: Token | number, code: string | undefined, element: string, output: Output): void {
    const place = typeof from === 'number' ? this.scope(from) : from
    const catcher = catcherOf(this.graph, this, place, { kind: 'escalation', code })
    if (!catcher) return
    if (catcher.by !== 'caller') {
      this.goToCatcher(catcher, { ...output, ...(code === undefined ? {} : { escalationCode: code }) })
      return
    }
    this.emit({ type: 'escalation.throw', element, code, variables: output })
    if (!catcher.interrupting) return
    this.clearScope(this.scopes[0]!.id)
    this.end('terminated')
  }

  broadcast(element: string, name: string, variables: Record<string, unknown>): void {
    const waiting = this.tokens.flatMap((token) =>
      (token.signals ?? []).filter((each) => each.name === name).map((each) => ({ id: token.id, event: each.element })),
    )
    for (const { id, event } of waiting) {
      this.deliver({ type: 'signal.received', token: id, element: event, variables })
    }
    this.emit({ type: 'signal.throw', element, name, variables })
  }

  caughtAround(token: Token): Outer {
    return caughtAround(this.graph, this, token)
  }

  raise(token: Token, { code, message }: { code: string; message: string }): void {
    this.stop(token, { code, message, at: 'work' })
  }

  /** Ends everything because of an error that nothing catches. */
  fail(code: string, message: string): void {
    this.clearScope(this.scopes[0]!.id)
    this.end('failed', { code, message })
  }

  attempt(token: Token, at: Incident['at'], act: () => void, output?: Output): boolean {
    const mark = { intents: this.intents.length, queue: this.queue.length, tokens: this.tokens, scopes: this.scopes }
    const resting = this.tokens.length
    try {
      act()
      return true
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
      this.intents.length = mark.intents
      if (at === 'enter') {
        token.timers = undefined
        token.messages = undefined
        token.signals = undefined
        token.loop = undefined
        this.queue.length = mark.queue
        this.tokens = mark.tokens.slice(0, resting)
        this.scopes = mark.scopes
        this.contexts.clear()
      }
      const incident: Incident = { code: error.code, message: error.message, at }
      this.stop(token, output ? { ...incident, output } : incident)
      return false
    }
  }

  /** Starts the work of an element at which a token has arrived. */
  begin(token: Token, element: GraphElement, inside?: string[]): void {
    if (element.loop && token.iteration === undefined) beginInstances(this, token, element, inside)
    else behaviourOf(element.kind).enter(this, token, element, inside)
  }

  cancelToken({ id }: Token): void {
    const token = this.changing(id)
    this.stopInside(token)
    const element = this.graph.elements[token.element]
    const isWorking = !token.listener && !token.loop && (token.phase === 'waiting' || token.incident?.at === 'work')
    if (element && isWorking) behaviourOf(element.kind).withdraw?.(this, token, element)
    this.closeWaits(token)
    if (token.incident) this.emit({ type: 'incident.clear', token: token.id })
    this.remove(token)
    if (!token.listener) this.write(token, 'cancelled')
  }

  closeWaits(token: Token): void {
    if (token.timers) {
      for (const { element } of token.timers) this.emit({ type: 'timer.cancel', token: token.id, element })
      token.timers = undefined
    }
    if (token.messages) {
      for (const element of token.messages) this.emit({ type: 'message.close', token: token.id, element })
      token.messages = undefined
    }
    if (token.signals) {
      for (const { element } of token.signals) this.emit({ type: 'signal.close', token: token.id, element })
      token.signals = undefined
    }
  }

  finishBody(body: Token, element: GraphElement, output: Output): void {
    this.stopInside(body)
    this.closeWaits(body)
    this.setVariables(body.scope, output)
    this.attempt(body, 'leave', () => this.leave(body, element))
  }

  clearIncident(token: Token): void {
    token.incident = undefined
    token.phase = 'waiting'
    this.emit({ type: 'incident.clear', token: token.id })
  }

  remove(token: Token): void {
    this.tokens = this.tokens.filter((each) => each.id !== token.id)
    this.left.add(token.scope)
  }

  /** Cancels all that runs within an activity. */
  private stopInside(token: Token): void {
    for (const scope of this.scopes.filter((each) => each.token === token.id)) {
      this.clearScope(scope.id)
      this.removeScope(scope.id)
    }
  }

  private start(startEvent: string | undefined, variables: Record<string, unknown>): boolean {
    const { starts, elements } = this.graph
    const wanted = startEvent ?? starts.find((id) => elements[id]!.kind === 'noneStart') ?? starts[0]
    if (wanted === undefined || !starts.includes(wanted)) {
      throw new Error(`The process ${this.graph.processId} has no start event "${startEvent}"`)
    }
    const scope = this.scopes[0]!.id
    if (behaviourOf(elements[wanted]!.kind).begins) {
      this.queue.push({ element: wanted, scope, output: variables, first: true })
    } else {
      // a process without a start event begins wherever no flow leads to
      this.setVariables(scope, variables)
      this.listen(scope)
      for (const id of starts) this.arrive(id, scope)
    }
    return true
  }

  private deliver(event: Extract<EngineEvent, { token: number }>): boolean {
    const found = this.tokens.find((token) => token.id === event.token)
    if (!found) return false
    let about = found.element
    if (event.type === 'timer.fired') {
      const timer = found.timers?.find((each) => each.element === event.element)
      if (!timer || (event.dueAt !== undefined && Date.parse(event.dueAt) !== Date.parse(timer.dueAt))) return false
      about = event.element
    } else if (event.type === 'message.received') {
      if (!found.messages?.includes(event.element)) return false
      about = event.element
    } else if (event.type === 'signal.received') {
      if (!found.signals?.some((each) => each.element === event.element)) return false
      about = event.element
    } else if (found.phase !== 'waiting' || found.listener) return false
    if (event.type === 'error.thrown' || event.type === 'escalation.thrown') {
      this.thrownFromOutside(this.changing(found.id), event)
      return true
    }
    // the work of a multi-instance activity is done by its instances
    if (found.loop && about === found.element) return false
    const element = this.graph.elements[about]
    const react = element && behaviourOf(element.kind).on?.[event.type]
    if (!react) return false
    const token = this.changing(found.id)
    // the table of reactions is keyed by the type of the event, which the compiler cannot follow through a union
    const act = react as (execution: Execution, token: Token, element: GraphElement, event: EngineEvent) => void
    this.attempt(token, 'work', () => act(this, token, element, event))
    return true
  }

  private thrownFromOutside(
    token: Token,
    event: Extract<EngineEvent, { type: 'error.thrown' | 'escalation.thrown' }>,
  ): void {
    if (event.type === 'escalation.thrown') this.escalate(token, event.code, token.element, event.variables)
    else if (!this.throwError(token, event.code, event.message)) this.raise(token, event)
  }

  private process({ element: id, scope, flow, inside, iteration, output, first }: Arrival): void {
    const element = this.graph.elements[id]!
    const token = this.newToken(id, scope, iteration)
    if (flow !== undefined) token.flow = flow
    this.write(token, 'entered', flow === undefined ? {} : { flow })
    if (++this.entries > ENTRY_LIMIT) {
      const message = `More than ${ENTRY_LIMIT} elements were entered without a wait; the last is "${element.name ?? id}"`
      this.stop(token, { code: 'loop_without_progress', message, at: output ? 'complete' : 'enter', output })
    } else if (output) this.complete(token, element, output)
    else this.attempt(token, 'enter', () => this.begin(token, element, inside))
    if (first && this.status === 'active') this.listen(scope)
  }

  private newToken(element: string, scope: number, iteration?: number): Token {
    const token: Token = { id: this.nextToken++, element, scope, phase: 'waiting' }
    if (iteration !== undefined) token.iteration = iteration
    return token
  }

  private write(token: Token, what: Trace['what'], more: Partial<Trace> = {}): void {
    const isBody = token.iteration === undefined && this.graph.elements[token.element]?.loop !== undefined
    this.trace.push({ element: token.element, token: token.id, what, ...more, ...(isBody ? { body: true } : {}) })
  }

  private stop(token: Token, incident: Incident): void {
    token.phase = 'incident'
    token.incident = incident
    this.rest(token)
    const { code, message } = incident
    this.emit({ type: 'incident.raise', token: token.id, element: token.element, code, message })
    this.write(token, 'incident')
  }

  private takeOver(token: Token, element: GraphElement, output: Output): void {
    const resultVariable = element.headers?.resultVariable
    if (element.outputs) {
      const result = resultVariable ? { ...output, [resultVariable]: output } : output
      const context = { ...this.visible(token), ...result }
      const written = mapped(element.outputs, context, (source, seen) => this.value(source, seen))
      this.setVariables(token.scope, resultVariable ? { [resultVariable]: output, ...written } : written)
    } else if (resultVariable) this.setVariables(token.scope, { [resultVariable]: output })
    // the code and text of an error are offered to mappings only: merged, they would look like the process's own
    else if (!element.error) this.setVariables(token.scope, withoutOwn(element, output))
  }

  /**
   * Every unconditional flow and every one whose condition holds; the default flow when none of the conditions holds
   * (BPMN 2.0.2, 8.3.13).
   */
  private openFlows(token: Token, { outgoing, defaultFlow }: GraphElement): string[] {
    const flows = this.graph.flows
    if (!defaultFlow && outgoing.every((id) => flows[id]!.condition === undefined)) return outgoing
    const context = this.context(token.scope)
    const holding = new Set<string>()
    for (const id of outgoing) {
      const condition = flows[id]!.condition
      if (id !== defaultFlow && condition !== undefined && this.holds(condition, context)) holding.add(id)
    }
    const open = outgoing.filter((id) =>
      id === defaultFlow ? holding.size === 0 : flows[id]!.condition === undefined || holding.has(id),
    )
    if (open.length > 0) return open
    throw new Stopped('no_matching_flow', 'No condition of a flow out of here holds and there is no default flow')
  }

  private goToCatcher(catcher: Exclude<ReturnType<typeof catcherOf>, null>, output: Output): void {
    if (catcher.by === 'boundary') this.takeBoundary(catcher.host, catcher.event, output)
    else if (catcher.by === 'subprocess') this.beginEventSubprocess(catcher.scope.id, catcher.event, output)
  }

  private takeBoundary(host: Token, event: GraphElement, output: Output): void {
    if (event.interrupting && this.tokens.some((each) => each.id === host.id)) this.cancelToken(host)
    this.queue.push({ element: event.id, scope: host.scope, output })
  }

  private beginEventSubprocess(scope: number, event: GraphElement, output: Output): void {
    const element = this.graph.elements[event.scope!]!
    if (event.interrupting) {
      this.clearScope(scope)
      this.scopes = this.scopes.map((each) => (each.id === scope ? { ...each, interrupted: true } : each))
    }
    const token = this.newToken(element.id, scope)
    this.write(token, 'entered')
    this.rest(token)
    const inner = this.openScope(token, element, {})
    this.queue.push({ element: event.id, scope: inner, output })
  }

  /** Opens the waits of the event subprocesses in a scope. Errors and escalations need none: they look for a catcher. */
  private listen(id: number): void {
    const scope = this.scope(id)
    for (const start of eventSubprocessesIn(this.graph, scope).flatMap(
      (each) => this.graph.elements[each]!.starts ?? [],
    )) {
      const event = this.graph.elements[start]!
      const arm = behaviourOf(event.kind).arm
      if (!arm) continue
      const token: Token = { ...this.newToken(start, id), listener: true }
      this.attempt(token, 'enter', () => {
        arm(this, token, event)
        // a timer that is switched off leaves nothing to wait for
        if (token.timers || token.messages || token.signals) this.rest(token)
      })
    }
  }

  /** Ends scopes that became empty and lets joins look anew, innermost first. */
  private settle(): void {
    while (this.left.size > 0 && this.status === 'active') {
      let id = 0
      for (const each of this.left) if (each > id) id = each
      this.left.delete(id)
      const scope = this.scopes.find((each) => each.id === id)
      if (!scope || scope.iteration !== undefined) continue
      let isLive = this.queue.some((arrival, place) => place >= this.at && arrival?.scope === id)
      let joins = false
      for (const token of this.tokens) {
        if (token.scope !== id || isIdleListener(token)) continue
        isLive = true
        if (token.phase === 'joining') joins = true
      }
      if (!isLive) this.scopeIsEmpty(scope)
      else if (joins) this.reviewJoins(id)
    }
  }

  private reviewJoins(scope: number): void {
    const first = new Map<string, number>()
    for (const token of this.tokens) {
      const isWaiting = token.scope === scope && token.phase === 'joining'
      if (isWaiting && !first.has(token.element)) first.set(token.element, token.id)
    }
    for (const [place, id] of first) {
      const element = this.graph.elements[place]!
      const { review } = behaviourOf(element.kind)
      if (!review) continue
      const token = this.changing(id)
      this.attempt(token, 'join', () => review(this, token, element))
    }
  }

  private scopeIsEmpty(scope: Scope): void {
    if (scope.token === null) {
      this.clearScope(scope.id)
      this.end('completed')
      return
    }
    const holder = this.changing(scope.token)
    const element = this.graph.elements[holder.element]!
    // its own variables are gone with its scope: the output mappings get them as the token's
    holder.local = scope.variables
    this.removeScope(scope.id)
    if (holder.incident) this.clearIncident(holder)
    this.complete(holder, element)
  }

  /** A join on which everything waits can be completed by nothing any more. */
  private reportStuckJoins(): void {
    for (const scope of this.scopes) {
      const inside = this.restingIn(scope.id).filter((token) => !isIdleListener(token))
      if (inside.length === 0 || !inside.every((token) => token.phase === 'joining')) continue
      const message = 'This gateway waits for a branch on which nothing runs any more'
      this.stop(this.changing(inside[0]!.id), { code: 'join_stuck', message, at: 'join' })
    }
  }

  private end(status: InstanceState['status'], error?: { code: string; message: string }): void {
    this.status = status
    this.tokens = []
    this.scopes = this.scopes.slice(0, 1)
    this.queue = []
    this.emit(error ? { type: 'end', status, error } : { type: 'end', status })
  }

  emitTimer(token: Token, { element, dueAt, calendar, repeat }: ArmedTimer): void {
    const intent = { type: 'timer.arm' as const, token: token.id, element, dueAt, workingTime: calendar !== undefined }
    this.emit(repeat === undefined ? intent : { ...intent, repeat })
  }
}

function isIdleListener(token: Token): boolean {
  return token.listener === true && token.phase !== 'incident'
}

/** What goes out of an element that maps no outputs: not what it declared for itself by its inputs. */
function withoutOwn(element: GraphElement, output: Output): Output {
  const own = new Set(element.inputs?.map(({ target }) => target.split('.')[0]!))
  if (element.escalation) own.add('escalationCode')
  if (own.size === 0) return output
  return Object.fromEntries(Object.entries(output).filter(([name]) => !own.has(name)))
}
