/** One line of a case's history. */
export interface Step {
  element: { id: string }
  what: string
  /** The flow it came by, where it came by one. */
  flow: string | null
}

/**
 * Whether a person is told of a line: entering and leaving a step are one thing to him, and what only holds others
 * together is none.
 */
export const isTold = ({ what }: Step): boolean => what === 'completed' || what === 'cancelled' || what === 'incident'

/** What happened at each element, the oldest first. */
export function staysOf<T extends Step>(history: readonly T[]): Map<string, T[]> {
  const stays = new Map<string, T[]>()
  for (const step of history) {
    if (!isTold(step)) continue
    const here = stays.get(step.element.id)
    if (here) here.push(step)
    else stays.set(step.element.id, [step])
  }
  return stays
}
