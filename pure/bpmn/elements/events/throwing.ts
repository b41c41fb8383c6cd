import type { GraphElement } from '../../graph.ts'
import { type Problem, problem } from '../../problem.ts'
import type { Token } from '../../state.ts'
import { wrongValue } from '../../stopped.ts'
import { extension, type ModdleNode, nodes, textAt } from '../../xml.ts'
import type { Context, Execution } from '../behaviour.ts'

type Throws = (execution: Execution, token: Token, element: GraphElement) => () => void

export const throwsSignal: Throws = (execution, token, element) => {
  const context = execution.visible(token)
  const name = execution.text(element.signal!.name, context)
  if (name === undefined) throw wrongValue(element.signal!.name, context, null, 'the name of a signal')
  const variables = carried(execution, token, element)
  return () => execution.broadcast(element.id, name, variables)
}

export const throwsEscalation: Throws = (execution, token, element) => {
  const code = execution.text(element.escalation?.code, execution.visible(token))
  const variables = carried(execution, token, element)
  return () => execution.escalate(token.scope, code, element.id, variables)
}

export const throwsError: Throws = (execution, token, element) => {
  const code = execution.text(element.error?.code, execution.visible(token)) ?? ''
  const message = `The process ended with the error "${code}" at "${element.name ?? element.id}"`
  return () => execution.throwErrorIn(token.scope, code, message)
}

/** Waits for what it has undone, unless the model says to go on beside it. */
export const throwsCompensation = (execution: Execution, token: Token, element: GraphElement): void => {
  if (execution.compensate(token, element)) execution.rest(token)
  else execution.complete(token, element)
}

/** Hands a message out when a token leaves; nothing where the model names none. */
export const throwsMessage: Throws = (execution, token, element) => {
  if (!element.message) return () => {}
  const context = execution.visible(token)
  const name = execution.text(element.message.name, context)
  if (name === undefined) throw wrongValue(element.message.name, context, null, 'the name of a message')
  const key = element.publication?.correlationKey ?? element.message.correlationKey
  const correlationKey = execution.text(key, context)
  const timeToLive = execution.text(element.publication?.timeToLive, context)
  const variables = carried(execution, token, element)
  return () =>
    execution.emit({
      type: 'message.throw',
      element: element.id,
      name,
      ...(correlationKey === undefined ? {} : { correlationKey }),
      ...(timeToLive === undefined ? {} : { timeToLive }),
      variables,
    })
}

/** How Camunda 8 says what a thrown message is told from others by. */
export function publicationOf(node: ModdleNode): GraphElement['publication'] {
  const own = extension(node, 'zeebe:PublishMessage')
  const publication = own ?? extension(nodes(node, 'eventDefinitions')[0] ?? node, 'zeebe:PublishMessage')
  if (!publication) return undefined
  const found: GraphElement['publication'] = {}
  const correlationKey = textAt(publication, 'correlationKey')
  const timeToLive = textAt(publication, 'timeToLive')
  if (correlationKey !== undefined) found.correlationKey = correlationKey
  if (timeToLive !== undefined) found.timeToLive = timeToLive
  return found
}

export function missingThrownMessage(element: GraphElement): Problem[] {
  return element.message || element.step ? [] : [problem(element, 'message_missing')]
}

/** What goes with it: only what the model maps, so that nothing of an instance leaks into another by accident. */
function carried(execution: Execution, token: Token, element: GraphElement): Context {
  return execution.inputs(token, element) ?? {}
}
