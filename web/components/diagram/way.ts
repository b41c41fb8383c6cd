/** One line of a case's history. */
export interface Step {
  element: { id: string }
  token: number
  what: string
  at: string
}

export interface SequenceFlow {
  id: string
  source: string
  target: string
}

/**
 * The flows a case went along. Its history keeps elements and not flows, so of the ways into an element the one counts
 * whose source was left last.
 */
export function flowsTaken(history: readonly Step[], flows: readonly SequenceFlow[]): Set<string> {
  const taken = new Set<string>()
  const left = new Map<string, number>()
  const seen = new Set<string>()
  history.forEach((step, place) => {
    const stay = `${step.element.id} ${step.token}`
    if (!seen.has(stay)) {
      seen.add(stay)
      const ways = flows.filter((flow) => flow.target === step.element.id && left.has(flow.source))
      const last = ways.sort((a, b) => left.get(b.source)! - left.get(a.source)!)[0]
      if (last) taken.add(last.id)
    }
    if (step.what === 'completed') left.set(step.element.id, place)
  })
  return taken
}

/** What happened at each element, the oldest first; entering and leaving a step are one thing to a person. */
export function staysOf<T extends Step>(history: readonly T[]): Map<string, T[]> {
  const stays = new Map<string, T[]>()
  for (const step of history) {
    if (step.what === 'entered') continue
    const here = stays.get(step.element.id)
    if (here) here.push(step)
    else stays.set(step.element.id, [step])
  }
  return stays
}
