import type { ElementBehaviour } from './elements/behaviour.ts'
import { named, type Problem, problem } from './problem.ts'
import { extensionsOf, type ModdleNode, nodeAt, nodes } from './xml.ts'

const EVERYWHERE = ['zeebe:IoMapping', 'zeebe:TaskHeaders', 'zeebe:Properties']

/** Why a node cannot be executed, null when it can. What is not executed is refused, never passed over. */
export function refusal(node: ModdleNode, behaviour: ElementBehaviour | undefined): Problem | null {
  if (!behaviour) return problem(node, 'element_not_supported', { element: named(node), kind: kindOf(node) })
  const marker = markerOf(node)
  return marker ? problem(node, 'marker_not_supported', { element: named(node), marker }) : null
}

/** Extension elements of Camunda 8 that say something this engine would not do. */
export function refusedExtensions(node: ModdleNode, supported: string[]): Problem[] {
  return extensionsOf(node)
    .filter(({ $type }) => $type.startsWith('zeebe:') && !EVERYWHERE.includes($type) && !supported.includes($type))
    .map(({ $type }) => problem(node, 'extension_not_supported', { extension: $type, element: named(node) }))
}

function markerOf(node: ModdleNode): string | null {
  const loop = nodeAt(node, 'loopCharacteristics')
  // with `behavior` other than All the specification throws an event after each instance, or after the first
  if (loop && loop.behavior !== undefined && loop.behavior !== 'All') return 'signals'
  if (Number(node.startQuantity ?? 1) !== 1 || Number(node.completionQuantity ?? 1) !== 1) return 'quantity'
  if (node.parallelMultiple === true) return 'parallelMultiple'
  return null
}

const PLACES: Record<string, string> = {
  'bpmn:StartEvent': 'Start',
  'bpmn:EndEvent': 'End',
  'bpmn:IntermediateCatchEvent': 'Catch',
  'bpmn:IntermediateThrowEvent': 'Throw',
  'bpmn:BoundaryEvent': 'Boundary',
}

/** The kind of a node as the words of the refusal know it. */
function kindOf(node: ModdleNode): string {
  const own = node.$type.replace('bpmn:', '')
  const kind = own.charAt(0).toLowerCase() + own.slice(1)
  const place = PLACES[node.$type]
  if (!place) return kind
  const definitions = nodes(node, 'eventDefinitions')
  if (definitions.length === 0) return `none${place}`
  if (definitions.length > 1 || nodes(node, 'eventDefinitionRef').length > 0) return 'multiple'
  const trigger = definitions[0]!.$type.replace('bpmn:', '').replace('EventDefinition', '')
  return `${trigger.charAt(0).toLowerCase()}${trigger.slice(1)}${place}`
}
