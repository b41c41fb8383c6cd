import { type Execution, type Output, Stopped } from './elements/behaviour.ts'
import { behaviourOf } from './elements/index.ts'
import type { GraphElement } from './graph.ts'
import type { ArmedTimer, Incident, Token } from './state.ts'
import { later } from './timers.ts'

/** What a person's hand on an instance needs of it besides the verbs of its elements. */
export interface Steerable extends Execution {
  readonly tokens: Token[]
  attempt(token: Token, at: Incident['at'], act: () => void, output?: Output): boolean
  /** Starts the work of an element at which a token has arrived */
  begin(token: Token, element: GraphElement, inside?: string[]): void
  cancelToken(token: Token): void
  closeWaits(token: Token): void
  clearIncident(token: Token): void
  remove(token: Token): void
  emitTimer(token: Token, timer: ArmedTimer): void
  stop(token: Token, incident: Incident): void
  /** Whether a token holds others together: a subprocess, the instances of an activity */
  holdsScope(token: number): boolean
}

/** Computes working-time waits anew after a calendar changed; false when nothing is due at another time. */
export function rearmTimers(execution: Steerable): boolean {
  let changed = false
  for (const found of execution.tokens.slice()) {
    if (!found.timers?.some((timer) => timer.armedAt)) continue
    const token = execution.changing(found.id)
    token.timers = token.timers!.map((timer) => {
      if (!timer.armedAt) return timer
      try {
        const dueAt = later(execution.env, timer.armedAt, timer.duration!, timer.calendar, timer.assignee)
        if (dueAt === timer.dueAt) return timer
        const rearmed = { ...timer, dueAt }
        execution.emitTimer(token, rearmed)
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

/** Goes on where an incident stopped a token; false when there is none. */
export function retry(execution: Steerable, id: number): boolean {
  const token = withIncident(execution, id)
  if (!token) return false
  const { at, output } = token.incident!
  const element = execution.graph.elements[token.element]!
  const behaviour = behaviourOf(element.kind)
  execution.clearIncident(token)
  if (at === 'complete') execution.complete(token, element, output)
  else if (at === 'leave') execution.attempt(token, at, () => execution.leave(token, element))
  else if (at === 'enter') {
    execution.remove(token)
    execution.attempt(token, at, () => {
      if (!token.listener) execution.begin(token, element)
      else {
        behaviour.arm!(execution, token, element)
        execution.rest(token)
      }
    })
  } else if (behaviour.redo) {
    if (at === 'join') execution.remove(token)
    execution.attempt(token, at, () => behaviour.redo!(execution, token, element))
  }
  return true
}

/** Goes past the element where an incident stopped a token; false when there is no one way to go. */
export function skip(execution: Steerable, id: number): boolean {
  const token = withIncident(execution, id)
  if (!token) return false
  const element = execution.graph.elements[token.element]!
  const behaviour = behaviourOf(element.kind)
  if (token.incident!.at === 'work') behaviour.withdraw?.(execution, token, element)
  execution.clearIncident(token)
  execution.closeWaits(token)
  // the wait of an event subprocess is given up, there is nothing behind it
  if (token.listener) execution.remove(token)
  else if (behaviour.skip) return behaviour.skip(execution, token, element)
  else execution.attempt(token, 'leave', () => execution.leave(token, element))
  return true
}

/** Takes a token back and puts it on another element; false when it cannot stand there. */
export function move(execution: Steerable, id: number, to: string): boolean {
  const { elements } = execution.graph
  const token = execution.tokens.find((each) => each.id === id)
  const target = elements[to]
  // who waits for what a handler undoes would wait for ever
  if (!token || token.listener || token.undoing || !target || behaviourOf(target.kind).immovable) return false

  const enclosing: (string | null)[] = [target.scope]
  while (enclosing[0] !== null) enclosing.unshift(elements[enclosing[0]!]!.scope)
  let common = execution.scope(token.scope)
  while (!(common.iteration === undefined && enclosing.includes(common.element))) {
    // one of several instances cannot leave the activity that they are instances of; the activity itself can
    if (common.iteration !== undefined) return false
    common = execution.scope(common.parent!)
  }
  const inside = [...enclosing.slice(enclosing.indexOf(common.element) + 1), to] as string[]
  // an event subprocess begins by its event alone
  if (inside.some((each) => behaviourOf(elements[each]!.kind).immovable)) return false

  let left = execution.scope(token.scope)
  execution.cancelToken(token)
  // a subprocess that this leaves empty is left as well: it was not completed
  while (left !== common && !execution.tokens.some((each) => each.scope === left.id && !each.listener)) {
    const holder = execution.tokens.find((each) => each.id === left.token)!
    left = execution.scope(left.parent!)
    execution.cancelToken(holder)
  }
  execution.arrive(inside[0]!, common.id, inside.length > 1 ? inside.slice(1) : undefined)
  return true
}

/** Takes back the work and the waits of a token and leaves it to a person; false when it has none to take back. */
export function stop(execution: Steerable, id: number, incident: { code: string; message: string }): boolean {
  const found = execution.tokens.find((token) => token.id === id)
  if (!found || found.listener || found.phase !== 'waiting') return false
  // what holds others together goes on when they do
  if (execution.holdsScope(id)) return false
  const token = execution.changing(id)
  const element = execution.graph.elements[token.element]!
  behaviourOf(element.kind).withdraw?.(execution, token, element)
  execution.closeWaits(token)
  execution.stop(token, { ...incident, at: 'enter' })
  return true
}

function withIncident(execution: Steerable, id: number): Token | null {
  const found = execution.tokens.find((token) => token.id === id)
  return found?.incident ? execution.changing(found.id) : null
}
