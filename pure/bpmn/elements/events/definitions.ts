import type { GraphElement } from '../../graph.ts'
import { type ModdleNode, nodeAt, nodes, textAt } from '../../xml.ts'

/** What the only event definition of an event refers to: a signal, an error, an escalation. */
function referred(node: ModdleNode, property: string): { reference?: ModdleNode } {
  const definition = nodes(node, 'eventDefinitions')[0]
  return { reference: definition && nodeAt(definition, property) }
}

export function signalOf(node: ModdleNode): GraphElement['signal'] {
  const { reference } = referred(node, 'signalRef')
  const name = textAt(reference, 'name') ?? reference?.id
  return name === undefined ? undefined : { name }
}

/** The error an event catches: without a code, any. */
export function caughtError(node: ModdleNode): GraphElement['error'] {
  return withCode(textAt(referred(node, 'errorRef').reference, 'errorCode'))
}

/** The error an event throws, by its code, else by its name. */
export function thrownError(node: ModdleNode): GraphElement['error'] {
  const { reference } = referred(node, 'errorRef')
  return withCode(textAt(reference, 'errorCode') ?? textAt(reference, 'name') ?? reference?.id)
}

/** The escalation an event catches: without a code, any. */
export function caughtEscalation(node: ModdleNode): GraphElement['escalation'] {
  return withCode(textAt(referred(node, 'escalationRef').reference, 'escalationCode'))
}

/** The escalation an event throws, by its code, else by its name. */
export function thrownEscalation(node: ModdleNode): GraphElement['escalation'] {
  const { reference } = referred(node, 'escalationRef')
  return withCode(textAt(reference, 'escalationCode') ?? textAt(reference, 'name') ?? reference?.id)
}

function withCode(code: string | undefined): { code?: string } {
  return code === undefined ? {} : { code }
}
