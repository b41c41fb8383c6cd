import { eventSubprocessesIn } from '../catchers.ts'
import { beginInstances, instanceLeaves } from '../elements/activities/multi-instance.ts'
import { type Context, type Execution, type Output, Stopped } from '../elements/behaviour.ts'
import { behaviourOf } from '../elements/index.ts'
import type { GraphElement } from '../graph.ts'
import type { Done, Incident, InstanceState, Outer, Scope, Token, Undoing } from '../state.ts'
import { Waits } from './waits.ts'

interface Arrival {
  element: string
  scope: number
  flow?: string
  inside?: string[]
  iteration?: number
  /** Set when the event has already happened: the element is passed, not waited at */
  output?: Output
  /** It undoes something, or leads to what does */
  undoing?: Undoing
  /** The start of the process: from then on its event subprocesses listen */
  first?: true
}

/** More entries than this in one advance are a loop that goes nowhere. */
const ENTRY_LIMIT = 10_000

/** How tokens run, breadth-first: they arrive, rest, are completed or cancelled, and scopes end with their last one. */
export abstract class Moving extends Waits implements Execution {
  protected queue: (Arrival | null)[] = []
  private at = 0
  private entries = 0
  private readonly clearings = new Map<number, number>()

  abstract caught(token: Token, event: GraphElement, output: Output): void
  abstract throwError(token: Token, code: string, message: string, done?: boolean): boolean
  abstract throwErrorIn(scope: number, code: string, message: string): void
  abstract escalate(from: Token | number, code: string | undefined, element: string, output: Output): void
  abstract broadcast(element: string, name: string, variables: Record<string, unknown>): void
  abstract caughtAround(token: Token): Outer
  abstract raise(token: Token, incident: { code: string; message: string }): void
  abstract fail(code: string, message: string): void
  abstract doneBy(token: Token, element: GraphElement, variables?: Context): Done | undefined
  abstract compensate(token: Token, element: GraphElement): boolean
  abstract cancelTransaction(scope: number): void
  abstract leaveCancelled(token: Token, element: GraphElement): void
  protected abstract undoNext(scope: number, undoing: Undoing): void

  /** Goes on until every token rests. */
  run(): void {
    this.settle()
    this.lookAtConditions()
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
      this.lookAtConditions()
    }
    if (this.status === 'active') this.reportStuckJoins()
  }

  openBoundaries(token: Token, element: GraphElement, assignee?: string): void {
    // what is attached to a multi-instance activity waits beside all its instances, once
    if (token.iteration !== undefined) return
    for (const id of element.boundary) {
      const event = this.graph.elements[id]!
      behaviourOf(event.kind).arm?.(this, token, event, assignee)
    }
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
    // what undoes a completed activity follows in its stead: nothing leads on from there a second time
    const open = token.restored ? [] : (flows ?? this.openFlows(token, element))
    const clearings = this.clearings.get(token.scope)
    const done = this.doneBy(token, element)
    this.consume(token)
    if (done) this.keepDone(token.scope, [done])
    if (token.undoing && open.length === 0) {
      this.undoNext(token.scope, token.undoing)
      return
    }
    happens?.()
    // what it threw may have ended all around it, itself included
    if (this.clearings.get(token.scope) !== clearings || this.status !== 'active') return
    for (const flow of open) {
      const { undoing } = token
      this.queue.push({ element: this.graph.flows[flow]!.target, scope: token.scope, flow, undoing })
    }
  }

  /** Notes in a scope what was completed there and can be undone. */
  protected keepDone(id: number, done: Done[]): void {
    this.scopes = this.scopes.map((each) =>
      each.id === id ? { ...each, done: [...(each.done ?? []), ...done] } : each,
    )
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
        token.conditions = undefined
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

  finishBody(body: Token, element: GraphElement, output: Output): void {
    this.stopInside(body)
    this.closeWaits(body)
    this.setVariables(body.scope, output)
    if (body.loop!.done) this.keepDone(body.scope, body.loop!.done)
    this.attempt(body, 'leave', () => this.leave(body, element))
  }

  /** Cancels all that runs within an activity. */
  protected stopInside(token: Token): void {
    for (const scope of this.scopes.filter((each) => each.token === token.id)) {
      this.clearScope(scope.id)
      this.removeScope(scope.id)
    }
  }

  private process({ element: id, scope, flow, inside, iteration, output, first, undoing }: Arrival): void {
    const element = this.graph.elements[id]!
    const token = this.newToken(id, scope, iteration)
    if (flow !== undefined) token.flow = flow
    if (undoing) token.undoing = undoing
    this.write(token, 'entered', flow === undefined ? {} : { flow })
    if (++this.entries > ENTRY_LIMIT) {
      const message = `More than ${ENTRY_LIMIT} elements were entered without a wait; the last is "${element.name ?? id}"`
      this.stop(token, { code: 'loop_without_progress', message, at: output ? 'complete' : 'enter', output })
    } else if (output) this.complete(token, element, output)
    else this.attempt(token, 'enter', () => this.begin(token, element, inside))
    if (first && this.status === 'active') this.listen(scope)
  }

  holdsScope(token: number): boolean {
    return this.scopes.some((scope) => scope.token === token)
  }

  stop(token: Token, incident: Incident): void {
    token.phase = 'incident'
    token.incident = incident
    this.rest(token)
    const { code, message } = incident
    this.emit({ type: 'incident.raise', token: token.id, element: token.element, code, message })
    this.write(token, 'incident')
  }

  /** Opens the waits of the event subprocesses in a scope. Errors and escalations need none: they look for a catcher. */
  protected listen(id: number): void {
    for (const start of this.listenersIn(this.scope(id))) {
      const token = this.listenerAt(start, id)
      this.attempt(token, 'enter', () => this.armListener(token))
    }
  }

  /** Starts of event subprocesses in a scope that wait for something. */
  protected listenersIn(scope: Scope): string[] {
    return eventSubprocessesIn(this.graph, scope)
      .flatMap((each) => this.graph.elements[each]!.starts ?? [])
      .filter((start) => behaviourOf(this.graph.elements[start]!.kind).arm)
  }

  protected listenerAt(start: string, scope: number): Token {
    return { ...this.newToken(start, scope), listener: true }
  }

  protected armListener(token: Token): void {
    const event = this.graph.elements[token.element]!
    behaviourOf(event.kind).arm!(this, token, event)
    // a timer that is switched off leaves nothing to wait for
    if (token.timers || token.messages || token.signals || token.conditions) this.rest(token)
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

  /** Lets happen what waited for a condition that holds now and did not hold before. */
  private lookAtConditions(): void {
    while (this.isStale && this.status === 'active') {
      this.isStale = false
      const waiting = this.tokens.flatMap(({ id, conditions }) =>
        (conditions ?? []).map(({ element }) => ({ id, element })),
      )
      for (const { id, element } of waiting) {
        const found = this.tokens.find((each) => each.id === id)
        const wait = found?.conditions?.find((each) => each.element === element)
        if (!found || !wait || this.status !== 'active') continue
        const event = this.graph.elements[element]!
        const held = this.isMet(found, event)
        if (held === wait.held) continue
        const token = this.changing(id)
        token.conditions = token.conditions!.map((each) => (each.element === element ? { element, held } : each))
        if (held) this.attempt(token, 'work', () => this.caught(token, event, {}))
      }
      this.settle()
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
    if (scope.done?.length) holder.done = scope.done
    this.removeScope(scope.id)
    if (holder.incident) this.clearIncident(holder)
    if (holder.restored) {
      this.leave(holder, element)
      return
    }
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

  protected end(status: InstanceState['status'], error?: { code: string; message: string }): void {
    this.status = status
    this.tokens = []
    this.scopes = this.scopes.slice(0, 1).map(({ done: _, ...scope }) => scope)
    this.queue = []
    this.emit(error ? { type: 'end', status, error } : { type: 'end', status })
  }
}

function isIdleListener(token: Token): boolean {
  return token.listener === true && token.phase !== 'incident'
}
