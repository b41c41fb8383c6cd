import { AsyncLocalStorage } from 'node:async_hooks'
import { DiagLogLevel, diag, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Log } from '../../core/deps.ts'
import { version } from '../../core/paths.ts'
import type { SpanRef, Traces } from '../../core/traces.ts'

/** A batch of the engine tells of thousands of spans at once. */
const QUEUE = 65_536
const PORTION = 2048
const DELAY_MS = 1000
const CLOSE_MS = 5000
const COMPLAIN_MS = 60_000

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER }

/**
 * Traces to a collector by OTLP over HTTP (JSON). The exporter reads its standard environment variables by itself
 * (OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS, _TIMEOUT, _CERTIFICATE ...); the sampler, the queue and the resource are read here.
 */
export function otlpTraces(env: NodeJS.ProcessEnv, thread: string, log: Log): Traces {
  complainTo(log)
  const asked = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL
  if (asked && asked !== 'http/json') log.warn(`traces are sent as http/json, not as ${asked}`)
  const sampler = samplerOf(env)
  const processor = new BatchSpanProcessor({
    exporter: new OTLPTraceExporter(),
    maxQueueSize: Number(env.OTEL_BSP_MAX_QUEUE_SIZE) || QUEUE,
    maxExportBatchSize: Number(env.OTEL_BSP_MAX_EXPORT_BATCH_SIZE) || PORTION,
    scheduledDelayMillis: Number(env.OTEL_BSP_SCHEDULE_DELAY) || DELAY_MS,
  })
  const next = { trace: '', span: '' }
  const provider = new TracerProvider({
    // Ids are given: the one of a case is known before its span, and to other nodes.
    idGenerator: { generateTraceId: () => next.trace, generateSpanId: () => next.span },
    sampler: new ParentBasedSampler({ root: sampler }),
    resource: resourceFromAttributes({ 'service.name': 'tok', 'service.version': version, 'tok.thread': thread }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [processor],
  })
  const tracer = provider.getTracer('tok', version)
  const store = new AsyncLocalStorage<SpanRef>()
  return {
    emit({ name, ref, parent, kind, from, to, attributes, links = [], error }) {
      if (!ref.sampled) return
      next.trace = ref.trace
      next.span = ref.span
      const span = tracer.startSpan(
        name,
        {
          kind: kind ? KINDS[kind] : SpanKind.INTERNAL,
          startTime: hrTime(from),
          attributes: error === undefined ? attributes : { ...attributes, 'error.type': error },
          links: links.flatMap((link) => (link ? [{ context: contextOf(link) }] : [])),
        },
        parent ? trace.setSpanContext(ROOT_CONTEXT, contextOf(parent)) : ROOT_CONTEXT,
      )
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
      span.end(hrTime(Math.max(from, to)))
    },
    samples: (id) =>
      sampler.shouldSample(ROOT_CONTEXT, id, '', SpanKind.INTERNAL, {}, []).decision ===
      SamplingDecision.RECORD_AND_SAMPLED,
    current: () => store.getStore() ?? null,
    within: (ref, work) => store.run(ref, work),
    async close() {
      const late = new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())
      await Promise.race([provider.shutdown().catch(() => {}), late])
    },
  }
}

const contextOf = ({ trace: traceId, span: spanId, sampled }: SpanRef) => ({
  traceId,
  spanId,
  traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
  isRemote: true,
})

const hrTime = (ms: number): [number, number] => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1_000_000)]

/** As OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG say; whether a parent decides is the same for both kinds of names. */
function samplerOf({ OTEL_TRACES_SAMPLER: name = '', OTEL_TRACES_SAMPLER_ARG: share }: NodeJS.ProcessEnv): Sampler {
  if (name.endsWith('always_off')) return new AlwaysOffSampler()
  if (name.endsWith('traceidratio')) return new TraceIdRatioBasedSampler(share === undefined ? 1 : Number(share))
  return new AlwaysOnSampler()
}

/** A collector that is away is told of once a minute; the work goes on. */
function complainTo(log: Log): void {
  let told = 0
  const complain = (message: string) => {
    if (Date.now() - told < COMPLAIN_MS) return
    told = Date.now()
    log.warn({ reason: message.slice(0, 300) }, 'traces: not sent')
  }
  const ignore = () => {}
  diag.setLogger(
    { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
}
