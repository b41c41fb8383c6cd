import type { Intent } from '../../pure/bpmn/advance.ts'
import type { Trace } from '../../pure/bpmn/protocol.ts'
import type { Deps } from '../core/deps.ts'
import {
  caseRef,
  childOf,
  errorType,
  newTrace,
  readTraceparent,
  type Span,
  type SpanRef,
  tracesNow,
} from '../core/traces.ts'
import type { Cx } from '../core/write.ts'
import type { Batch, Input, Live, Origins, StepCall } from './batch.ts'
import type { DeliveredRow } from './rows.ts'

/** Elements that one span names, and moves that one link to an event's delivery leads to: enough to find them. */
const MOST_NAMED = 50

/** A batch of the engine as a span, unless there was nothing to do; gives what `work` gives: how much it moved. */
export async function tracedBatch(deps: Deps, name: string, work: () => Promise<number>): Promise<number> {
  const { traces } = deps
  if (!traces) return work()
  const ref = newTrace(traces)
  const from = tracesNow()
  const emit = (moved: number, error?: string) =>
    traces.emit({ name, ref, parent: null, from, to: tracesNow(), attributes: { 'tok.moved': moved }, error })
  try {
    const moved = await traces.within(ref, work)
    if (moved > 0) emit(moved)
    return moved
  } catch (error) {
    emit(0, errorType(error))
    throw error
  }
}

export function originsIn(cx: Cx, rows: DeliveredRow[]): Origins | null {
  if (!cx.deps.traces) return null
  const origins: Origins = { of: new Map(), moves: new Map() }
  for (const { id, trace } of rows) {
    const ref = readTraceparent(trace)
    if (ref && id !== null) origins.of.set(id, ref)
  }
  return origins
}

const placeOf = ({ id, key, version }: Live) => ({
  'tok.case.id': id,
  'tok.process.key': key,
  'tok.process.version': version,
})

/**
 * What one event moved in a case, as a span of the case's trace; the first of a case is the one by which it is known. It links
 * to what caused it (a request, a step of another case, the calling case) and to the batch or the request that did it.
 */
export function tellMove(batch: Batch, input: Input, moves: Trace[], intents: Intent[], from: number): void {
  const { cx, origins } = batch
  const { traces } = cx.deps
  if (!traces) return
  const { instance, event, cause } = input
  const root = caseRef(traces, instance.id)
  const isStart = event.type === 'start'
  const ref = isStart ? root : childOf(root)
  input.trace = ref
  const origin = cause === null ? undefined : origins?.of.get(cause)
  const caller = isStart && instance.calledBy ? caseRef(traces, instance.calledBy.instance) : null
  const incident = intents.find((intent) => intent.type === 'incident.raise')
  const status = instance.state?.status
  cx.span({
    name: isStart ? `case ${instance.key}` : event.type,
    ref,
    parent: isStart ? null : root,
    from,
    to: tracesNow(),
    attributes: {
      ...placeOf(instance),
      'tok.event': event.type,
      'tok.elements': [...new Set(moves.map(({ element }) => element))].slice(0, MOST_NAMED),
      'tok.case.status': status === 'active' ? undefined : status,
    },
    links: [origin, caller, cx.trace],
    error: incident?.code,
  })
  if (cause === null || !origins) return
  const led = origins.moves.get(cause)
  if (!led) origins.moves.set(cause, [ref])
  else if (led.length < MOST_NAMED) led.push(ref)
}

/** The delivery of events in the traces of those who recorded them, with links to where they led. */
export function tellDelivered({ cx, origins }: Batch, events: DeliveredRow[], from: number): void {
  if (!origins || origins.of.size === 0) return
  const to = tracesNow()
  for (const { id, name } of events) {
    const parent = origins.of.get(id)
    if (!parent) continue
    const links = [cx.trace, ...(origins.moves.get(id) ?? [])]
    cx.span({
      name: `deliver ${name}`,
      ref: childOf(parent),
      parent,
      kind: 'consumer',
      from,
      to,
      attributes: {},
      links,
    })
  }
}

/** The span of a step that is about to run: what it records and sends comes from there. */
export function refOfStep({ cx }: Batch, { input }: StepCall): SpanRef | null {
  const { traces } = cx.deps
  return traces ? childOf(input.trace ?? caseRef(traces, input.instance.id)) : null
}

export type StepOutcome = 'succeeded' | 'handed over' | 'refused' | 'tried again' | 'failed'

/** A try of a step, as a span below the move that led to it. */
export function tellStep(
  { cx }: Batch,
  call: StepCall,
  { ref, from, outcome, error }: { ref: SpanRef | null; from: number; outcome: StepOutcome; error?: string },
): void {
  const { traces } = cx.deps
  if (!traces || !ref) return
  const { input, type, element, token } = call
  const span: Span = {
    name: `step ${type}`,
    ref,
    parent: input.trace ?? caseRef(traces, input.instance.id),
    from,
    to: tracesNow(),
    attributes: {
      ...placeOf(input.instance),
      'tok.element': element,
      'tok.token': token,
      'tok.step': type,
      'tok.attempt': (input.attempts?.length ?? 0) + 1,
      'tok.outcome': outcome,
    },
    error,
  }
  cx.span(span)
}
