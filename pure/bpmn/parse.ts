import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import { behaviours } from './elements/index.ts'
import type { Graph, GraphElement, GraphFlow } from './graph.ts'
import type { Problem } from './problem.ts'
import { refusal, refusedExtensions } from './refusals.ts'
import { validate } from './validate.ts'
import { commonExtensions, type ModdleNode, nodeAt, nodes, textAt } from './xml.ts'

export type { Problem } from './problem.ts'

export interface ParsedModel {
  graph: Graph | null
  problems: Problem[]
}

const DRAWN_ONLY = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])
const PROCESS_EXTENSIONS = ['zeebe:VersionTag', 'zeebe:UserTaskForm']

/** Reads a BPMN model and says all that is wrong with it. The graph is null when an instance could not run it. */
export async function parseModel(xml: string): Promise<ParsedModel> {
  const problems: Problem[] = []
  let definitions: ModdleNode
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml)
    definitions = rootElement as ModdleNode
    for (const warning of warnings) problems.push(problemOf(warning))
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { graph: null, problems: [whole('xml_invalid', `This is not a BPMN model: ${reason}.`)] }
  }
  // the second of two is dropped with all that is in it: what else seems wrong follows from that
  if (problems.some((each) => each.code === 'duplicate_id')) return { graph: null, problems }
  const process = chooseProcess(definitions, problems)
  if (!process) return { graph: null, problems }

  problems.push(...refusedExtensions(process, PROCESS_EXTENSIONS))
  const graph = new GraphReader(process, poolName(definitions, process), problems).read()
  problems.push(...validate(graph))
  return { graph: problems.some((each) => each.severity === 'error') ? null : graph, problems }
}

class GraphReader {
  private readonly graph: Graph
  private readonly process: ModdleNode
  private readonly problems: Problem[]
  /** Elements that were refused: what refers to them is not wrong as well */
  private readonly refused = new Set<string>()

  constructor(process: ModdleNode, name: string | undefined, problems: Problem[]) {
    this.process = process
    this.problems = problems
    const processId = process.id ?? ''
    this.graph = {
      processId,
      name: textAt(process, 'name') ?? name ?? processId,
      elements: {},
      flows: {},
      order: [],
      starts: [],
      triggers: [],
    }
  }

  read(): Graph {
    this.readScope(this.process, null)
    this.readFlows(this.process)
    for (const element of Object.values(this.graph.elements)) this.attach(element)
    return this.graph
  }

  private readScope(container: ModdleNode, scope: string | null): void {
    for (const node of nodes(container, 'flowElements')) {
      if (node.$type === 'bpmn:SequenceFlow' || DRAWN_ONLY.has(node.$type)) continue
      if (!node.id) {
        this.problems.push(whole('id_missing', `A ${node.$type.replace('bpmn:', '')} has no id.`, 'Give it an id.'))
        continue
      }
      const behaviour = behaviours.find((each) => each.accepts(node))
      const reason = refusal(node, behaviour)
      if (reason) {
        this.problems.push(reason)
        this.refused.add(node.id)
      }
      if (!behaviour) {
        for (const inner of nodes(node, 'flowElements')) if (inner.id) this.refused.add(inner.id)
        continue
      }
      this.problems.push(...refusedExtensions(node, behaviour.extensions ?? []))
      this.readElement(node, scope, behaviour.kind, behaviour.read?.(node))
    }
  }

  private readElement(node: ModdleNode, scope: string | null, kind: string, own?: Partial<GraphElement>): void {
    const id = node.id!
    const element: GraphElement = { id, kind, scope, incoming: [], outgoing: [], boundary: [] }
    const name = textAt(node, 'name')
    if (name) element.name = name
    const defaultFlow = nodeAt(node, 'default')?.id
    if (defaultFlow) element.defaultFlow = defaultFlow
    if (node.$type === 'bpmn:BoundaryEvent') {
      element.attachedTo = nodeAt(node, 'attachedToRef')?.id ?? ''
      element.interrupting = node.cancelActivity !== false
    }
    // what is empty is left out: the graph is stored with each version and sent to the browser
    this.graph.elements[id] = JSON.parse(JSON.stringify({ ...element, ...commonExtensions(node), ...own }))
    this.graph.order.push(id)
    if (node.$type === 'bpmn:SubProcess') {
      this.readScope(node, id)
      const inside = Object.values(this.graph.elements).filter((each) => each.scope === id)
      this.graph.elements[id]!.children = inside.map((each) => each.id)
      this.graph.elements[id]!.starts = inside.filter((each) => each.kind === 'noneStart').map((each) => each.id)
    }
  }

  private readFlows(container: ModdleNode): void {
    const { elements, flows } = this.graph
    for (const node of nodes(container, 'flowElements')) {
      if (node.$type !== 'bpmn:SequenceFlow') {
        if (node.id && elements[node.id]?.children) this.readFlows(node)
        continue
      }
      const source = nodeAt(node, 'sourceRef')?.id
      const target = nodeAt(node, 'targetRef')?.id
      if (!node.id) {
        this.problems.push(whole('id_missing', 'A sequence flow has no id.', 'Give it an id.'))
        continue
      }
      const from = source === undefined ? undefined : elements[source]
      const to = target === undefined ? undefined : elements[target]
      if (!from || !to) {
        if (!this.refused.has(source ?? '') && !this.refused.has(target ?? '')) this.looseEnd(node)
        continue
      }
      if (from.scope !== to.scope) {
        this.problems.push({
          ...about(node),
          code: 'flow_crosses_border',
          message: 'A sequence flow cannot cross the border of a subprocess.',
          suggestion: 'End the flow at the subprocess itself.',
        })
        continue
      }
      const flow: GraphFlow = { id: node.id, source: from.id, target: to.id }
      const name = textAt(node, 'name')
      const condition = textAt(nodeAt(node, 'conditionExpression'), 'body')
      if (name) flow.name = name
      if (condition !== undefined) flow.condition = condition
      flows[flow.id] = flow
      from.outgoing.push(flow.id)
      to.incoming.push(flow.id)
    }
  }

  private looseEnd(node: ModdleNode): void {
    this.problems.push({
      ...about(node),
      code: 'flow_not_connected',
      message: 'This sequence flow does not connect two elements.',
      suggestion: 'Connect both of its ends or delete it.',
    })
  }

  private attach(element: GraphElement): void {
    if (element.attachedTo !== undefined) {
      const host = this.graph.elements[element.attachedTo]
      if (host) host.boundary.push(element.id)
      else if (!this.refused.has(element.attachedTo)) {
        this.problems.push({
          elementId: element.id,
          elementName: element.name,
          code: 'boundary_not_attached',
          message: 'This boundary event is not attached to an activity.',
          suggestion: 'Drag it onto the border of an activity.',
          severity: 'error',
        })
      }
    }
    if (element.scope !== null) return
    if (element.kind === 'noneStart' || element.kind === 'messageStart') this.graph.starts.push(element.id)
    if (element.kind === 'messageStart' && element.message) {
      const condition = element.properties?.['tok:condition']
      const trigger = { startEvent: element.id, event: element.message.name }
      this.graph.triggers.push(condition ? { ...trigger, condition } : trigger)
    }
  }
}

function chooseProcess(definitions: ModdleNode, problems: Problem[]): ModdleNode | null {
  const processes = nodes(definitions, 'rootElements').filter((node) => node.$type === 'bpmn:Process')
  const executable = processes.filter((node) => node.isExecutable === true)
  const candidates = executable.length > 0 ? executable : processes
  if (candidates.length === 1) return candidates[0]!
  if (candidates.length === 0) {
    problems.push(whole('process_missing', 'The model contains no process.', 'Draw a process with a start event.'))
    return null
  }
  const names = candidates.map((node) => `"${textAt(node, 'name') ?? node.id}"`).join(', ')
  problems.push(
    whole(
      'several_processes',
      `The model contains several processes: ${names}.`,
      'Keep one executable process in a model.',
    ),
  )
  return null
}

function poolName(definitions: ModdleNode, process: ModdleNode): string | undefined {
  const pools = nodes(definitions, 'rootElements').flatMap((node) => nodes(node, 'participants'))
  return textAt(
    pools.find((pool) => nodeAt(pool, 'processRef') === process),
    'name',
  )
}

/** What bpmn-moddle could not read, in words for the person who drew it. */
function problemOf({ message, element, property, value }: ModdleWarning): Problem {
  const duplicate = /duplicate ID <([^>]*)>/.exec(message)?.[1]
  if (duplicate !== undefined) {
    return {
      elementId: duplicate,
      code: 'duplicate_id',
      message: `Two elements have the id "${duplicate}".`,
      suggestion: 'Give one of them another id.',
      severity: 'error',
    }
  }
  const unresolved = /unresolved reference/.test(message)
  if (unresolved) {
    const isDrawing = element?.$type.startsWith('bpmndi:') ?? false
    const isCopy = property === 'bpmn:incoming' || property === 'bpmn:outgoing' || property === 'bpmn:flowNodeRef'
    return {
      elementId: element?.id ?? '',
      code: 'broken_reference',
      message: `"${element?.id ?? ''}" refers to "${String(value)}", which is not in the model.`,
      suggestion: isDrawing ? 'Draw it again.' : 'Choose another or add what is missing.',
      severity: isDrawing || isCopy ? 'warning' : 'error',
    }
  }
  const tag = /unparsable content <\/?([^/>]*)/.exec(message)?.[1]
  const isDrawing = /^(bpmndi|dc|di):/.test(tag ?? '')
  return {
    elementId: '',
    code: 'unknown_element',
    message: tag ? `<${tag}> is not an element of BPMN or of Camunda 8.` : message.split('\n')[0]!,
    suggestion: 'Remove it.',
    severity: isDrawing ? 'warning' : 'error',
  }
}

function about(node: ModdleNode): Pick<Problem, 'elementId' | 'elementName' | 'severity'> {
  return { elementId: node.id ?? '', elementName: textAt(node, 'name'), severity: 'error' }
}

function whole(code: string, message: string, suggestion?: string): Problem {
  return { elementId: '', code, message, suggestion, severity: 'error' }
}
