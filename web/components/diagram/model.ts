import type { SequenceFlow } from './way.ts'

/** Sequence flows of a model, in the order it was written in. */
export function flowsIn(bpmn: string): SequenceFlow[] {
  return [...parsed(bpmn).getElementsByTagNameNS('*', 'sequenceFlow')].map((flow) => ({
    id: flow.getAttribute('id') ?? '',
    source: flow.getAttribute('sourceRef') ?? '',
    target: flow.getAttribute('targetRef') ?? '',
  }))
}

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
  const xml = new XMLSerializer().serializeToString(model)
  if (model.getElementsByTagNameNS('*', 'BPMNShape').length > 0) return xml
  const { layoutProcess } = await import('bpmn-auto-layout')
  return layoutProcess(xml)
}

const parsed = (bpmn: string) => new DOMParser().parseFromString(bpmn, 'application/xml')
