import type { Graph, GraphElement } from '../../graph.ts'
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

/** A conditional event without its condition. */
export function missingCondition(element: GraphElement): Problem[] {
  return element.condition || element.foreign ? [] : [problem(element, 'event_condition_missing')]
}

/** A compensation event that names an activity it cannot reach, or one that nothing undoes. */
export function unknownCompensation({ compensation, scope, ...element }: GraphElement, graph: Graph): Problem[] {
  if (compensation?.activity === undefined) return []
  const activity = graph.elements[compensation.activity]
  const around = scope === null ? undefined : graph.elements[scope]
  const reached = around?.kind === 'eventSubprocess' ? [scope, around.scope] : [scope]
  const params = { activity: activity?.name ?? compensation.activity }
  if (!activity || !reached.includes(activity.scope)) return [problem(element, 'compensation_out_of_reach', params)]
  const isUndone =
    activity.children || activity.boundary.some((id) => graph.elements[id]!.kind === 'boundaryCompensation')
  return isUndone ? [] : [problem(element, 'compensation_without_handler', params, 'warning')]
}

export function missingSignal(element: GraphElement): Problem[] {
  return element.signal ? [] : [problem(element, 'signal_missing')]
}
