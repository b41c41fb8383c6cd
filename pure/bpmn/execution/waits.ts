import { evaluate } from '../expression.ts'
import type { GraphElement } from '../graph.ts'
import type { ArmedTimer, Token } from '../state.ts'
import { wrongValue } from '../stopped.ts'
import { armedTimer, nextFiring } from '../timers.ts'
import { Reading } from './reading.ts'

/** What tokens wait for: timers, messages, signals, a person's hand on an incident. */
export abstract class Waits extends Reading {
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

  openCondition(token: Token, event: GraphElement): void {
    token.conditions ??= []
    token.conditions.push({ element: event.id, held: false })
    this.isStale = true
  }

  /** A condition that cannot be told does not hold. */
  protected isMet(token: Token, event: GraphElement): boolean {
    const result = evaluate(event.condition!, this.visible(token), this.env)
    return 'value' in result && result.value === true
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
    token.conditions = undefined
  }

  emitTimer(token: Token, { element, dueAt, calendar, repeat }: ArmedTimer): void {
    const intent = { type: 'timer.arm' as const, token: token.id, element, dueAt, workingTime: calendar !== undefined }
    this.emit(repeat === undefined ? intent : { ...intent, repeat })
  }

  clearIncident(token: Token): void {
    token.incident = undefined
    token.phase = 'waiting'
    this.emit({ type: 'incident.clear', token: token.id })
  }
}
