import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CollectedSpan {
  name: string
  trace: string
  span: string
  parent: string | null
  kind: number
  /** The code of what went wrong; null where nothing did. */
  error: string | null
  attributes: Record<string, unknown>
  links: { trace: string; span: string }[]
  /** Of which thread of which node */
  resource: Record<string, unknown>
}

interface Value {
  stringValue?: string
  boolValue?: boolean
  intValue?: number | string
  doubleValue?: number
  arrayValue?: { values: Value[] }
}
type Attributes = { key: string; value: Value }[]

const readValue = ({ arrayValue, intValue, ...other }: Value): unknown =>
  arrayValue ? arrayValue.values.map(readValue) : intValue !== undefined ? Number(intValue) : Object.values(other)[0]
const read = (attributes: Attributes = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, readValue(value)]))

/** Takes traces by OTLP over HTTP as a collector does (opentelemetry-proto, ExportTraceServiceRequest in JSON). */
export async function startCollector() {
  const spans: CollectedSpan[] = []
  const texts: string[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request.setEncoding('utf8')) text += piece
    if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/json') {
      response.writeHead(404).end()
      return
    }
    texts.push(text)
    for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
      for (const each of scopeSpans.flatMap((scope: { spans: object[] }) => scope.spans)) {
        const { name, traceId, spanId, parentSpanId, kind, status, attributes, links = [] } = each
        spans.push({
          ...{ name, trace: traceId, span: spanId, parent: parentSpanId || null, kind },
          error: status.code === 2 ? status.message : null,
          attributes: read(attributes),
          links: links.map((link: { traceId: string; spanId: string }) => ({ trace: link.traceId, span: link.spanId })),
          resource: read(resource.attributes),
        })
      }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    /** All that came, as it came. */
    texts,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
