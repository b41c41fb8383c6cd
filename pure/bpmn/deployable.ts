import { isFeel } from './expression.ts'
import type { Graph } from './graph.ts'
import { type Problem, problem } from './problem.ts'

/** What a step must be given. */
export interface StepInputs {
  required: string[]
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
