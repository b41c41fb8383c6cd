import { catcherOf, caughtAround } from '../catchers.ts'
import type { Execution, Output } from '../elements/behaviour.ts'
import { behaviourOf } from '../elements/index.ts'
import type { GraphElement } from '../graph.ts'
import type { EngineEvent } from '../protocol.ts'
import type { Outer, Token } from '../state.ts'
import { move, rearmTimers, retry, type Steerable, skip, stop } from '../steering.ts'
import { Compensating } from './compensating.ts'

/** One `advance` of one instance: what happens to it from outside, and what is thrown and caught within. */
export class InstanceExecution extends Compensating implements Steerable {
  /** Puts the event in; false when it concerns nothing that waits. */
  apply(event: EngineEvent): boolean {
    switch (event.type) {
      case 'start':
        this.outer = event.outer
        return this.start(event)
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
      case 'token.stop':
        return stop(this, event.token, { code: event.code, message: event.message })
      case 'incident.retry':
        return retry(this, event.token)
      case 'incident.skip':
        return skip(this, event.token)
      default:
        return this.deliver(event)
    }
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

  leaveCancelled(token: Token, element: GraphElement): void {
    // what is attached to a multi-instance activity belongs to all its instances together
    const host = token.iteration === undefined ? token : this.changing(this.scope(token.scope).token!)
    const event = element.boundary.map((id) => this.graph.elements[id]!).find(({ kind }) => kind === 'boundaryCancel')
    if (event) this.takeBoundary(host, event, {})
    else this.cancelToken(host)
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

  private start({ startEvent, variables, stopped }: Extract<EngineEvent, { type: 'start' }>): boolean {
    const { starts, elements } = this.graph
    const wanted = startEvent ?? starts.find((id) => elements[id]!.kind === 'noneStart') ?? starts[0]
    if (wanted === undefined || !starts.includes(wanted)) {
      throw new Error(`The process ${this.graph.processId} has no start event "${startEvent}"`)
    }
    const scope = this.scopes[0]!.id
    if (stopped) {
      const token = this.newToken(wanted, scope)
      this.write(token, 'entered')
      this.stop(token, { ...stopped, at: 'complete', output: variables })
      this.listen(scope)
    } else if (behaviourOf(elements[wanted]!.kind).begins) {
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

  private goToCatcher(catcher: Exclude<ReturnType<typeof catcherOf>, null>, output: Output): void {
    if (catcher.by === 'boundary') this.takeBoundary(catcher.host, catcher.event, output)
    else if (catcher.by === 'subprocess') this.beginEventSubprocess(catcher.scope.id, catcher.event, output)
  }

  private takeBoundary(host: Token, event: GraphElement, output: Output): void {
    if (event.interrupting && this.tokens.some((each) => each.id === host.id)) this.cancelToken(host)
    this.queue.push({ element: event.id, scope: host.scope, output })
  }

  protected beginEventSubprocess(scope: number, event: GraphElement, output: Output): void {
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
}
