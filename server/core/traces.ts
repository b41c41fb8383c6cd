import { randomBytes } from 'node:crypto'

/** A span as others refer to it; the same that the header `traceparent` says (W3C Trace Context, level 1). */
export interface SpanRef {
  /** 32 hexadecimal digits */
  trace: string
  /** 16 hexadecimal digits */
  span: string
  sampled: boolean
}

/** Something that was done, told when it is over. Ids, keys, counts and codes only: nothing a person entered. */
export interface Span {
  name: string
  ref: SpanRef
  parent: SpanRef | null
  kind?: 'server' | 'client' | 'consumer'
  /** In ms of `tracesNow`. */
  from: number
  to: number
  attributes: Record<string, string | number | boolean | string[] | undefined>
  links?: (SpanRef | null | undefined)[]
  /** The code of what went wrong. */
  error?: string
}

/** Where spans go (docs/decisions/045-traces.md); set in Deps only where somebody collects them. */
export interface Traces {
  emit(span: Span): void
  /** Whether a trace with this id is kept. */
  samples(trace: string): boolean
  /** What the work in hand belongs to. */
  current(): SpanRef | null
  /** Does work that belongs to a span; what it records and sends is known to come from there. */
  within<T>(ref: SpanRef, work: () => T): T
  /** Sends what was told and ends; waits a few seconds at most. */
  close(): Promise<void>
}

/** The moment in ms since 1970, with fractions, by the machine's clock. */
export const tracesNow = (): number => performance.timeOrigin + performance.now()

/** A span in the trace of another. */
export const childOf = ({ trace, sampled }: SpanRef): SpanRef => ({
  trace,
  sampled,
  span: randomBytes(8).toString('hex'),
})

/** A span that begins a trace of its own. */
export function newTrace(traces: Traces): SpanRef {
  const trace = randomBytes(16).toString('hex')
  return { trace, span: randomBytes(8).toString('hex'), sampled: traces.samples(trace) }
}

/**
 * The span by which a case begins, known from its id alone: whatever node or thread moves the case, today or in a month, all of
 * it is one trace. A UUIDv7 is a valid trace id, and its last half a valid span id (never zero: it holds the variant).
 */
export function caseRef(traces: Traces, instance: string): SpanRef {
  const trace = instance.replaceAll('-', '')
  return { trace, span: trace.slice(16), sampled: traces.samples(trace) }
}

export const traceparent = ({ trace, span, sampled }: SpanRef): string => `00-${trace}-${span}-0${sampled ? 1 : 0}`

// Later versions may add to it; ff is none.
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/

export function readTraceparent(text: unknown): SpanRef | null {
  const found = typeof text === 'string' ? TRACEPARENT.exec(text) : null
  return found && { trace: found[1]!, span: found[2]!, sampled: (Number.parseInt(found[3]!, 16) & 1) === 1 }
}

/** A code for what went wrong: never its message, which may say what a person entered. */
export function errorType(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return (
    [code, name].find((each): each is string => typeof each === 'string' && /^\w[\w.-]{0,60}$/.test(each)) ?? 'Error'
  )
}
