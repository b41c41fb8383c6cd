import { existsSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import helmet, { type HelmetOptions } from 'helmet'
import type { Deps } from './core/deps.ts'
import { notFound, Refusal } from './core/errors.ts'
import { answerError, localeOf, mountRoutes } from './core/http.ts'
import type { Hint, Live } from './core/live.ts'
import { repositoryRoot, version } from './core/paths.ts'
import { problemOf } from './core/problems.ts'
import { authenticate } from './modules/staff/authenticate.ts'
import { routes } from './routes.ts'

/** How long requests that are being answered may take when the server ends. */
const DRAIN_MS = 10_000

/** A page may be open for long before somebody signs in; what it shows then is no older than this. */
const LONGEST_AGE_MS = 60_000
/** The way of the request, and clocks that are no quicker than a millisecond. */
const AGE_MARGIN_MS = 1_000

/** The HTTP server over deps, not yet listening. */
export async function buildApp(deps: Deps, live: Live): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    trustProxy: process.env.TOK_TRUST_PROXY === '1',
    routerOptions: { maxParamLength: 200 },
    // Addresses that no route can be asked about.
    frameworkErrors: (error, request, reply) => answerError(deps, error, request, reply as FastifyReply),
    forceCloseConnections: 'idle',
  })
  const who = authenticate(deps)
  const streams = new Set<ServerResponse>()
  app.addHook('preClose', (done) => {
    // Browsers ask the next node for theirs; what is being answered is answered, in its time.
    for (const stream of streams) {
      const { socket } = stream
      stream.end(() => socket?.destroySoon())
    }
    const until = performance.now() + DRAIN_MS
    const drain = setInterval(() => {
      const late = performance.now() > until
      if (late) clearInterval(drain)
      app.server[late ? 'closeAllConnections' : 'closeIdleConnections']()
    }, 50).unref()
    app.server.once('close', () => clearInterval(drain))
    done()
  })

  const headers = protecting(deps.config.publicUrl)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new Refusal('rate_limited', { status: 429 }),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tok',
        version,
        description:
          'The API of Tok. Sign in with a bearer token (`tok token create --user E-MAIL`). Errors are problem details (RFC 9457) with a stable `code`.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  if (!process.env.TOK_GENERATING) await app.register(swaggerUi, { routePrefix: '/api/docs' })

  app.get('/api/live', { schema: { hide: true } }, async (request, reply) => {
    const user = await who(request)
    if (!user) throw new Refusal('unauthenticated', { status: 401 })
    reply.hijack()
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 2000\n\n')
    streams.add(reply.raw)
    // Hints only: the browser asks again for what it shows, through the same rights as ever.
    const tell = (hints: Hint[]) => reply.raw.write(`event: changed\ndata: ${JSON.stringify(hints)}\n\n`)
    const stop = live.listen(tell)
    const { age } = request.query as { age?: string }
    const missed = Math.min(Math.max(0, Number(age) || 0), LONGEST_AGE_MS)
    live.since(missed + AGE_MARGIN_MS).then(
      (hints) => {
        if (hints.length > 0 && !reply.raw.destroyed) tell(hints)
      },
      // The browser opens its line anew and asks for everything.
      () => reply.raw.destroy(),
    )
    const beat = setInterval(() => reply.raw.write(': beat\n\n'), 20_000)
    request.raw.on('close', () => {
      clearInterval(beat)
      streams.delete(reply.raw)
      stop()
    })
  })

  mountRoutes(app, deps, routes, who)

  const web = join(repositoryRoot, 'dist', 'web')
  if (existsSync(join(web, 'index.html'))) {
    await app.register(fastifyStatic, {
      root: web,
      wildcard: false,
      index: false,
      preCompressed: true,
      setHeaders(response, path) {
        // Names of assets hold a digest of what is in them.
        response.header(
          'cache-control',
          path.includes(join('web', 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const page = join(web, 'index.html')
    const isPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w+$/.test(request.url.split('?')[0]!)
    if (isPage && existsSync(page)) {
      return reply.header('cache-control', 'no-cache').type('text/html').send(readFileSync(page))
    }
    return reply
      .code(404)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(notFound(), localeOf(request, null))))
  })
  return app
}

/** The headers by which browsers protect the pages: reckoned once, they are the same for every answer. */
function protecting(publicUrl: string): Record<string, string> {
  const options: HelmetOptions = {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets positions of pop-overs as inline styles.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:', 'data:'],
        frameAncestors: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: publicUrl.startsWith('https:') ? [] : null,
      },
    },
    hsts: publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  }
  const headers: Record<string, string> = {}
  const answer = { setHeader: (name: string, value: string) => (headers[name] = value), removeHeader: () => {} }
  helmet(options)({} as never, answer as never, () => {})
  return headers
}
