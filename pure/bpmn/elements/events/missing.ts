import type { GraphElement } from '../../graph.ts'
import { type Problem, problem } from '../../problem.ts'

/** A timer event that does not say when it fires. */
export function missingTimer(element: GraphElement): Problem[] {
  return element.timer ? [] : [problem(element, 'timer_missing')]
}

/** A message event without a message, or without what tells one instance's message from another's. */
export function missingMessage(element: GraphElement): Problem[] {
  if (!element.message) return [problem(element, 'message_missing')]
  if (element.message.correlationKey) return []
  return [problem(element, 'correlation_key_missing', { message: element.message.name })]
}

export function missingSignal(element: GraphElement): Problem[] {
  return element.signal ? [] : [problem(element, 'signal_missing')]
}
