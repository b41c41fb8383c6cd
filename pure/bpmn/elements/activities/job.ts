import type { GraphElement } from '../../graph.ts'
import type { Token } from '../../state.ts'
import { extension, type ModdleNode, textAt } from '../../xml.ts'
import { type ElementBehaviour, type Execution, Stopped } from '../behaviour.ts'

/** The step that an element names, with how often it is tried. */
export function jobOf(node: ModdleNode): Partial<GraphElement> {
  const definition = extension(node, 'zeebe:TaskDefinition')
  const type = textAt(definition, 'type')
  return type === undefined ? {} : { step: { type, retries: textAt(definition, 'retries') } }
}

/** Runs the step of an element and waits for its result; where it names none the token passes. */
export function doJob(execution: Execution, token: Token, element: GraphElement): void {
  const output = element.step ? runStep(execution, token, element) : {}
  if (output) {
    execution.complete(token, element, output)
    return
  }
  execution.openBoundaries(token, element)
  execution.rest(token)
}

/** Hands the step out; gives its output where that is known at once. */
export function runStep(
  execution: Execution,
  token: Token,
  element: GraphElement,
): Record<string, unknown> | undefined {
  const visible = execution.context(token.scope)
  const input = execution.inputs(token, element)
  const context = input ? { ...visible, ...input } : visible
  const step = execution.text(element.step?.type, context)
  if (step === undefined) throw new Stopped('expression_failed', `The step "${element.step?.type}" came out empty`)
  const retries = execution.value(element.step?.retries, context)
  const known = execution.env.stepOutput?.(element.id)
  if (known) return known
  execution.emit({
    type: 'step.run',
    token: token.id,
    element: element.id,
    step,
    input: input ?? execution.variables(token.scope),
    retries: retries === null ? undefined : Number(retries),
  })
  return undefined
}

/** Hands the step out once more. */
export function redoJob(execution: Execution, token: Token, element: GraphElement): void {
  const output = runStep(execution, token, element)
  if (output) execution.complete(token, element, output)
}

export function takeBackJob(execution: Execution, token: Token, element: GraphElement): void {
  if (element.step) execution.emit({ type: 'step.cancel', token: token.id })
}

/** A refusal is a BPMN error, a failure is an incident. */
export const jobReactions: NonNullable<ElementBehaviour['on']> = {
  'step.succeeded'(execution, token, element, event) {
    execution.complete(token, element, event.output)
  },
  'step.refused'(execution, token, _element, event) {
    if (!execution.throwError(token, event.code, event.message, true)) execution.raise(token, event)
  },
  'step.failed'(execution, token, _element, event) {
    execution.raise(token, event)
  },
  'step.retry': redoJob,
}
