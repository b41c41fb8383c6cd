import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Locale } from '../../pure/texts/format.ts'
import { allowAtAll } from './access.ts'
import type { Actor, UserActor } from './actor.ts'
import type { Deps } from './deps.ts'
import { Refusal, unauthenticated } from './errors.ts'
import { fieldErrorsOf, problemOf, problemSchema, refusalOf } from './problems.ts'
import { childOf, newTrace, readTraceparent, tracesNow } from './traces.ts'
import { type Cx, write } from './write.ts'

type Shape = z.ZodType
type Out<S> = S extends z.ZodType ? z.output<S> : undefined

/** Who may call: everybody, anyone signed in, or whoever has the action on the kind (on the record named by a path parameter). */
export type RouteAccess = 'public' | 'signed-in' | { kind: string; action: string; of?: string }

export interface Rq<P, Q, B> {
  deps: Deps
  /** The signed-in person; on public routes a visitor. */
  actor: Actor
  /** The signed-in person; throws 401 on a public route without one. */
  user: UserActor
  locale: Locale
  params: P
  query: Q
  body: B
  request: FastifyRequest
  reply: FastifyReply
  /** One transaction; with an Idempotency-Key the first answer is kept 24 h and given again. */
  write<T>(command: (cx: Cx) => Promise<T>): Promise<T>
}

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  operationId: string
  summary: string
  description?: string
  tags?: string[]
  access: RouteAccess
  params?: Shape
  query?: Shape
  body?: Shape
  answer?: Shape
  status?: number
  /** Codes this operation may refuse with, for the documentation. */
  refusals?: string[]
  /** Calls a minute from one address; only for what is open to strangers or costly. */
  rate?: number
  bodyLimit?: number
  /** Takes out by itself what no text may hold (NUL, halves of characters); everywhere else it is refused. */
  cleansText?: boolean
  /** For scripts on any web site: never with cookies, the answer readable everywhere, the preflight answered. */
  crossOrigin?: boolean
  /** Takes what an HTML form posts, too; makes of its pairs what `body` describes. */
  formBody?: (pairs: [name: string, value: string][]) => unknown
  /** Its body, JSON or a form, was signed as it came: `bytesOf(request)` gives the very bytes. */
  keepsBytes?: true
  /** Takes a file as it is (application/octet-stream), of any length: `request.body` is the stream of its bytes. */
  fileBody?: true
  run: (rq: Rq<never, never, never>) => Promise<unknown>
}

/** Declares an operation of the HTTP API: validation, OpenAPI, access and its test all derive from this one object. */
export function defineRoute<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  A extends Shape | undefined,
>(
  route: Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'run'> & {
    params?: P
    query?: Q
    body?: B
    answer?: A
    run: (rq: Rq<Out<P>, Out<Q>, Out<B>>) => Promise<A extends Shape ? z.input<A> | FastifyReply : unknown>
  },
): Route {
  return route as unknown as Route
}

export const idParams = z.strictObject({ id: z.uuid() })

export type Authenticate = (request: FastifyRequest) => Promise<UserActor | null>

/** Language of an answer: the person's own, else what the client asks for, else Polish. */
export function localeOf(request: FastifyRequest, actor: Actor | null): Locale {
  if (actor?.kind === 'user') return actor.locale
  const cookie = /(?:^|;\s*)tok_locale=(pl|en)/.exec(request.headers.cookie ?? '')?.[1]
  if (cookie) return cookie as Locale
  const asked = /\b(pl|en)\b/.exec(request.headers['accept-language'] ?? '')?.[1]
  return (asked as Locale | undefined) ?? 'pl'
}

// Escapes by which JSON can hold what is no text: NUL, and halves of characters.
const NO_TEXT = /\\u(?:0000|d[89a-f])/i

/** Whether all texts of a parsed document can be kept and shown as they are. */
function isText(value: unknown): boolean {
  if (typeof value === 'string') return !/\0|\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, held]) => isText(key) && isText(held))
}

/** Answers with a problem document; what is a fault of ours is logged and not told. */
export function answerError(deps: Deps, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const locale = localeOf(request, (request as { actor?: Actor }).actor ?? null)
  let refusal = refusalOf(error)
  if (!refusal) {
    deps.log.error({ err: error, method: request.method, route: request.routeOptions.url, id: request.id })
    refusal = new Refusal('unexpected', { status: 500, params: { id: request.id } })
  }
  if (refusal.status === 413) reply.header('connection', 'close')
  reply
    .code(refusal.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(refusal, locale)))
}

/** Puts the body parsers, the error answers and every route on the Fastify instance. */
export function mountRoutes(app: FastifyInstance, deps: Deps, routes: Route[], authenticate: Authenticate): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    keepBytes(request, bytes)
    if (bytes.length === 0) return done(null, undefined)
    if (!isUtf8(bytes)) return done(new Refusal('invalid_text', { status: 400 }))
    let body: unknown
    let text: boolean | undefined
    try {
      const sent = bytes.toString('utf8')
      body = JSON.parse(sent)
      const { cleansText } = request.routeOptions.config as Pick<Route, 'cleansText'>
      text = cleansText || !NO_TEXT.test(sent) || isText(body)
    } catch {
      return done(new Refusal('malformed_json', { status: 400 }))
    }
    if (text) done(null, body)
    else done(new Refusal('invalid_text', { status: 400 }))
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, bytes: Buffer, done) => {
      const { formBody } = request.routeOptions.config as Pick<Route, 'formBody'>
      if (keepBytes(request, bytes) && !formBody) return done(null, undefined)
      // Refused elsewhere: any site can make a browser post this type with our cookies, without asking first.
      if (!formBody) return done(new Refusal('unsupported_media_type', { status: 415 }))
      try {
        done(null, formBody(readPairs(bytes)))
      } catch {
        done(new Refusal('invalid_text', { status: 400 }))
      }
    },
  )
  app.addContentTypeParser('application/octet-stream', (request, stream, done) => {
    const { fileBody } = request.routeOptions.config as Pick<Route, 'fileBody'>
    done(fileBody ? null : new Refusal('unsupported_media_type', { status: 415 }), stream)
  })
  app.setValidatorCompiler(({ schema }) => (data) => {
    const parsed = (schema as z.ZodType).safeParse(data, { reportInput: true })
    return parsed.success
      ? { value: parsed.data }
      : { error: new Refusal('invalid_request', { status: 422, fields: fieldErrorsOf(parsed.error) }) }
  })
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler((error, request, reply) => answerError(deps, error, request, reply))

  for (const path of new Set(routes.filter((route) => route.crossOrigin).map((route) => route.path))) {
    app.options(path, { schema: { hide: true } as object, onRequest: openToOrigins }, (_request, reply) =>
      reply.code(204).send(),
    )
  }
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyLimit ? { bodyLimit: route.bodyLimit } : {}),
      // A hook, so that a refused body or too many calls can be read by the foreign page, too.
      onRequest: [...(route.crossOrigin ? [openToOrigins] : []), admit(route, authenticate)],
      config: {
        ...(route.rate ? { rateLimit: { max: route.rate, timeWindow: '1 minute' } } : {}),
        ...(route.formBody ? { formBody: route.formBody } : {}),
        ...(route.cleansText ? { cleansText: true } : {}),
        ...(route.fileBody ? { fileBody: true } : {}),
        ...(route.keepsBytes ? { keepsBytes: true } : {}),
      },
      schema: {
        // Pages and scripts for strangers' browsers are no part of the API.
        hide: !route.path.startsWith('/api/'),
        operationId: route.operationId,
        summary: route.summary,
        description: describe(route),
        tags: route.tags ?? [route.operationId.split('.')[0]!],
        ...(route.access === 'public' ? { security: [] } : {}),
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        ...(route.body ? { body: route.body } : {}),
        ...(route.fileBody ? { consumes: ['application/octet-stream'] } : {}),
        ...(route.formBody ? { consumes: ['application/json', 'application/x-www-form-urlencoded'] } : {}),
        response: {
          ...(route.answer ? { [route.status ?? 200]: route.answer } : { [route.status ?? 204]: z.null() }),
          default: problemSchema,
        },
      },
      handler: traced(deps, route, async (request, reply) => {
        const user = callers.get(request) ?? null
        const actor: Actor = user ?? { kind: 'visitor', id: 'web' }
        const rq = {
          deps,
          actor,
          get user() {
            if (!user) throw unauthenticated()
            return user
          },
          locale: localeOf(request, user),
          params: request.params,
          query: request.query,
          body: request.body,
          request,
          reply,
          write: (command: (cx: Cx) => Promise<unknown>) => writeOnce(deps, actor, route, request, command),
        } as unknown as Rq<never, never, never>
        const answer = await route.run(rq)
        if (reply.sent || answer === reply) return reply
        if (!route.answer) return reply.code(route.status ?? 204).send()
        return reply
          .code(route.status ?? 200)
          .type('application/json')
          .send(answer)
      }),
    })
  }
}

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/**
 * A command as a span, where traces are collected: in the trace of the program that calls where it is signed in and says so
 * (`traceparent`), else one of its own. Reading changes nothing and is not told of.
 */
function traced(deps: Deps, route: Route, handle: Handle): Handle {
  if (route.method === 'GET') return handle
  return async (request, reply) => {
    const { traces } = deps
    if (!traces) return handle(request, reply)
    // A stranger does not say what is kept.
    const parent = callers.has(request) ? readTraceparent(request.headers.traceparent) : null
    const ref = parent ? childOf(parent) : newTrace(traces)
    const from = tracesNow()
    let status = 500
    let code: string | undefined = 'unexpected'
    try {
      const answer = await traces.within(ref, () => handle(request, reply))
      status = reply.statusCode
      code = undefined
      return answer
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal) ({ status, code } = refusal)
      throw error
    } finally {
      traces.emit({
        name: route.operationId,
        ref,
        parent,
        kind: 'server',
        from,
        to: tracesNow(),
        attributes: {
          'http.request.method': route.method,
          'http.route': route.path,
          'http.response.status_code': status,
          // What somebody may not do or wrote wrong is no failure of the server.
          'tok.refusal': status < 500 ? code : undefined,
        },
        error: status < 500 ? undefined : code,
      })
    }
  }
}

/** Who sent a request that was admitted; nobody for a visitor's. */
const callers = new WeakMap<FastifyRequest, UserActor>()

/** Before anything of the request is read: who calls, and whether he or she may do such a thing at all. */
function admit(route: Route, authenticate: Authenticate) {
  return async (request: FastifyRequest): Promise<void> => {
    const user = await authenticate(request)
    if (user) callers.set(request, user)
    ;(request as { actor?: Actor }).actor = user ?? undefined
    if (route.access !== 'public' && !user) throw unauthenticated()
    if (typeof route.access === 'object') allowAtAll(user!, route.access.kind, route.access.action)
  }
}

function openToOrigins(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '7200',
    'cross-origin-resource-policy': 'cross-origin',
  })
  done()
}

const kept = new WeakMap<FastifyRequest, Buffer>()

function keepBytes(request: FastifyRequest, bytes: Buffer): boolean {
  const { keepsBytes = false } = request.routeOptions.config as Pick<Route, 'keepsBytes'>
  if (keepsBytes) kept.set(request, bytes)
  return keepsBytes
}

/** What a caller sent to a route that `keepsBytes`, byte by byte. */
export const bytesOf = (request: FastifyRequest): Buffer => kept.get(request) ?? Buffer.alloc(0)

/** The bytes a caller sent as a file; refuses (415) anything else. */
export function fileOf(request: FastifyRequest): Readable {
  if (request.body instanceof Readable) return request.body
  throw new Refusal('unsupported_media_type', { status: 415 })
}

/**
 * Answers with a file to keep, as its pieces come; `ended` hears whether all of them were taken. `name` may hold any
 * letters.
 */
export function sendFile(
  reply: FastifyReply,
  file: { name: string; type: string; pieces: AsyncIterable<string | Uint8Array> },
  ended: (whole: boolean) => Promise<void> = async () => {},
): FastifyReply {
  async function* watched() {
    let whole = false
    try {
      yield* file.pieces
      whole = true
    } finally {
      await ended(whole)
    }
  }
  return reply
    .type(file.type)
    .headers({
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'no-store',
    })
    .send(Readable.from(watched()))
}

/** The pairs of application/x-www-form-urlencoded; throws on bytes that are no UTF-8, which URLSearchParams would hide. */
function readPairs(bytes: Buffer): [string, string][] {
  if (!isUtf8(bytes)) throw new URIError('not UTF-8')
  const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '))
  return bytes
    .toString('utf8')
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]
    })
}

function describe(route: Route): string {
  const who =
    route.access === 'public'
      ? 'Open to everybody.'
      : route.access === 'signed-in'
        ? 'Anyone signed in.'
        : `Needs the right \`${route.access.kind}.${route.access.action}\`${route.access.of ? ' on the record' : ''}.`
  const refusals = route.refusals?.length
    ? ` Refuses with ${route.refusals.map((code) => `\`${code}\``).join(', ')}.`
    : ''
  return `${route.description ? `${route.description} ` : ''}${who}${refusals}`
}

/**
 * Honours `Idempotency-Key` on POST: the key's row commits with the command, so a repeated call finds either nothing
 * or the whole first answer.
 */
async function writeOnce<T>(
  deps: Deps,
  actor: Actor,
  route: Route,
  request: FastifyRequest,
  command: (cx: Cx) => Promise<T>,
): Promise<T> {
  const key = request.headers['idempotency-key']
  if (route.method !== 'POST' || typeof key !== 'string' || actor.kind === 'visitor') return write(deps, actor, command)
  if (key.length === 0 || key.length > 200) throw new Refusal('idempotency_mismatch', { status: 422 })
  const digest = createHash('sha256')
    .update(`${route.operationId}\n${JSON.stringify(request.params ?? null)}\n${JSON.stringify(request.body ?? null)}`)
    .digest()
  return write(deps, actor, async (cx) => {
    const mine = await cx.db
      .insertInto('idempotency_keys')
      .values({ actor: actor.id, key, request_digest: digest })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (Number(mine.numInsertedOrUpdatedRows ?? 0) === 0) {
      const kept = await cx.db
        .selectFrom('idempotency_keys')
        .select(['request_digest', 'answer'])
        .where('actor', '=', actor.id)
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      if (!digest.equals(kept.request_digest)) throw new Refusal('idempotency_mismatch', { status: 422 })
      return (kept.answer as { answer: T }).answer
    }
    const answer = await command(cx)
    await cx.db
      .updateTable('idempotency_keys')
      .set({ answer: JSON.stringify({ answer }) })
      .where('actor', '=', actor.id)
      .where('key', '=', key)
      .execute()
    return answer
  })
}
