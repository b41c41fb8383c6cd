import type { Step } from './way.ts'

/** A line of the history, with the token that it is about. */
export interface Told extends Step {
  token: number
  at: string
}

/** How a case stood after one line of its history. */
export interface Frame<T extends Told> {
  /** The line that led here. */
  step: T
  /** Elements tokens stand on, repeated for each token. */
  standing: string[]
  /** How each element that was left was left last. */
  left: ReadonlyMap<string, 'completed' | 'cancelled'>
  stopped: ReadonlySet<string>
  /** Flows that were gone along until now, and the one that this line came by. */
  flows: ReadonlySet<string>
  moving: string | null
}

/**
 * The way of a case frame by frame. A token that leaves one element and enters the next in the same moment is one frame:
 * nothing stood between them.
 */
export function framesOf<T extends Told>(history: readonly T[]): Frame<T>[] {
  const frames: Frame<T>[] = []
  const standing = new Map<number, string[]>()
  const left = new Map<string, 'completed' | 'cancelled'>()
  const stopped = new Set<string>()
  const flows = new Set<string>()
  for (const [at, step] of history.entries()) {
    const { element, token, what, flow } = step
    const here = standing.get(token) ?? []
    if (what === 'entered') {
      standing.set(token, [...here, element.id])
      if (flow) flows.add(flow)
    } else if (what === 'incident') stopped.add(element.id)
    else if (what === 'completed' || what === 'cancelled' || what === 'joined') {
      stopped.delete(element.id)
      left.set(element.id, what === 'cancelled' ? 'cancelled' : 'completed')
      const place = here.lastIndexOf(element.id)
      const rest = place < 0 ? here : here.toSpliced(place, 1)
      if (rest.length > 0) standing.set(token, rest)
      else standing.delete(token)
    } else continue
    const next = history[at + 1]
    const goesOn = what !== 'entered' && what !== 'incident' && next?.what === 'entered' && next.at === step.at
    if (goesOn) continue
    frames.push({
      step,
      standing: [...standing.values()].flat(),
      left: new Map(left),
      stopped: new Set(stopped),
      flows: new Set(flows),
      moving: what === 'entered' ? flow : null,
    })
  }
  return frames
}
