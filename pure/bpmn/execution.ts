import { type Context, type Execution, Stopped } from './elements/behaviour.ts'
import { behaviourOf } from './elements/index.ts'
import { evaluate, evaluateWatchingNames, expressionFailure, isFeel, shortened } from './expression.ts'
import type { Graph, GraphElement, Mapping, TimerDefinition } from './graph.ts'
import type { AdvanceEnv, EngineEvent, Intent, Trace } from './protocol.ts'
import type { ArmedTimer, Incident, InstanceState, Scope, Token } from './state.ts'
import { addDuration, isDuration, parseCycle, parseInstant } from './timer-values.ts'

interface Arrival {
  element: string
  scope: number
  flow?: string
  inside?: string[]
  /** Set when the event has already happened: the element is passed, not waited at */
  output?: Record<string, unknown>
}

/** More entries than this in one advance are a loop that goes nowhere. */
const ENTRY_LIMIT = 10_000
const CATCH_UP_LIMIT = 10_000

/**
 * One `advance` of one instance. Works on copies: a token that came from outside is copied by `own` before it changes,
 * scopes and lists are replaced, so the state given in stays as it was.
 */
export class InstanceExecution implements Execution {
  readonly graph: Graph
  readonly env: AdvanceEnv
  readonly intents: Intent[] = []
  readonly trace: Trace[] = []
  private status: InstanceState['status']
  private tokens: Token[]
  private scopes: Scope[]
  private nextToken: number
  private nextScope: number
  private queue: Arrival[] = []
  private entries = 0
  private contexts = new Map<number, Context>()

  constructor(graph: Graph, state: InstanceState, env: AdvanceEnv) {
    this.graph = graph
    this.env = env
    this.status = state.status
    this.tokens = state.tokens.slice()
    this.scopes = state.scopes
    this.nextToken = state.nextToken
    this.nextScope = state.nextScope
  }

  state(): InstanceState {
    const { status, tokens, scopes, nextToken, nextScope } = this
    return { status, tokens, scopes, nextToken, nextScope }
  }

  /** Puts the event in; false when it concerns nothing that waits. */
  apply(event: EngineEvent): boolean {
    switch (event.type) {
      case 'start':
        return this.start(event.startEvent, event.variables)
      case 'variables.set':
        this.setVariables(this.scopes[0]!.id, event.variables)
        return true
      case 'cancel':
        this.clearScope(this.scopes[0]!.id)
        this.end('terminated')
        return true
      case 'timers.rearm':
        return this.rearmTimers()
      case 'token.move':
        return this.move(event.token, event.to)
      case 'incident.retry':
        return this.retry(event.token)
      case 'incident.skip':
        return this.skip(event.token)
      default:
        return this.deliver(event)
    }
  }

  /** Goes on until every token rests. */
  run(): void {
    if (this.status !== 'active') return
    do {
      // by index: a loop of thousands of entries must not shift an array each time
      for (let next = 0; next < this.queue.length; next++) {
        const arrival = this.queue[next]!
        if (next > 1000) {
          this.queue = this.queue.slice(next + 1)
          next = -1
        }
        this.process(arrival)
      }
      this.queue = []
    } while (this.settleScopes())
  }

  context(scope: number): Context {
    const known = this.contexts.get(scope)
    if (known) return known
    const { parent, variables } = this.scope(scope)
    const context = { ...(parent === null ? null : this.context(parent)), ...variables, settings: this.env.settings }
    this.contexts.set(scope, context)
    return context
  }

  feel(expression: string, context: Context): unknown {
    const result = evaluate(expression, context, this.env)
    if ('error' in result) throw new Stopped('expression_failed', result.error)
    return result.value
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
    throw this.wrongValue(source!, context, value, 'a text')
  }

  due(source: string | undefined, context: Context, element: GraphElement, assignee?: string): string | undefined {
    const value = this.value(source, context)
    if (value === null || value === '') return undefined
    if (typeof value === 'string') {
      if (isDuration(value)) return this.plus(this.env.now, value, element.calendar, assignee)
      const instant = parseInstant(value, this.env.zone, 'end')
      if (instant) return instant
    }
    throw this.wrongValue(source!, context, value, 'a date or a duration')
  }

  inputs(token: Token, element: GraphElement): Record<string, unknown> | undefined {
    if (!element.inputs) return undefined
    const input = this.map(element.inputs, this.context(token.scope))
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
    for (const id of element.boundary) {
      const event = this.graph.elements[id]!
      behaviourOf(event.kind).arm?.(this, token, event, assignee)
    }
  }

  armTimer(token: Token, event: GraphElement, assignee?: string): boolean {
    const definition = event.timer!
    const context = this.visible(token)
    const value = this.timerValue(definition, context)
    if (value === null) return false
    const timer = this.timerFor(event, definition, value, context, assignee)
    token.timers ??= []
    token.timers.push(timer)
    this.emitTimer(token, timer)
    return true
  }

  openMessage(token: Token, event: GraphElement): void {
    const context = this.visible(token)
    const name = this.text(event.message!.name, context)
    const correlationKey = this.text(event.message!.correlationKey, context)
    if (name === undefined) throw this.wrongValue(event.message!.name, context, null, 'the name of a message')
    if (correlationKey === undefined) {
      throw this.wrongValue(event.message!.correlationKey ?? '', context, null, 'a correlation key')
    }
    token.messages ??= []
    token.messages.push(event.id)
    this.emit({ type: 'message.open', token: token.id, element: event.id, name, correlationKey })
  }

  timerFired(token: Token, event: GraphElement): void {
    const fired = token.timers!.find((timer) => timer.element === event.id)!
    token.timers = token.timers!.filter((timer) => timer !== fired)
    const left = fired.repeat === undefined || fired.repeat === -1 ? fired.repeat : fired.repeat - 1
    if (left === undefined || left === 0 || event.interrupting) return
    const next: ArmedTimer = { ...fired, repeat: left, ...this.nextDue(fired) }
    if (!fired.calendar) next.armedAt = undefined
    token.timers.push(next)
    this.emitTimer(token, next)
  }

  caught(token: Token, event: GraphElement, output: Record<string, unknown>): void {
    if (token.element === event.id) {
      this.complete(token, event, output)
      return
    }
    if (event.attachedTo !== undefined) {
      if (event.interrupting) this.cancelToken(token)
      this.queue.push({ element: event.id, scope: token.scope, output })
      return
    }
    this.closeWaits(token)
    this.consume(token)
    const flow = this.graph.elements[token.element]!.outgoing.find((id) => this.graph.flows[id]!.target === event.id)
    this.queue.push({ element: event.id, scope: token.scope, flow, output })
  }

  complete(token: Token, element: GraphElement, output: Record<string, unknown> = {}): void {
    this.closeWaits(token)
    if (this.attempt(token, 'complete', () => this.takeOver(token, element, output), output)) {
      this.attempt(token, 'leave', () => this.leave(token, element))
    }
  }

  leave(token: Token, element: GraphElement, flows: string[] = this.openFlows(token, element)): void {
    this.consume(token)
    for (const flow of flows) {
      this.queue.push({ element: this.graph.flows[flow]!.target, scope: token.scope, flow })
    }
  }

  setVariables(scope: number, variables: Record<string, unknown>): void {
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
    return id
  }

  arrive(element: string, scope: number, inside?: string[]): void {
    this.queue.push({ element, scope, inside })
  }

  clearScope(scope: number): void {
    for (const token of this.tokens.filter((each) => each.scope === scope)) this.cancelToken(token)
    for (const arrival of this.queue) if (arrival.scope === scope) arrival.element = ''
  }

  restingAt(element: string, scope: number): Token[] {
    return this.tokens.filter((token) => token.element === element && token.scope === scope)
  }

  consume(token: Token): void {
    if (token.incident) this.emit({ type: 'incident.clear', token: token.id })
    this.remove(token)
    this.trace.push({ element: token.element, token: token.id, what: 'completed' })
  }

  throwError(token: Token, code: string, message: string): boolean {
    let host: Token = token
    for (;;) {
      const catcher = this.catcherOf(this.graph.elements[host.element]!, code)
      if (catcher) {
        // the step is over, there is nothing to take back
        this.closeWaits(token)
        this.remove(token)
        this.trace.push({ element: token.element, token: token.id, what: 'cancelled' })
        if (host !== token) this.cancelToken(host)
        const output = { errorCode: code, errorMessage: message }
        this.queue.push({ element: catcher.id, scope: host.scope, output })
        return true
      }
      const holder = this.scope(host.scope).token
      if (holder === null) return false
      host = this.tokens.find((each) => each.id === holder)!
    }
  }

  raise(token: Token, { code, message }: { code: string; message: string }): void {
    this.stop(token, { code, message, at: 'work' })
  }

  private start(startEvent: string | undefined, variables: Record<string, unknown>): boolean {
    const { starts, elements } = this.graph
    const wanted =
      startEvent ?? starts.find((id) => elements[id]!.kind === 'noneStart') ?? starts.find((id) => elements[id])
    if (wanted === undefined || !starts.includes(wanted)) {
      throw new Error(`The process ${this.graph.processId} has no start event "${startEvent}"`)
    }
    this.queue.push({ element: wanted, scope: this.scopes[0]!.id, output: variables })
    return true
  }

  private deliver(
    event: Extract<EngineEvent, { type: `${'user_task' | 'timer' | 'message' | 'step'}.${string}`; token: number }>,
  ): boolean {
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
    } else if (found.phase !== 'waiting') return false
    const element = this.graph.elements[about]
    const react = element && behaviourOf(element.kind).on?.[event.type]
    if (!react) return false
    const token = this.own(found)
    // the table of reactions is keyed by the type of the event, which the compiler cannot follow through a union
    const act = react as (execution: Execution, token: Token, element: GraphElement, event: EngineEvent) => void
    this.attempt(token, 'work', () => act(this, token, element, event))
    return true
  }

  private process({ element: id, scope, flow, inside, output }: Arrival): void {
    // its scope was cleared while it was on the way
    if (id === '') return
    const element = this.graph.elements[id]!
    const token: Token = { id: this.nextToken++, element: id, scope, phase: 'waiting' }
    if (flow !== undefined) token.flow = flow
    this.trace.push(
      flow === undefined
        ? { element: id, token: token.id, what: 'entered' }
        : { element: id, token: token.id, what: 'entered', flow },
    )
    if (++this.entries > ENTRY_LIMIT) {
      const message = `More than ${ENTRY_LIMIT} elements were entered without a wait; the last is "${element.name ?? id}"`
      this.stop(token, { code: 'loop_without_progress', message, at: output ? 'complete' : 'enter', output })
    } else if (output) this.complete(token, element, output)
    else this.attempt(token, 'enter', () => behaviourOf(element.kind).enter(this, token, element, inside))
  }

  private attempt(token: Token, at: Incident['at'], act: () => void, output?: Record<string, unknown>): boolean {
    const mark = this.intents.length
    try {
      act()
      return true
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
      this.intents.length = mark
      if (at === 'enter') {
        token.timers = undefined
        token.messages = undefined
      }
      const incident: Incident = { code: error.code, message: error.message, at }
      this.stop(token, output ? { ...incident, output } : incident)
      return false
    }
  }

  private stop(token: Token, incident: Incident): void {
    token.phase = 'incident'
    token.incident = incident
    this.rest(token)
    const { code, message } = incident
    this.emit({ type: 'incident.raise', token: token.id, element: token.element, code, message })
    this.trace.push({ element: token.element, token: token.id, what: 'incident' })
  }

  private takeOver(token: Token, element: GraphElement, output: Record<string, unknown>): void {
    const resultVariable = element.headers?.resultVariable
    if (element.outputs) {
      const result = resultVariable ? { ...output, [resultVariable]: output } : output
      const mapped = this.map(element.outputs, { ...this.visible(token), ...result })
      this.setVariables(token.scope, resultVariable ? { [resultVariable]: output, ...mapped } : mapped)
    } else if (resultVariable) this.setVariables(token.scope, { [resultVariable]: output })
    // the code and text of an error are offered to mappings only: merged, they would look like the process's own
    else if (!element.error && Object.keys(output).length > 0) this.setVariables(token.scope, output)
  }

  private openFlows(token: Token, element: GraphElement): string[] {
    const { outgoing, defaultFlow } = element
    if (outgoing.length === 0) return outgoing
    if (!defaultFlow && outgoing.every((id) => this.graph.flows[id]!.condition === undefined)) return outgoing
    const context = this.context(token.scope)
    const open = outgoing.filter((id) => {
      if (id === defaultFlow) return false
      const condition = this.graph.flows[id]!.condition
      if (condition === undefined) return true
      const holds = this.feel(condition, context)
      if (typeof holds !== 'boolean') throw this.wrongValue(condition, context, holds, 'true or false')
      return holds
    })
    if (open.length > 0) return open
    if (defaultFlow) return [defaultFlow]
    throw new Stopped('no_matching_flow', 'No condition of a flow out of here holds and there is no default flow')
  }

  private catcherOf(element: GraphElement, code: string): GraphElement | undefined {
    const catchers = element.boundary.map((id) => this.graph.elements[id]!).filter((each) => each.error)
    return catchers.find((each) => each.error!.code === code) ?? catchers.find((each) => each.error!.code === undefined)
  }

  private rearmTimers(): boolean {
    let changed = false
    for (const found of this.tokens.slice()) {
      if (!found.timers?.some((timer) => timer.armedAt)) continue
      const token = this.own(found)
      token.timers = token.timers!.map((timer) => {
        if (!timer.armedAt) return timer
        try {
          const dueAt = this.plus(timer.armedAt, timer.duration!, timer.calendar, timer.assignee)
          if (dueAt === timer.dueAt) return timer
          const rearmed = { ...timer, dueAt }
          this.emitTimer(token, rearmed)
          changed = true
          return rearmed
        } catch (error) {
          // the due that was fixed still stands: better a timer by the old calendar than none
          if (error instanceof Stopped) return timer
          throw error
        }
      })
    }
    return changed
  }

  private retry(id: number): boolean {
    const found = this.tokens.find((token) => token.id === id)
    if (!found?.incident) return false
    const { at, output } = found.incident
    const token = this.own(found)
    const element = this.graph.elements[token.element]!
    const behaviour = behaviourOf(element.kind)
    this.clearIncident(token)
    if (at === 'complete') this.complete(token, element, output)
    else if (at === 'leave') this.attempt(token, at, () => this.leave(token, element))
    else if (at === 'enter') {
      this.remove(token)
      this.attempt(token, at, () => behaviour.enter(this, token, element))
    } else if (behaviour.redo) {
      if (at === 'join') this.remove(token)
      this.attempt(token, at, () => behaviour.redo!(this, token, element))
    }
    return true
  }

  private skip(id: number): boolean {
    const found = this.tokens.find((token) => token.id === id)
    if (!found?.incident) return false
    const token = this.own(found)
    const element = this.graph.elements[token.element]!
    const behaviour = behaviourOf(element.kind)
    if (token.incident!.at === 'work') behaviour.withdraw?.(this, token, element)
    this.clearIncident(token)
    this.closeWaits(token)
    if (behaviour.skip) return behaviour.skip(this, token, element)
    this.attempt(token, 'leave', () => this.leave(token, element))
    return true
  }

  private move(id: number, to: string): boolean {
    const token = this.tokens.find((each) => each.id === id)
    const target = this.graph.elements[to]
    if (!token || !target || behaviourOf(target.kind).immovable) return false

    const enclosing: (string | null)[] = [target.scope]
    while (enclosing[0] !== null) enclosing.unshift(this.graph.elements[enclosing[0]!]!.scope)
    let common = this.scope(token.scope)
    while (!enclosing.includes(common.element)) common = this.scope(common.parent!)
    const inside = [...enclosing.slice(enclosing.indexOf(common.element) + 1), to] as string[]

    let left = this.scope(token.scope)
    this.cancelToken(token)
    // a subprocess that this leaves empty is left as well: it was not completed
    while (left !== common && !this.tokens.some((each) => each.scope === left.id)) {
      const holder = this.tokens.find((each) => each.id === left.token)!
      left = this.scope(left.parent!)
      this.cancelToken(holder)
    }
    this.arrive(inside[0]!, common.id, inside.length > 1 ? inside.slice(1) : undefined)
    return true
  }

  /** Ends what is empty and finds joins that nothing can complete; true when something moves on. */
  private settleScopes(): boolean {
    for (let index = this.scopes.length - 1; index >= 0; index--) {
      const scope = this.scopes[index]!
      const inside = this.tokens.filter((token) => token.scope === scope.id)
      if (inside.length === 0) {
        if (scope.token === null) {
          this.end('completed')
          return false
        }
        this.completeSubprocess(scope)
        return true
      }
      if (inside.every((token) => token.phase === 'joining')) {
        const message = 'This gateway waits for a branch on which nothing runs any more'
        this.stop(this.own(inside[0]!), { code: 'join_stuck', message, at: 'join' })
      }
    }
    return false
  }

  private completeSubprocess(scope: Scope): void {
    const holder = this.own(this.tokens.find((token) => token.id === scope.token)!)
    const element = this.graph.elements[holder.element]!
    // its own variables are gone with its scope: the output mappings get them as the token's
    holder.local = scope.variables
    this.removeScope(scope.id)
    if (holder.incident) this.clearIncident(holder)
    this.complete(holder, element)
  }

  private cancelToken(token: Token): void {
    const scope = this.scopes.find((each) => each.token === token.id)
    if (scope) {
      this.clearScope(scope.id)
      this.removeScope(scope.id)
    }
    const element = this.graph.elements[token.element]
    const isWorking = token.phase === 'waiting' || token.incident?.at === 'work'
    if (element && isWorking) behaviourOf(element.kind).withdraw?.(this, token, element)
    this.closeWaits(this.own(token))
    if (token.incident) this.emit({ type: 'incident.clear', token: token.id })
    this.remove(token)
    this.trace.push({ element: token.element, token: token.id, what: 'cancelled' })
  }

  private closeWaits(token: Token): void {
    for (const timer of token.timers ?? []) {
      this.emit({ type: 'timer.cancel', token: token.id, element: timer.element })
    }
    for (const element of token.messages ?? []) this.emit({ type: 'message.close', token: token.id, element })
    token.timers = undefined
    token.messages = undefined
  }

  private clearIncident(token: Token): void {
    token.incident = undefined
    token.phase = 'waiting'
    this.emit({ type: 'incident.clear', token: token.id })
  }

  private end(status: InstanceState['status']): void {
    this.status = status
    this.tokens = []
    this.scopes = this.scopes.slice(0, 1)
    this.queue = []
    this.emit({ type: 'end', status })
  }

  private own(token: Token): Token {
    const copy = { ...token, timers: token.timers?.slice(), messages: token.messages?.slice() }
    this.tokens = this.tokens.map((each) => (each.id === token.id ? copy : each))
    return copy
  }

  private remove(token: Token): void {
    this.tokens = this.tokens.filter((each) => each.id !== token.id)
  }

  private removeScope(id: number): void {
    this.scopes = this.scopes.filter((each) => each.id !== id)
    this.contexts.clear()
  }

  private scope(id: number): Scope {
    return this.scopes.find((each) => each.id === id)!
  }

  private visible(token: Token): Context {
    const context = this.context(token.scope)
    return token.local ? { ...context, ...token.local, settings: this.env.settings } : context
  }

  private map(mappings: Mapping[], context: Context): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    // a mapping reads what the ones before it wrote
    const seen = { ...context }
    for (const { source, target } of mappings) {
      const [name, ...path] = target.split('.')
      result[name!] = placed(seen[name!], path, this.value(source, seen))
      seen[name!] = result[name!]
    }
    return result
  }

  private timerValue({ value: source }: TimerDefinition, context: Context): string | null {
    if (!isFeel(source)) return source
    const { result, unknownNames } = evaluateWatchingNames(source, context, this.env)
    if ('error' in result) throw new Stopped('expression_failed', result.error)
    const { value } = result
    if (value === null && unknownNames.length > 0) {
      const reason = `there is no variable ${unknownNames.join(', ')}`
      throw new Stopped('expression_failed', expressionFailure(source, context, reason))
    }
    if (value === null || value === '') return null
    if (typeof value !== 'string') throw this.wrongValue(source, context, value, 'a time')
    return value
  }

  private timerFor(
    event: GraphElement,
    { kind, value: source }: TimerDefinition,
    value: string,
    context: Context,
    assignee: string | undefined,
  ): ArmedTimer {
    const { now, zone } = this.env
    const calendar = event.calendar === 'none' ? undefined : event.calendar
    if (kind === 'date') {
      const dueAt = parseInstant(value, zone)
      if (!dueAt) throw this.wrongValue(source, context, value, 'a date')
      return { element: event.id, dueAt }
    }
    if (kind === 'duration') {
      if (!isDuration(value)) throw this.wrongValue(source, context, value, 'a duration such as PT8H')
      const timer: ArmedTimer = { element: event.id, dueAt: this.plus(now, value, calendar, assignee) }
      if (!calendar) return timer
      return { ...timer, armedAt: now, duration: value, calendar, ...(assignee === undefined ? {} : { assignee }) }
    }
    const cycle = parseCycle(isDuration(value) ? `R/${value}` : value)
    const start = cycle?.start === undefined ? undefined : parseInstant(cycle.start, zone)
    if (!cycle || start === null) throw this.wrongValue(source, context, value, 'a cycle such as R3/PT10H')
    const { repeat, duration } = cycle
    const dueAt = start ?? this.plus(now, duration, calendar, assignee)
    const timer: ArmedTimer = { element: event.id, dueAt, duration, repeat }
    if (!calendar) return timer
    // a first firing that the model names does not move with the calendar
    const anchor = start === undefined ? { armedAt: now } : {}
    return { ...timer, ...anchor, calendar, ...(assignee === undefined ? {} : { assignee }) }
  }

  /**
   * The next firing counts from the one before, so a cycle does not drift. A counted cycle keeps its count even when
   * firings were missed; an endless one skips them: nobody wants sixty reminders after a weekend without power.
   */
  private nextDue({ dueAt, duration, calendar, assignee, repeat }: ArmedTimer): { armedAt: string; dueAt: string } {
    const now = Date.parse(this.env.now)
    try {
      let armedAt = dueAt
      let next = this.plus(armedAt, duration!, calendar, assignee)
      for (let step = 0; repeat === -1 && Date.parse(next) <= now; step++) {
        armedAt = step < CATCH_UP_LIMIT ? next : this.env.now
        next = this.plus(armedAt, duration!, calendar, assignee)
      }
      return { armedAt, dueAt: next }
    } catch (error) {
      // a broken calendar must not stop the activity that the reminder is only attached to
      if (error instanceof Stopped) return { armedAt: this.env.now, dueAt: this.plus(this.env.now, duration!, 'none') }
      throw error
    }
  }

  private plus(from: string, duration: string, calendar: GraphElement['calendar'], assignee?: string): string {
    if (calendar !== 'company' && calendar !== 'assignee') return addDuration(from, duration, this.env.zone)
    try {
      return this.env.addWorkingTime(from, duration, calendar, assignee)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Stopped('calendar_failed', `The working calendar could not count ${duration} from ${from}: ${reason}`)
    }
  }

  private emitTimer(token: Token, { element, dueAt, calendar, repeat }: ArmedTimer): void {
    const intent = { type: 'timer.arm' as const, token: token.id, element, dueAt, workingTime: calendar !== undefined }
    this.emit(repeat === undefined ? intent : { ...intent, repeat })
  }

  private wrongValue(source: string, context: Context, value: unknown, expected: string): Stopped {
    const reason = `it gave ${shortened(value)}, not ${expected}`
    return new Stopped('expression_failed', expressionFailure(source, context, reason))
  }
}

function placed(current: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const known = typeof current === 'object' && current !== null && !Array.isArray(current) ? current : {}
  return { ...known, [key]: placed((known as Record<string, unknown>)[key], rest, value) }
}
