import { understood } from '../../dialect.ts'
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

/** What a compensation event wants undone. */
export function compensationOf(node: ModdleNode): GraphElement['compensation'] {
  const definition = nodes(node, 'eventDefinitions')[0]
  const activity = definition && nodeAt(definition, 'activityRef')?.id
  const waits = definition?.waitForCompletion !== false
  return activity === undefined ? { waits } : { activity, waits }
}

/** The condition of a conditional event. */
export function conditionOf(node: ModdleNode): Pick<GraphElement, 'condition' | 'foreign'> {
  const definition = nodes(node, 'eventDefinitions')[0]
  const expression = definition && nodeAt(definition, 'condition')
  const source = textAt(expression, 'body')
  if (source === undefined) return {}
  const read = understood(source, textAt(expression, 'language') ?? expression?.$attrs?.language)
  return 'feel' in read ? { condition: read.feel } : { foreign: { expression: source, language: read.language } }
}

/** The name of a link: that of its definition, else the event's own. */
export function linkOf(node: ModdleNode): string | undefined {
  return textAt(nodes(node, 'eventDefinitions')[0], 'name') ?? textAt(node, 'name')
}

const LINK = 'link:'

/** The flow that a link stands for; no id of a file has a colon. */
export const linkFrom = (thrower: string): string => `${LINK}${thrower}`

export const isLink = (flow: string): boolean => flow.startsWith(LINK)

function withCode(code: string | undefined): { code?: string } {
  return code === undefined ? {} : { code }
}
