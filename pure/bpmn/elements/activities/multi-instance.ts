import type { GraphElement, MultiInstance } from '../../graph.ts'
import type { Loop, Token } from '../../state.ts'
import { wrongValue } from '../../stopped.ts'
import type { Context, Execution } from '../behaviour.ts'

/** What keeps an activity of many instances together rests as a token of its own: the body. Each instance is another. */
export function beginInstances(execution: Execution, body: Token, element: GraphElement, inside?: string[]): void {
  const definition = element.loop!
  const context = execution.context(body.scope)
  if (definition.repeat) {
    body.loop = { started: 0, completed: 0 }
    if (definition.repeat.first === 'test' && !goesOn(execution, definition.repeat, context, 0)) {
      finish(execution, body, element)
      return
    }
    execution.openBoundaries(body, element)
    execution.rest(body)
    openNext(execution, body, element, inside)
    return
  }
  const items = itemsOf(execution, definition, context)
  const total = items?.length ?? numberOf(execution, definition.cardinality!, context)
  const loop: Loop = { total, started: 0, completed: 0 }
  if (items && definition.item) loop.items = items
  if (definition.outputCollection) loop.results = Array.from({ length: total }, () => null)
  body.loop = loop
  if (total === 0) {
    finish(execution, body, element)
    return
  }
  execution.openBoundaries(body, element)
  execution.rest(body)
  for (let next = definition.sequential ? total - 1 : 0; next < total; next++)
    openNext(execution, body, element, inside)
}

/** One instance is done: its result is kept, and the next begins or the activity is over. */
export function instanceLeaves(execution: Execution, token: Token, element: GraphElement): void {
  const { outputElement, until, sequential, repeat } = element.loop!
  const scope = execution.scope(token.scope)
  const before = execution.changing(scope.token!)
  const loop: Loop = { ...before.loop!, completed: before.loop!.completed + 1 }
  const context = { ...execution.context(scope.id), ...scope.variables }
  if (outputElement !== undefined && loop.results) {
    const result = execution.feel(outputElement, context)
    loop.results = loop.results.map((each, index) => (index === token.iteration ? result : each))
  }
  const enough = until !== undefined && execution.holds(until, { ...context, ...counters(loop) })
  const isOver = repeat ? !goesOn(execution, repeat, context, loop.completed) : enough || loop.completed === loop.total
  const done = execution.doneBy(token, element, scope.variables)
  if (done) loop.done = [...(loop.done ?? []), done]

  execution.consume(token)
  const body = execution.changing(before.id)
  body.loop = loop
  execution.removeScope(scope.id)
  if (isOver) finish(execution, body, element)
  else if (sequential) openNext(execution, body, element)
}

/** Whether a loop goes round once more; `loopCounter` is how often it was done. */
function goesOn(
  execution: Execution,
  { while: condition, maximum }: NonNullable<MultiInstance['repeat']>,
  context: Context,
  times: number,
): boolean {
  if (maximum !== undefined && times >= maximum) return false
  return condition === undefined || execution.holds(condition, { ...context, loopCounter: times })
}

/** The counters under the names of the specification, which are Camunda 8's as well, and of Camunda 7. */
export function counters({ total, started, completed }: Loop): Context {
  if (total === undefined) return {}
  return {
    numberOfInstances: total,
    numberOfActiveInstances: started - completed,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: 0,
    nrOfInstances: total,
    nrOfActiveInstances: started - completed,
    nrOfCompletedInstances: completed,
  }
}

function openNext(execution: Execution, body: Token, element: GraphElement, inside?: string[]): void {
  const { item, outputElement } = element.loop!
  const index = body.loop!.started
  const variables: Context = {}
  // what an instance is to hand out is its own from the start: instances side by side must not overwrite each other's
  const own = outputElement && /^=?\s*([\p{L}_][\p{L}\p{N}_]*)\s*(\.|$)/u.exec(outputElement)?.[1]
  if (own) variables[own] = null
  if (item) variables[item] = body.loop!.items?.[index] ?? null
  variables.loopCounter = index + 1
  body.loop = { ...body.loop!, started: index + 1 }
  execution.openIteration(body, element, index, variables, inside)
}

/** Also early: what still runs is cancelled. */
function finish(execution: Execution, body: Token, element: GraphElement): void {
  const { results } = body.loop!
  execution.finishBody(body, element, results ? { [element.loop!.outputCollection!]: results } : {})
}

function itemsOf(execution: Execution, { collection }: MultiInstance, context: Context): unknown[] | undefined {
  if (collection === undefined) return undefined
  const value = execution.feel(collection, context)
  if (!Array.isArray(value)) throw wrongValue(collection, context, value, 'a list')
  return value
}

function numberOf(execution: Execution, cardinality: string, context: Context): number {
  const value = execution.feel(cardinality, context)
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw wrongValue(cardinality, context, value, 'a number of instances')
}
