import { understood } from './dialect.ts'
import type { Calendar, GraphElement, Mapping, TimerDefinition } from './graph.ts'

/** A node as bpmn-moddle gives it. Which properties it has depends on `$type`. */
export interface ModdleNode {
  $type: string
  id?: string
  name?: string
  $attrs?: Record<string, string>
  $parent?: unknown
  [property: string]: unknown
}

/** The nodes under a property, in the order of the document. */
export function nodes(node: ModdleNode, property: string): ModdleNode[] {
  const value = node[property]
  return Array.isArray(value) ? (value as ModdleNode[]) : []
}

/** The node under a property or a resolved reference. */
export function nodeAt(node: ModdleNode, property: string): ModdleNode | undefined {
  const value = node[property]
  return typeof value === 'object' && value !== null && '$type' in value ? (value as ModdleNode) : undefined
}

/** A text under a property, trimmed; undefined when it is empty. */
export function textAt(node: ModdleNode | undefined, property: string): string | undefined {
  const value = node?.[property]
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' ? undefined : text
}

/** The extension elements of a node. */
export function extensionsOf(node: ModdleNode): ModdleNode[] {
  const extensions = nodeAt(node, 'extensionElements')
  return extensions ? nodes(extensions, 'values') : []
}

/** One extension element of a node, such as `zeebe:TaskDefinition`. */
export function extension(node: ModdleNode, type: string): ModdleNode | undefined {
  return extensionsOf(node).find((each) => each.$type === type)
}

/** An attribute that other tools write under a namespace of their own, such as `camunda:collection`. */
export function vendorAttribute(node: ModdleNode, name: string): string | undefined {
  for (const prefix of ['camunda', 'activiti', 'flowable', 'operaton']) {
    const value = node.$attrs?.[`${prefix}:${name}`]?.trim()
    if (value) return value
  }
  return undefined
}

/** The type of the only event definition of an event: null without one, undefined with several. */
export function eventDefinitionType(node: ModdleNode): string | null | undefined {
  const definitions = nodes(node, 'eventDefinitions')
  if (definitions.length > 1 || nodes(node, 'eventDefinitionRef').length > 0) return undefined
  return definitions[0]?.$type ?? null
}

/** What any element may carry: mappings, headers, properties. */
export function commonExtensions(node: ModdleNode): Partial<GraphElement> {
  const mapping = extension(node, 'zeebe:IoMapping')
  const inputs = mapping && mappings(mapping, 'inputParameters')
  const outputs = mapping && mappings(mapping, 'outputParameters')
  const headers = extension(node, 'zeebe:TaskHeaders')
  const properties = extension(node, 'zeebe:Properties')
  const found: Partial<GraphElement> = {}
  if (inputs?.length) found.inputs = inputs
  if (outputs?.length) found.outputs = outputs
  if (headers) found.headers = pairs(nodes(headers, 'values'), 'key')
  if (properties) found.properties = pairs(nodes(properties, 'properties'), 'name')
  const calendar = found.properties?.['tok:calendar']
  if (calendar !== undefined) found.calendar = calendar as Calendar
  return found
}

/** The timer of a timer event, undefined when the event does not say when. */
export function timerOf(node: ModdleNode): TimerDefinition | undefined {
  const definition = nodes(node, 'eventDefinitions')[0]
  if (!definition) return undefined
  for (const [property, kind] of [
    ['timeDuration', 'duration'],
    ['timeDate', 'date'],
    ['timeCycle', 'cycle'],
  ] as const) {
    const value = textAt(nodeAt(definition, property), 'body')
    if (value === undefined) continue
    // `${delay}` of another tool; anything else is a text or begins with `=`
    const read = /^[$#]\{/.test(value) ? understood(value) : { feel: value }
    return { kind, value: 'feel' in read ? read.feel : value }
  }
  return undefined
}

/** The message of a message event with its correlation key. */
export function messageOf(node: ModdleNode): GraphElement['message'] {
  const definition = nodes(node, 'eventDefinitions')[0]
  return definition && messageNamedBy(definition)
}

/** The message that an event definition or a task refers to, with its correlation key. */
export function messageNamedBy(node: ModdleNode): GraphElement['message'] {
  const message = nodeAt(node, 'messageRef')
  const name = textAt(message, 'name') ?? message?.id
  if (!message || !name) return undefined
  const subscription = extension(message, 'zeebe:Subscription')
  const correlationKey = textAt(subscription, 'correlationKey')
  return correlationKey === undefined ? { name } : { name, correlationKey }
}

function mappings(mapping: ModdleNode, property: string): Mapping[] {
  return nodes(mapping, property).map((each) => ({
    source: textAt(each, 'source') ?? '',
    target: textAt(each, 'target') ?? '',
  }))
}

function pairs(entries: ModdleNode[], key: string): Record<string, string> {
  return Object.fromEntries(entries.map((each) => [textAt(each, key) ?? '', String(each.value ?? '')]))
}
