import type { ElementBehaviour } from './elements/behaviour.ts'
import type { Problem } from './problem.ts'
import { extensionsOf, type ModdleNode, nodeAt, nodes, textAt } from './xml.ts'

const EVERYWHERE = ['zeebe:IoMapping', 'zeebe:TaskHeaders', 'zeebe:Properties']

/** Why a node cannot be executed, null when it can. What is not executed is refused, never passed over. */
export function refusal(node: ModdleNode, behaviour: ElementBehaviour | undefined): Problem | null {
  const about = { elementId: node.id ?? '', elementName: textAt(node, 'name'), severity: 'error' as const }
  const named = about.elementName ? `"${about.elementName}" (${about.elementId})` : `"${about.elementId}"`
  if (!behaviour) {
    return {
      ...about,
      code: 'element_not_supported',
      message: `${named} is ${kindInWords(node)}, which is not executed here.`,
      suggestion:
        node.$type === 'bpmn:Task'
          ? 'Make it a user task, a service task or a script task.'
          : 'Replace it with an element that is executed.',
    }
  }
  const marker = markerInWords(node)
  if (!marker) return null
  return {
    ...about,
    code: 'marker_not_supported',
    message: `${named} has ${marker}, which is not executed here.`,
    suggestion: 'Remove it from the element.',
  }
}

/** Extension elements of Camunda 8 that say something this engine would not do. */
export function refusedExtensions(node: ModdleNode, supported: string[]): Problem[] {
  return extensionsOf(node)
    .filter(({ $type }) => $type.startsWith('zeebe:') && !EVERYWHERE.includes($type) && !supported.includes($type))
    .map(({ $type }) => ({
      elementId: node.id ?? '',
      elementName: textAt(node, 'name'),
      code: 'extension_not_supported',
      message: `${$type} on "${textAt(node, 'name') ?? node.id}" is not executed here.`,
      suggestion: 'Remove it from the element.',
      severity: 'error',
    }))
}

function markerInWords(node: ModdleNode): string | null {
  if (nodeAt(node, 'loopCharacteristics')) return 'a loop or multi-instance marker'
  if (node.isForCompensation === true) return 'a compensation marker'
  if (Number(node.startQuantity ?? 1) !== 1 || Number(node.completionQuantity ?? 1) !== 1) {
    return 'a token quantity other than one'
  }
  if (node.parallelMultiple === true) return 'a parallel multiple marker'
  return null
}

function kindInWords(node: ModdleNode): string {
  const words = (type: string) =>
    type
      .replace('bpmn:', '')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
  const definitions = nodes(node, 'eventDefinitions').map((each) => words(each.$type).replace(' event definition', ''))
  const kind = node.triggeredByEvent === true ? 'event subprocess' : words(node.$type)
  const full = [...definitions, kind].join(' ')
  return `${/^[aeiou]/.test(full) ? 'an' : 'a'} ${full}`
}
