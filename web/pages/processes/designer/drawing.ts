import Modeler from 'bpmn-js/lib/Modeler'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json'
import type { StepOffer } from '../../../../pure/process-design/offers.ts'
import { LOOK } from '../../../components/diagram/use-drawing.ts'

/** A node of moddle: what its properties are depends on its type. */
export interface Node {
  $type: string
  id?: string
  name?: string
  $parent?: Node
  // biome-ignore lint/suspicious/noExplicitAny: moddle's own types end here
  [property: string]: any
}

/** An element as bpmn-js draws it. */
export interface Shape {
  id: string
  type: string
  businessObject: Node
  x: number
  y: number
  width: number
  height: number
  parent?: Shape
  host?: Shape
  labelTarget?: Shape
  waypoints?: { x: number; y: number }[]
  children?: Shape[]
  incoming: Shape[]
  outgoing: Shape[]
  attachers?: Shape[]
  source?: Shape
  target?: Shape
}

interface Modeling {
  updateProperties(element: Shape, properties: object): void
  updateModdleProperties(element: Shape, node: Node, properties: object): void
  createShape(shape: object, at: object, parent: Shape, hints?: object): Shape
  appendShape(source: Shape, shape: object, at: object, parent?: Shape, hints?: object): Shape
  connect(source: Shape, target: Shape, attributes?: object): Shape
  reconnectEnd(flow: Shape, target: Shape, at: object): void
  layoutConnection(flow: Shape): void
  removeElements(elements: Shape[]): void
  createSpace(moving: Shape[], resizing: Shape[], by: object, direction: string, start: number): void
}

/** What the palette may add besides steps. */
export type Part =
  | ('task' | 'wait' | 'await' | 'until' | 'late' | 'failed' | 'decision' | 'parallel' | 'call')
  | ('undo' | 'undoAll' | 'start' | 'end' | 'stop')

const TYPES: Record<Part, object> = {
  task: { type: 'bpmn:UserTask' },
  wait: { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' },
  await: { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' },
  late: { type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition', cancelActivity: false },
  until: { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:ConditionalEventDefinition' },
  failed: { type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:ErrorEventDefinition' },
  undo: { type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:CompensateEventDefinition' },
  undoAll: { type: 'bpmn:IntermediateThrowEvent', eventDefinitionType: 'bpmn:CompensateEventDefinition' },
  decision: { type: 'bpmn:ExclusiveGateway' },
  parallel: { type: 'bpmn:ParallelGateway' },
  call: { type: 'bpmn:CallActivity' },
  start: { type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' },
  end: { type: 'bpmn:EndEvent' },
  stop: { type: 'bpmn:EndEvent', eventDefinitionType: 'bpmn:TerminateEventDefinition' },
}
const ATTACHED: unknown[] = ['late', 'failed', 'undo'] satisfies Part[]

const GAP = 60
const QUIET = { paletteProvider: ['value', null], contextPadProvider: ['value', null] }

/** The drawing that is being changed, and how: every change can be undone by Ctrl+Z. */
export class Board {
  readonly modeler: Modeler

  private readonly asKept: (xml: string) => string

  /** `asKept`: the model as it is kept, from the one that is drawn. */
  constructor(container: HTMLElement, words: Record<string, string>, asKept: (xml: string) => string) {
    this.asKept = asKept
    this.modeler = new Modeler({
      container,
      ...LOOK,
      moddleExtensions: { zeebe },
      additionalModules: [
        QUIET,
        { translate: ['value', (text: string) => words[text] ?? text] },
        { __init__: ['tokPad'], tokPad: ['type', ContextPad] },
      ],
    } as never)
    this.service('commandStack').register('tok.together', { preExecute: ({ run }: { run: () => void }) => run() })
  }

  get modeling(): Modeling {
    return this.modeler.get('modeling') as Modeling
  }
  get canvas() {
    // biome-ignore lint/suspicious/noExplicitAny: bpmn-js' own type lacks what is used
    return this.modeler.get('canvas') as any
  }
  // biome-ignore lint/suspicious/noExplicitAny: services of diagram-js have no types of their own
  service(name: string): any {
    return this.modeler.get(name)
  }

  element(id: string): Shape | undefined {
    return this.service('elementRegistry').get(id)
  }

  get process(): Node {
    const root = this.canvas.getRootElement().businessObject as Node
    return root.$type === 'bpmn:Process' ? root : (root.participants?.[0]?.processRef ?? root)
  }

  /** Steps in the order in which they are read: from left to right, what is attached behind its host. */
  steps(): Shape[] {
    const all = this.service('elementRegistry').filter((one: Shape) => isStep(one) && !one.labelTarget) as Shape[]
    const place = (one: Shape) => (one.host ? one.host.x + one.host.width + 0.5 : one.x)
    return all.sort((a, b) => place(a) - place(b) || a.y - b.y)
  }

  /** As it is drawn, in the words of who draws. */
  async drawn(): Promise<string> {
    const { xml } = await this.modeler.saveXML({ format: true })
    return xml ?? ''
  }

  /** As it is kept. */
  async xml(): Promise<string> {
    return this.asKept(await this.drawn())
  }

  select(id: string | null): void {
    const found = id === null ? undefined : this.element(id)
    this.service('selection').select(found ?? null)
    if (found) this.canvas.scrollToElement(found, { top: 90, bottom: 90, left: 60, right: 60 })
  }

  /** Several changes that are undone as one. */
  together(run: () => void): void {
    this.service('commandStack').execute('tok.together', { run })
  }

  /** Puts something behind the element that is selected, else at the end; gives its id. */
  add(part: Part | { step: string; offer: StepOffer }, name: string, after: Shape | null): string | null {
    const attributes = typeof part === 'string' ? TYPES[part] : { type: 'bpmn:ServiceTask' }
    const shape = this.service('elementFactory').createShape({ ...attributes }) as Shape
    shape.businessObject.name = name
    let placed: Shape | null = null
    this.together(() => {
      placed = ATTACHED.includes(part) ? this.attach(shape, after) : this.place(shape, after, part === 'start')
      if (placed) this.fill(placed, part)
    })
    const made = placed as Shape | null
    if (made) this.select(made.id)
    return made?.id ?? null
  }

  private fill(placed: Shape, part: Parameters<Board['add']>[0]): void {
    if (typeof part !== 'string') setStep(this, placed, part.step, part.offer)
    if (part === 'task') {
      this.setExtension(placed, 'zeebe:UserTask', {})
      this.setExtension(placed, 'zeebe:AssignmentDefinition', { assignee: 'record:owner' })
      this.setExtension(placed, 'zeebe:TaskSchedule', { dueDate: 'P2D' })
      setProperty(this, placed, 'tok:calendar', 'company')
    }
    if (part === 'wait' || part === 'late') {
      setTimer(this, placed, 'timeDuration', 'P1D')
      setProperty(this, placed, 'tok:calendar', 'company')
    }
  }

  private attach(shape: Shape, after: Shape | null): Shape | null {
    const host = after?.host ?? after
    if (!host || !/Task$|SubProcess$|Transaction$|CallActivity$/.test(host.type)) return null
    const used = host.attachers?.length ?? 0
    const at = { x: host.x + host.width - 24 - 44 * (used % 3), y: host.y + host.height }
    return this.modeling.createShape(shape, at, host, { attach: true })
  }

  private place(shape: Shape, after: Shape | null, alone: boolean): Shape {
    const root = this.canvas.getRootElement() as Shape
    const steps = this.steps()
    let source = alone
      ? null
      : (after ?? steps.filter((one) => !one.outgoing.length && !isEnd(one)).at(-1) ?? steps.at(-1) ?? null)
    // Behind an end is before it.
    if (source && isEnd(source)) source = source.incoming[0]?.source ?? null
    // What undoes a step is tied to it, and nothing flows there.
    if (source && isUndoing(source)) return this.service('autoPlace').append(source, shape) as Shape
    if (!source) {
      const middle =
        steps.length === 0 ? { x: 180, y: 160 } : { x: 180, y: Math.max(...steps.map((one) => one.y)) + 160 }
      return this.modeling.createShape(shape, middle, root)
    }
    const flow = source.outgoing.find(({ type }) => type === 'bpmn:SequenceFlow')
    const forks = /Gateway$/.test(source.type)
    if (!flow?.target || forks || shape.type === 'bpmn:EndEvent') {
      return this.service('autoPlace').append(source, shape, { connection: { type: 'bpmn:SequenceFlow' } }) as Shape
    }
    return this.putInto(shape, source, flow)
  }

  /** Between an element and what follows it: what lies to the right makes room. */
  private putInto(shape: Shape, source: Shape, flow: Shape): Shape {
    const target = flow.target!
    const parent = source.parent!
    const y = source.y + source.height / 2
    const edge = source.x + source.width
    const free = target.x - edge
    const missing = shape.width + 2 * GAP - free
    if (missing > 0) {
      const everything = this.service('elementRegistry').filter(
        (one: Shape) => one.parent && one.type !== 'bpmn:Process',
      ) as Shape[]
      const space = this.service('spaceTool')
      const start = edge + 1
      const { movingShapes, resizingShapes } = space.calculateAdjustments(everything, 'x', missing, start)
      this.modeling.createSpace(movingShapes, resizingShapes, { x: missing, y: 0 }, 'e', start)
    }
    const made = this.modeling.createShape(shape, { x: edge + GAP + shape.width / 2, y }, parent)
    this.modeling.reconnectEnd(flow, made, { x: made.x, y })
    this.modeling.connect(made, target, { type: 'bpmn:SequenceFlow' })
    this.modeling.layoutConnection(flow)
    return made
  }

  remove(element: Shape): void {
    const [before] = element.incoming
    const [next] = element.outgoing
    const joins = !element.host && element.incoming.length === 1 && element.outgoing.length === 1
    const from = before?.source
    const to = next?.target
    this.modeling.removeElements([element])
    // What stood before it goes on to what stood behind it.
    if (joins && from && to && !from.outgoing.some(({ target }) => target === to)) {
      this.modeling.connect(from, to, { type: 'bpmn:SequenceFlow' })
    }
    this.select(null)
  }

  setExtension(element: Shape, type: string, properties: Record<string, unknown> | null): void {
    changeExtensions(this, element, (values) => {
      const rest = values.filter(({ $type }) => $type !== type)
      return properties === null ? rest : [...rest, this.make(type, properties)]
    })
  }

  make(type: string, properties: Record<string, unknown>): Node {
    return this.service('bpmnFactory').create(type, properties)
  }
}

export const isStep = ({ type, waypoints }: Shape): boolean =>
  !waypoints && /Task$|Event$|Gateway$|CallActivity$|SubProcess$|Transaction$/.test(type)
/** Where what undoes a step is attached to it. */
export const isUndoing = (element: Shape): boolean =>
  element.type === 'bpmn:BoundaryEvent' && definitionOf(element)?.$type === 'bpmn:CompensateEventDefinition'
export const isEnd = ({ type }: Shape): boolean => type === 'bpmn:EndEvent'

export const extensionOf = (element: Shape, type: string): Node | undefined =>
  (element.businessObject.extensionElements?.values as Node[] | undefined)?.find(({ $type }) => $type === type)

function changeExtensions(board: Board, element: Shape, change: (values: Node[]) => Node[]): void {
  const before = (element.businessObject.extensionElements?.values ?? []) as Node[]
  const values = change(before)
  const made = values.length > 0 ? board.make('bpmn:ExtensionElements', { values }) : undefined
  for (const value of values) value.$parent = made as Node
  if (made) made.$parent = element.businessObject
  board.modeling.updateProperties(element, { extensionElements: made })
}

export interface Mapping {
  source: string
  target: string
}

const mappingsOf = (element: Shape, property: 'inputParameters' | 'outputParameters'): Mapping[] =>
  ((extensionOf(element, 'zeebe:IoMapping')?.[property] ?? []) as Node[]).map(({ source, target }) => ({
    source: String(source ?? ''),
    target: String(target ?? ''),
  }))
export const inputsOf = (element: Shape): Mapping[] => mappingsOf(element, 'inputParameters')
export const outputsOf = (element: Shape): Mapping[] => mappingsOf(element, 'outputParameters')

export function setMappings(board: Board, element: Shape, inputs: Mapping[], outputs: Mapping[]): void {
  const isEmpty = inputs.length + outputs.length === 0
  const mapping = {
    inputParameters: inputs.map((one) => board.make('zeebe:Input', { ...one })),
    outputParameters: outputs.map((one) => board.make('zeebe:Output', { ...one })),
  }
  board.setExtension(element, 'zeebe:IoMapping', isEmpty ? null : mapping)
}

/** null takes the input away. */
export function setInput(board: Board, element: Shape, target: string, source: string | null): void {
  const inputs = inputsOf(element)
  const at = inputs.findIndex((one) => one.target === target)
  const next =
    source === null
      ? inputs.filter((one) => one.target !== target)
      : at < 0
        ? [...inputs, { source, target }]
        : inputs.map((one) => (one.target === target ? { source, target } : one))
  setMappings(board, element, next, outputsOf(element))
}

export function setStep(board: Board, element: Shape, type: string, offer: StepOffer): void {
  board.setExtension(element, 'zeebe:TaskDefinition', { type })
  const begins = { ...offer.fixed, ...offer.begins }
  const inputs = Object.entries(begins).map(([target, source]) => ({ source, target }))
  const outputs = (offer.outputs ?? []).map((name) => ({ source: `=${name}`, target: name }))
  setMappings(board, element, inputs, outputs)
}

export const propertyOf = (element: Shape, name: string): string | undefined =>
  ((extensionOf(element, 'zeebe:Properties')?.properties ?? []) as Node[]).find((one) => one.name === name)?.value

export function setProperty(board: Board, element: Shape, name: string, value: string | null): void {
  const before = ((extensionOf(element, 'zeebe:Properties')?.properties ?? []) as Node[]).filter(
    (one) => one.name !== name,
  )
  const next = value === null ? before : [...before, board.make('zeebe:Property', { name, value })]
  board.setExtension(element, 'zeebe:Properties', next.length > 0 ? { properties: next } : null)
}

export const definitionOf = (element: Shape): Node | undefined => element.businessObject.eventDefinitions?.[0]

export type TimerKind = 'timeDuration' | 'timeDate' | 'timeCycle'

export function timerOf(element: Shape): { kind: TimerKind; value: string } | null {
  const definition = definitionOf(element)
  if (definition?.$type !== 'bpmn:TimerEventDefinition') return null
  for (const kind of ['timeDuration', 'timeDate', 'timeCycle'] as const) {
    if (definition[kind]?.body) return { kind, value: String(definition[kind].body) }
  }
  return { kind: 'timeDuration', value: '' }
}

export function setTimer(board: Board, element: Shape, kind: TimerKind, value: string): void {
  const made = board.make('bpmn:FormalExpression', { body: value })
  board.modeling.updateModdleProperties(element, definitionOf(element)!, {
    timeDuration: undefined,
    timeDate: undefined,
    timeCycle: undefined,
    [kind]: made,
  })
}

export const awaitedOf = (element: Shape): string => String(definitionOf(element)?.condition?.body ?? '')

export function setAwaited(board: Board, element: Shape, formula: string): void {
  const condition = formula ? board.make('bpmn:FormalExpression', { body: formula }) : undefined
  board.modeling.updateModdleProperties(element, definitionOf(element)!, { condition })
}

export const messageOf = (element: Shape): Node | undefined => definitionOf(element)?.messageRef

/** What it waits for or begins by; `key` says whose of several it is. */
export function setMessage(board: Board, element: Shape, name: string, key: string | null): void {
  const definitions = board.modeler.getDefinitions() as unknown as Node
  const id = `message_${name.replace(/\W+/g, '_')}${key ? '_by_key' : ''}`
  const keyOf = (message: Node) =>
    message.extensionElements?.values?.find(({ $type }: Node) => $type === 'zeebe:Subscription')?.correlationKey ?? null
  const roots = definitions.rootElements as Node[]
  let message = roots.find((one) => one.$type === 'bpmn:Message' && one.name === name && keyOf(one) === key)
  if (!message) {
    const taken = new Set(roots.map((one) => one.id))
    let free = id
    for (let n = 2; taken.has(free); n += 1) free = `${id}_${n}`
    message = board.make('bpmn:Message', { id: free, name })
    message.$parent = definitions
    if (key) {
      const values = [board.make('zeebe:Subscription', { correlationKey: key })]
      message.extensionElements = board.make('bpmn:ExtensionElements', { values })
    }
    roots.push(message)
  }
  board.modeling.updateModdleProperties(element, definitionOf(element)!, { messageRef: message })
}

export const conditionOf = (flow: Shape): string => String(flow.businessObject.conditionExpression?.body ?? '')

export function setCondition(board: Board, flow: Shape, formula: string | null): void {
  const conditionExpression = formula ? board.make('bpmn:FormalExpression', { body: formula }) : undefined
  board.modeling.updateProperties(flow, { conditionExpression })
}

/** By the mouse: pull an arrow from an element, or take it away. Keys do the same in the panel. */
// biome-ignore lint/suspicious/noExplicitAny: a provider of diagram-js
function ContextPad(this: any, contextPad: any, connect: any, modeling: any, translate: any) {
  const icon = (path: string) =>
    `<div class="entry" draggable="true"><svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg></div>`
  contextPad.registerProvider(this)
  this.getContextPadEntries = (element: Shape) => {
    const start = (event: Event) => connect.start(event, element)
    const entries: Record<string, object> = {}
    if (isStep(element) && !isEnd(element)) {
      entries.connect = {
        group: 'connect',
        title: translate('tok.connect'),
        html: icon('M5 12h14M13 6l6 6-6 6'),
        action: { click: start, dragstart: start },
      }
    }
    entries.remove = {
      group: 'edit',
      title: translate('tok.remove'),
      html: icon('M4 7h16M10 11v6M14 11v6M5 7l1 12h12l1-12M9 7V4h6v3'),
      action: { click: () => modeling.removeElements([element]) },
    }
    return entries
  }
}
ContextPad.$inject = ['contextPad', 'connect', 'modeling', 'translate']
