import type { Context } from '../elements/behaviour.ts'
import { behaviourOf } from '../elements/index.ts'
import type { GraphElement } from '../graph.ts'
import type { Done, Token, Undoing } from '../state.ts'
import { Moving } from './moving.ts'

/**
 * How what was completed is undone (BPMN 2.0.2, 13.5.5): one after the other, the last first. Each handler carries what is
 * left after it, and the token that waits for them all.
 */
export abstract class Compensating extends Moving {
  doneBy(token: Token, element: GraphElement, around?: Context): Done | undefined {
    if (token.undoing || token.restored || token.loop || element.kind === 'eventSubprocess') return undefined
    if (this.borderHandler(element))
      return around ? { element: element.id, variables: around } : { element: element.id }
    if (!token.done && !this.innerHandler(element)) return undefined
    const variables = { ...around, ...token.local }
    return { element: element.id, variables, ...(token.done ? { inside: token.done } : {}) }
  }

  compensate(token: Token, { compensation }: GraphElement): boolean {
    const { activity, waits } = compensation!
    const own = this.scope(token.scope)
    // from an event subprocess it is what was done around it that is undone
    const isHandler = own.element !== null && this.graph.elements[own.element]!.kind === 'eventSubprocess'
    const isOwn = !isHandler || (own.done ?? []).some(({ element }) => element === activity)
    const scope = isOwn ? own : this.scope(own.parent!)
    const wanted = (done: Done) => activity === undefined || done.element === activity
    const all = scope.done ?? []
    const left = all.filter(wanted)
    if (left.length === 0) return false
    this.setDone(
      scope.id,
      all.filter((done) => !wanted(done)),
    )
    this.undoNext(scope.id, waits ? { left, thrower: token.id } : { left })
    return waits
  }

  cancelTransaction(id: number): void {
    let scope = this.scope(id)
    while (scope.element === null || this.graph.elements[scope.element]!.kind !== 'transactionSubprocess') {
      scope = this.scope(scope.parent!)
    }
    const holder = this.changing(scope.token!)
    this.closeWaits(holder)
    this.clearScope(scope.id)
    const left = scope.done ?? []
    // what goes wrong while it is undone is no news for its event subprocesses
    this.scopes = this.scopes.map((each) => (each.id === scope.id ? { ...each, interrupted: true, done: [] } : each))
    this.undoNext(scope.id, { left, thrower: holder.id })
  }

  protected undoNext(scope: number, { left, thrower }: Undoing): void {
    const done = left.at(-1)
    if (done) {
      this.undo(scope, done, { left: left.slice(0, -1), ...(thrower === undefined ? {} : { thrower }) })
      return
    }
    if (thrower === undefined || !this.tokens.some(({ id }) => id === thrower)) return
    const token = this.changing(thrower)
    const element = this.graph.elements[token.element]!
    behaviourOf(element.kind).undone!(this, token, element)
  }

  private undo(scope: number, { element: id, variables, inside }: Done, undoing: Undoing): void {
    const element = this.graph.elements[id]!
    const border = this.borderHandler(element)
    if (border && !variables) {
      this.queue.push({ element: border, scope, output: {}, undoing })
      return
    }
    // what it knew is there once more while it is undone
    const token = this.newToken(id, scope)
    token.restored = true
    token.undoing = undoing
    this.write(token, 'entered')
    this.rest(token)
    const inner = this.nextScope++
    const known = { id: inner, parent: scope, element: id, token: token.id, variables: variables ?? {} }
    this.scopes = [...this.scopes, inside ? { ...known, done: inside } : known]
    const start = this.innerHandler(element)
    if (border) this.queue.push({ element: border, scope: inner, output: {}, undoing: { left: [] } })
    else if (start) this.beginEventSubprocess(inner, start, {})
    else {
      this.setDone(inner, [])
      this.undoNext(inner, { left: inside ?? [] })
    }
  }

  protected abstract beginEventSubprocess(scope: number, event: GraphElement, output: Context): void

  private setDone(id: number, done: Done[]): void {
    this.scopes = this.scopes.map((each) => (each.id === id ? { ...each, done } : each))
  }

  /** The event on its border that leads to what undoes it. */
  private borderHandler({ boundary }: GraphElement): string | undefined {
    return boundary.find((id) => this.graph.elements[id]!.kind === 'boundaryCompensation')
  }

  /** The start of the event subprocess inside it that undoes it. */
  private innerHandler({ eventSubprocesses }: GraphElement): GraphElement | undefined {
    const starts = (eventSubprocesses ?? []).flatMap((id) => this.graph.elements[id]!.starts ?? [])
    return starts.map((id) => this.graph.elements[id]!).find(({ kind }) => kind === 'compensationStart')
  }
}
