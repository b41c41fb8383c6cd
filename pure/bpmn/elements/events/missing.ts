import type { GraphElement } from '../../graph.ts'
import type { Problem } from '../../problem.ts'

/** A timer event that does not say when it fires. */
export function missingTimer(element: GraphElement): Problem[] {
  if (element.timer) return []
  return [
    {
      elementId: element.id,
      elementName: element.name,
      code: 'timer_missing',
      message: 'This timer does not say when it fires.',
      suggestion: 'Give it a duration such as PT8H, a date, or a cycle such as R3/PT10H.',
      severity: 'error',
    },
  ]
}

/** A message event without a message, or without what tells one instance's message from another's. */
export function missingMessage(element: GraphElement): Problem[] {
  if (element.message?.correlationKey) return []
  const about = { elementId: element.id, elementName: element.name, severity: 'error' as const }
  if (!element.message) {
    return [
      {
        ...about,
        code: 'message_missing',
        message: 'This event does not say which message it waits for.',
        suggestion: 'Choose a message.',
      },
    ]
  }
  return [
    {
      ...about,
      code: 'correlation_key_missing',
      message: `The message "${element.message.name}" has no correlation key, so it cannot find its instance.`,
      suggestion: 'Give the message a correlation key, for example =lead.id.',
    },
  ]
}
