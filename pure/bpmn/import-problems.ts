import type { ModdleWarning } from 'bpmn-moddle'
import { isDmn } from './decision-xml.ts'
import { type Problem, problem } from './problem.ts'
import { extensionsOf, type ModdleNode } from './xml.ts'

/** References without which an element could not do what it is there for, by the type that holds them. */
const NEEDED = /^bpmn:(sourceRef|targetRef|attachedToRef|default|messageRef|signalRef|errorRef|escalationRef)$/
const NAMES_A_VARIABLE = /^bpmn:(loopDataInputRef|loopDataOutputRef)$/

/** What bpmn-moddle could not read, in words for the person who drew it. Mends references that only look broken. */
export function importProblems(warnings: ModdleWarning[], byId: Record<string, ModdleNode>): Problem[] {
  return warnings.flatMap((warning) => {
    const { message, element, property, value } = warning
    const duplicate = /duplicate ID <([^>]*)>/.exec(message)?.[1]
    if (duplicate !== undefined) return [problem({ id: duplicate }, 'duplicate_id', { id: duplicate })]
    if (/unresolved reference/.test(message)) {
      return mended(element as ModdleNode | undefined, property, String(value), byId) ? [] : [brokenReference(warning)]
    }
    // all attributes of other tools are listed from the elements that carry them
    if (/unknown attribute/.test(message)) return []
    return [unreadable(message)]
  })
}

/** Some tools write a name with a prefix where an id is meant, and the name of a variable where a data object is. */
function mended(
  element: ModdleNode | undefined,
  property: string | undefined,
  value: string,
  byId: Record<string, ModdleNode>,
): boolean {
  if (!element || !property) return false
  const name = property.replace(/^.*:/, '')
  const target = byId[value.replace(/^.*:/, '')]
  if (target && !Array.isArray(element[name])) {
    element[name] = target
    return true
  }
  if (!NAMES_A_VARIABLE.test(property)) return false
  element[name] = { $type: 'bpmn:ItemAwareElement', id: value, name: value }
  return true
}

function brokenReference({ element, property, value }: ModdleWarning): Problem {
  const isDrawing = element?.$type.startsWith('bpmndi:') ?? false
  const isAside = /^bpmn:(Association|MessageFlow|DataInputAssociation|DataOutputAssociation|Conversation)/.test(
    element?.$type ?? '',
  )
  const isNeeded = NEEDED.test(property ?? '') && !isAside
  const params = { from: element?.id ?? '', reference: String(value), drawing: isDrawing ? 'yes' : 'no' }
  return problem(element ?? {}, 'broken_reference', params, isNeeded && !isDrawing ? 'error' : 'warning')
}

function unreadable(message: string): Problem {
  const tag = /unparsable content <\/?([^/>\s]*)/.exec(message)?.[1]
  if (tag === undefined) return problem({}, 'unreadable', { reason: message.split('\n')[0]! })
  const known = /unknown type <(\w+):/.exec(message)?.[1]
  if (known === undefined && /unrecognized element/.test(message)) {
    return problem({}, 'foreign_ignored', { name: `<${tag}>` }, 'warning')
  }
  const isDrawing = known !== undefined && ['bpmndi', 'dc', 'di'].includes(known)
  return problem({}, 'unknown_element', { tag }, isDrawing ? 'warning' : 'error')
}

/** What other tools read and nothing here does. */
const UNDERSTOOD = /^(xmlns|xsi:|language$)|:(collection|elementVariable|resultVariable|decisionRef)$/

/** Attributes and extension elements of other tools, element by element: they are kept in the file and not executed. */
export function foreignParts(node: ModdleNode): Problem[] {
  const found: Problem[] = []
  for (const name of Object.keys(node.$attrs ?? {})) {
    if (!UNDERSTOOD.test(name)) found.push(problem(node, 'foreign_ignored', { name }, 'warning'))
  }
  for (const each of extensionsOf(node)) {
    if (each.$type.startsWith('zeebe:') || isDmn(each)) continue
    found.push(problem(node, 'foreign_ignored', { name: `<${each.$type}>` }, 'warning'))
  }
  for (const [property, value] of Object.entries(node)) {
    if (property === 'extensionElements' || property.startsWith('$')) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isChild(each, node)) found.push(...foreignParts(each))
    }
  }
  return found
}

function isChild(value: unknown, parent: ModdleNode): value is ModdleNode {
  if (typeof value !== 'object' || value === null || !('$type' in value)) return false
  return (value as ModdleNode).$parent === parent
}
