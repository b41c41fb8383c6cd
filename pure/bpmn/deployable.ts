import type { Need } from './elements/behaviour.ts'
import { behaviourOf } from './elements/index.ts'
import { isFeel } from './expression.ts'
import type { Graph } from './graph.ts'
import { named, type Problem, problem } from './problem.ts'

/** What a step must be given. */
export interface StepInputs {
  required: string[]
}

/** Elements that need what a shell does not carry out yet: they can be simulated, but a process with them cannot run. */
export function notCarried(graph: Graph, carried: ReadonlySet<Need>): Problem[] {
  return graph.order.flatMap((id) => {
    const element = graph.elements[id]!
    const missing = behaviourOf(element.kind)
      .needs?.(element)
      .filter((need) => !carried.has(need))
    return missing?.length ? [problem(element, 'not_carried', { element: named(element) })] : []
  })
}

/**
 * Steps that do not exist, and steps that nothing gives what they need. A task that maps no inputs hands its step all
 * variables, of which nothing is known before it runs.
 */
export function stepProblems(graph: Graph, steps: ReadonlyMap<string, StepInputs>): Problem[] {
  return graph.order.flatMap((id) => {
    const element = graph.elements[id]!
    const type = element.step?.type
    if (type === undefined || isFeel(type)) return []
    const step = steps.get(type)
    if (!step) return [problem(element, 'step_unknown', { step: type, steps: [...steps.keys()].sort().join(', ') })]
    if (!element.inputs) return []
    const given = new Set(element.inputs.map(({ target }) => target.split('.')[0]!))
    return step.required
      .filter((input) => !given.has(input))
      .map((input) => problem(element, 'step_input_missing', { step: type, input }))
  })
}
