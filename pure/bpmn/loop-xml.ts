import { understood } from './dialect.ts'
import type { Foreign, GraphElement, MultiInstance } from './graph.ts'
import { extension, type ModdleNode, nodeAt, nodes, textAt, vendorAttribute } from './xml.ts'

/**
 * The loop marker of an activity, or its multi-instance marker: what Camunda 8 writes, else what BPMN itself says, else what Camunda 7 and
 * its kin write, so that models made there run.
 */
export function loopOf(activity: ModdleNode): Pick<GraphElement, 'loop' | 'foreign'> {
  const node = nodeAt(activity, 'loopCharacteristics')
  if (node?.$type === 'bpmn:StandardLoopCharacteristics') return repeated(node)
  if (node?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return {}
  const zeebe = extension(node, 'zeebe:LoopCharacteristics')
  const loop: MultiInstance = { sequential: node.isSequential === true }
  const foreign: Foreign[] = []
  const put = (key: 'cardinality' | 'collection' | 'until' | 'outputElement', source: string | undefined) => {
    if (source === undefined) return
    const read = understood(source)
    if ('feel' in read) loop[key] = read.feel
    else foreign.push({ expression: source, language: read.language })
  }
  put('cardinality', textAt(nodeAt(node, 'loopCardinality'), 'body'))
  put('until', textAt(nodeAt(node, 'completionCondition'), 'body'))
  put(
    'collection',
    textAt(zeebe, 'inputCollection') ?? vendorAttribute(node, 'collection') ?? dataInput(activity, node),
  )
  put('outputElement', textAt(zeebe, 'outputElement') ?? textAt(nodeAt(node, 'outputDataItem'), 'name'))
  const item = textAt(zeebe, 'inputElement') ?? vendorAttribute(node, 'elementVariable')
  const named = item ?? textAt(nodeAt(node, 'inputDataItem'), 'name') ?? nodeAt(node, 'inputDataItem')?.id
  const results = textAt(zeebe, 'outputCollection') ?? nameOf(nodeAt(node, 'loopDataOutputRef'))
  if (named) loop.item = named
  if (results && loop.outputElement) loop.outputCollection = results
  return foreign.length > 0 ? { loop, foreign: foreign[0] } : { loop }
}

function repeated(node: ModdleNode): Pick<GraphElement, 'loop' | 'foreign'> {
  const repeat: NonNullable<MultiInstance['repeat']> = { first: node.testBefore === true ? 'test' : 'do' }
  const maximum = Number(node.loopMaximum ?? Number.NaN)
  if (Number.isInteger(maximum) && maximum >= 0) repeat.maximum = maximum
  const source = textAt(nodeAt(node, 'loopCondition'), 'body')
  const loop: MultiInstance = { sequential: true, repeat }
  if (source === undefined) return { loop }
  const read = understood(source)
  if (!('feel' in read)) return { loop, foreign: { expression: source, language: read.language } }
  repeat.while = read.feel
  return { loop }
}

/** The variable behind the data input that an activity is done for: what is fed into it, else its own name. */
function dataInput(activity: ModdleNode, loop: ModdleNode): string | undefined {
  const input = nodeAt(loop, 'loopDataInputRef')
  if (!input) return undefined
  const feed = nodes(activity, 'dataInputAssociations').find((each) => nodeAt(each, 'targetRef') === input)
  return nameOf(feed && nodes(feed, 'sourceRef')[0]) ?? nameOf(input)
}

function nameOf(node: ModdleNode | undefined): string | undefined {
  return textAt(node, 'name') ?? node?.id
}
