import type { Graph, GraphElement } from '../bpmn/graph.ts'

export type Aspect = 'name' | 'inputs' | 'who' | 'deadline' | 'timer' | 'event' | 'condition' | 'way' | 'form' | 'other'

export interface Difference {
  id: string
  name: string
  kind: string
  change: 'added' | 'removed' | 'changed'
  /** What of it is different; of what is only on one side nothing. */
  aspects: Aspect[]
}

const ASPECTS: Record<string, Aspect> = {
  name: 'name',
  inputs: 'inputs',
  outputs: 'inputs',
  step: 'inputs',
  script: 'inputs',
  assignment: 'who',
  schedule: 'deadline',
  timer: 'timer',
  calendar: 'timer',
  message: 'event',
  signal: 'event',
  formKey: 'form',
  incoming: 'way',
  outgoing: 'way',
  attachedTo: 'way',
  scope: 'way',
}
/** Said by others: flows by the elements at their ends, what lies inside by itself. */
const ASIDE = new Set([
  'id',
  'boundary',
  'children',
  'starts',
  'eventSubprocesses',
  'properties',
  'interrupting',
  'kind',
])

/** What two versions of a process differ in, element by element as the later one has them, then what is gone. */
export function differences(before: Graph, after: Graph): Difference[] {
  const found: Difference[] = []
  for (const id of after.order) {
    const element = after.elements[id]!
    const old = before.elements[id]
    if (!old) found.push(told(element, 'added', []))
    else {
      const aspects = aspectsOf(old, element, before, after)
      if (aspects.length > 0) found.push(told(element, 'changed', aspects))
    }
  }
  for (const id of before.order) if (!after.elements[id]) found.push(told(before.elements[id]!, 'removed', []))
  return found
}

const told = ({ id, name, kind }: GraphElement, change: Difference['change'], aspects: Aspect[]): Difference => ({
  id,
  name: name ?? id,
  kind,
  change,
  aspects,
})

function aspectsOf(old: GraphElement, now: GraphElement, before: Graph, after: Graph): Aspect[] {
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]) as Set<keyof GraphElement>
  const found = new Set<Aspect>()
  for (const key of keys) {
    if (ASIDE.has(key) || key === 'incoming' || key === 'outgoing') continue
    if (!same(old[key], now[key])) found.add(ASPECTS[key] ?? 'other')
  }
  if (!same(old.properties, now.properties) || old.kind !== now.kind || old.interrupting !== now.interrupting) {
    found.add('other')
  }
  const ways = (element: GraphElement, graph: Graph) => element.outgoing.map((id) => graph.flows[id]!.target).sort()
  if (!same(ways(old, before), ways(now, after))) found.add('way')
  const conditions = (element: GraphElement, graph: Graph) =>
    element.outgoing.map((id) => [id, graph.flows[id]!.name, graph.flows[id]!.condition, element.defaultFlow === id])
  if (!found.has('way') && !same(conditions(old, before), conditions(now, after))) found.add('condition')
  return [...found]
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
