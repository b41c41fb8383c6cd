/** Elements a token can stand on, by the id, with the name the model gives them. */
export function namesIn(bpmn: string): Map<string, string> {
  const nodes = [...parsed(bpmn).querySelectorAll('process [id][name]')].filter(
    (node) => node.localName !== 'sequenceFlow',
  )
  return new Map(nodes.map((node) => [node.getAttribute('id')!, node.getAttribute('name')!]))
}

/**
 * The model as it is drawn: its elements named in the reader's language (a model speaks the one it was drawn in), and laid
 * out if it came without a drawing.
 */
export async function drawable(bpmn: string, names: Record<string, string> | null): Promise<string> {
  const model = parsed(bpmn)
  if (names) {
    for (const node of model.querySelectorAll('[id][name]')) {
      const name = names[node.getAttribute('id')!]
      if (name) node.setAttribute('name', name)
    }
  }
  const written = () => new XMLSerializer().serializeToString(model)
  if (model.getElementsByTagNameNS(DI, 'BPMNShape').length > 0) return written()
  openSubprocesses(model)
  tellFlows(model)
  const { layoutProcess } = await import('bpmn-auto-layout')
  return layoutProcess(written())
}

/** How things are called, by their ids. */
export type Words = Record<string, { pl: string; en: string }>

/** The model with what it still calls as it came called so in a language; what somebody named is left alone. */
export function inLanguage(bpmn: string, words: Words, locale: 'pl' | 'en'): string {
  const model = parsed(bpmn)
  const from = locale === 'pl' ? 'en' : 'pl'
  let changed = false
  for (const node of model.querySelectorAll('[id][name]')) {
    const word = words[node.getAttribute('id')!]
    if (!word || word[from] !== node.getAttribute('name')) continue
    node.setAttribute('name', word[locale])
    changed = true
  }
  return changed ? new XMLSerializer().serializeToString(model) : bpmn
}

const DI = 'http://www.omg.org/spec/BPMN/20100524/DI'
const DC = 'http://www.omg.org/spec/DD/20100524/DC'

/** Tells the layout to draw subprocesses open, so that their tokens are seen; it takes that from a drawing alone. */
function openSubprocesses(model: Document): void {
  const add = (parent: Element, namespace: string, name: string, values: Record<string, string>) => {
    const made = parent.appendChild(model.createElementNS(namespace, name))
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value)
    return made
  }
  const process = model.getElementsByTagNameNS('*', 'process')[0]
  const open = ['subProcess', 'transaction', 'adHocSubProcess'].flatMap((name) => [
    ...model.getElementsByTagNameNS('*', name),
  ])
  if (!process || open.length === 0) return
  const diagram = add(model.documentElement, DI, 'bpmndi:BPMNDiagram', { id: 'sketch' })
  const plane = add(diagram, DI, 'bpmndi:BPMNPlane', {
    id: 'sketch_plane',
    bpmnElement: process.getAttribute('id') ?? '',
  })
  for (const [place, { id }] of open.entries()) {
    const shape = add(plane, DI, 'bpmndi:BPMNShape', {
      id: `sketch_${place}`,
      bpmnElement: id,
      isExpanded: 'true',
    })
    add(shape, DC, 'dc:Bounds', { x: '0', y: '0', width: '1', height: '1' })
  }
}

/** The layout goes along what elements say of their flows, which not every file does. */
function tellFlows(model: Document): void {
  const elements = new Map([...model.querySelectorAll('process [id]')].map((one) => [one.getAttribute('id'), one]))
  for (const flow of model.querySelectorAll('process sequenceFlow')) {
    const id = flow.getAttribute('id')
    for (const [end, name] of [
      ['sourceRef', 'outgoing'],
      ['targetRef', 'incoming'],
    ] as const) {
      const element = elements.get(flow.getAttribute(end))
      const told = [...(element?.children ?? [])].some((one) => one.localName === name && one.textContent === id)
      if (!element || told) continue
      const prefix = flow.prefix ? `${flow.prefix}:` : ''
      element.appendChild(model.createElementNS(flow.namespaceURI, `${prefix}${name}`)).textContent = id
    }
  }
}

const parsed = (bpmn: string) => new DOMParser().parseFromString(bpmn, 'application/xml')
