import { fieldsOfForm } from '../process-design/forms.ts'
import type { Decision } from './decision.ts'
import { understood } from './dialect.ts'
import { linkFrom } from './elements/events/definitions.ts'
import { behaviourOf, behaviours } from './elements/index.ts'
import type { Graph, GraphElement, GraphFlow } from './graph.ts'
import { loopOf } from './loop-xml.ts'
import { type Problem, problem } from './problem.ts'
import { refusal, refusedExtensions } from './refusals.ts'
import { commonExtensions, extensionsOf, type ModdleNode, nodeAt, nodes, textAt } from './xml.ts'

/** What a model is read for. A simulation takes what a running process would need to be told as done by itself. */
export type Purpose = 'run' | 'simulate'

const DRAWN_ONLY = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

export interface Surroundings {
  /** The name of the pool around the process, used where the process has none */
  pool: string | undefined
  decisions: Record<string, Decision>
  purpose: Purpose
}

/** Reads one process into a graph and notes what is wrong with it on the way. */
export function readProcess(process: ModdleNode, surroundings: Surroundings, problems: Problem[]): Graph {
  return new GraphReader(process, surroundings, problems).read()
}

class GraphReader {
  private readonly graph: Graph
  private readonly process: ModdleNode
  private readonly purpose: Purpose
  private readonly problems: Problem[]
  /** Elements that were refused: what refers to them is not wrong as well */
  private readonly refused = new Set<string>()

  constructor(process: ModdleNode, { pool, decisions, purpose }: Surroundings, problems: Problem[]) {
    this.process = process
    this.purpose = purpose
    this.problems = problems
    const processId = process.id ?? ''
    this.graph = {
      processId,
      name: textAt(process, 'name') ?? pool ?? processId,
      elements: {},
      flows: {},
      order: [],
      starts: [],
      triggers: [],
    }
    if (Object.keys(decisions).length > 0) this.graph.decisions = decisions
  }

  read(): Graph {
    const { graph } = this
    this.readScope(this.process, null)
    this.readFlows(this.process)
    this.readHandlers(this.process)
    this.joinLinks()
    for (const element of Object.values(graph.elements)) this.attach(element)
    this.readForms()
    const inProcess = graph.order.filter((id) => graph.elements[id]!.scope === null)
    graph.starts = this.startsAmong(inProcess, () => true)
    const handlers = inProcess.filter((id) => graph.elements[id]!.kind === 'eventSubprocess')
    if (handlers.length > 0) graph.eventSubprocesses = handlers
    for (const element of Object.values(graph.elements)) {
      if (element.children) this.readStarts(element, element.children)
    }
    return graph
  }

  private readScope(container: ModdleNode, scope: string | null): void {
    for (const node of nodes(container, 'flowElements')) {
      if (node.$type === 'bpmn:SequenceFlow' || DRAWN_ONLY.has(node.$type)) continue
      if (!node.id) {
        this.problems.push(problem(node, 'id_missing', { kind: node.$type.replace('bpmn:', '') }))
        continue
      }
      takeInDefinition(node)
      const behaviour = behaviours.find((each) => each.accepts(node))
      const reason = refusal(node, behaviour)
      if (reason) {
        this.problems.push(reason)
        this.refused.add(node.id)
      }
      if (!behaviour) {
        this.refuseInside(node)
        continue
      }
      this.problems.push(...refusedExtensions(node, behaviour.extensions ?? []))
      this.readElement(node, scope, behaviour.kind, behaviour.read?.(node))
    }
  }

  private readForms(): void {
    const forms = extensionsOf(this.process).filter(({ $type }) => $type === 'zeebe:UserTaskForm')
    for (const element of Object.values(this.graph.elements)) {
      const id = element.formKey?.replace(/^camunda-forms:bpmn:/, '')
      const form = forms.find((one) => one.id === id)
      const fields = form && fieldsOfForm(String(form.body ?? ''))
      if (fields?.length) element.form = fields
    }
  }

  private refuseInside(node: ModdleNode): void {
    for (const inner of nodes(node, 'flowElements')) {
      if (inner.id) this.refused.add(inner.id)
      this.refuseInside(inner)
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
    if (node.isForCompensation === true) element.forCompensation = true
    const read = JSON.parse(JSON.stringify({ ...element, ...commonExtensions(node), ...loopOf(node), ...own }))
    this.graph.elements[id] = read
    this.graph.order.push(id)
    if (node.$type === 'bpmn:SubProcess' || node.$type === 'bpmn:Transaction') {
      this.readScope(node, id)
      read.children = this.graph.order.filter((each) => this.graph.elements[each]!.scope === id)
    }
  }

  private readStarts(element: GraphElement, children: string[]): void {
    const isHandler = element.kind === 'eventSubprocess'
    element.starts = this.startsAmong(children, (child) => isHandler || child.kind === 'noneStart')
    const handlers = children.filter((id) => this.graph.elements[id]!.kind === 'eventSubprocess')
    if (handlers.length > 0) element.eventSubprocesses = handlers
  }

  private startsAmong(ids: string[], wanted: (element: GraphElement) => boolean): string[] {
    const elements = ids.map((id) => this.graph.elements[id]!)
    const begins = elements.filter((each) => behaviourOf(each.kind).begins)
    if (begins.length > 0 || this.purpose === 'run') return begins.filter(wanted).map((each) => each.id)
    // start events are optional: without one, all that no flow leads to begins (BPMN 2.0.2, 13.2)
    return elements
      .filter((each) => each.incoming.length === 0 && each.attachedTo === undefined)
      .filter((each) => each.kind !== 'eventSubprocess' && !each.forCompensation)
      .map((each) => each.id)
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
        this.problems.push(problem(node, 'id_missing', { kind: 'SequenceFlow' }))
        continue
      }
      const from = source === undefined ? undefined : elements[source]
      const to = target === undefined ? undefined : elements[target]
      if (!from || !to) {
        if (!this.refused.has(source ?? '') && !this.refused.has(target ?? '')) {
          this.problems.push(problem(node, 'flow_not_connected'))
        }
        continue
      }
      if (from.scope !== to.scope) {
        this.problems.push(problem(node, 'flow_crosses_border'))
        continue
      }
      flows[node.id] = readFlow(node, from.id, to.id)
      from.outgoing.push(node.id)
      to.incoming.push(node.id)
    }
  }

  /** An association leads from a compensation event to what undoes its activity: a token goes that way. */
  private readHandlers(container: ModdleNode): void {
    const { elements, flows } = this.graph
    for (const node of nodes(container, 'artifacts')) {
      if (node.$type !== 'bpmn:Association' || !node.id) continue
      const ends = [nodeAt(node, 'sourceRef')?.id, nodeAt(node, 'targetRef')?.id].map((id) => elements[id ?? ''])
      const event = ends.find((each) => each?.kind === 'boundaryCompensation')
      const handler = ends.find((each) => each?.forCompensation)
      if (!event || !handler || event.scope !== handler.scope) continue
      flows[node.id] = { id: node.id, source: event.id, target: handler.id }
      event.outgoing.push(node.id)
      handler.incoming.push(node.id)
    }
    for (const node of nodes(container, 'flowElements')) {
      if (node.id && elements[node.id]?.children) this.readHandlers(node)
    }
  }

  /** A link is a sequence flow that is not drawn. */
  private joinLinks(): void {
    const elements = Object.values(this.graph.elements)
    for (const from of elements.filter(({ kind }) => kind === 'linkThrow')) {
      const to = elements.find(
        ({ kind, link, scope }) => kind === 'catchLink' && link === from.link && scope === from.scope,
      )
      if (!to) continue
      const id = linkFrom(from.id)
      this.graph.flows[id] = { id, source: from.id, target: to.id }
      from.outgoing.push(id)
      to.incoming.push(id)
    }
  }

  private attach(element: GraphElement): void {
    if (element.attachedTo !== undefined) {
      const host = this.graph.elements[element.attachedTo]
      if (host) host.boundary.push(element.id)
      else if (!this.refused.has(element.attachedTo)) this.problems.push(problem(element, 'boundary_not_attached'))
    }
    if (element.scope === null && element.kind === 'messageStart' && element.message) {
      const condition = element.properties?.['tok:condition']
      const trigger = { startEvent: element.id, event: element.message.name }
      this.graph.triggers.push(condition ? { ...trigger, condition } : trigger)
    }
  }
}

/** An event may refer to a definition that several share, instead of holding one. */
function takeInDefinition(node: ModdleNode): void {
  const shared = nodes(node, 'eventDefinitionRef')
  if (shared.length !== 1 || nodes(node, 'eventDefinitions').length > 0) return
  node.eventDefinitions = shared
  node.eventDefinitionRef = []
}

function readFlow(node: ModdleNode, source: string, target: string): GraphFlow {
  const flow: GraphFlow = { id: node.id!, source, target }
  const name = textAt(node, 'name')
  if (name) flow.name = name
  const expression = nodeAt(node, 'conditionExpression')
  const condition = textAt(expression, 'body')
  if (condition === undefined) return flow
  const read = understood(condition, textAt(expression, 'language') ?? expression?.$attrs?.language)
  if ('feel' in read) flow.condition = read.feel
  else flow.foreign = { expression: condition, language: read.language }
  return flow
}
