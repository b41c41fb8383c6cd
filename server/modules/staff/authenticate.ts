import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { system } from '../../core/actor.ts'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'
import { gathered } from '../../core/gather.ts'
import type { Authenticate } from '../../core/http.ts'
import { write } from '../../core/write.ts'
import { ACTORS_BY_SESSION, ACTORS_BY_TOKEN, type ActorRow, actorOfRow } from './actor-query.ts'
import { sessionTokenOf } from './session-cookie.ts'

export const TOKEN_PREFIX = 'tok_'
export const digestOf = (token: string): Buffer => hash('sha256', token, 'buffer')

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Who calls: by an API token in `Authorization: Bearer`, else by the session's cookie. One prepared query either way.
 * What a cookie changes must come from our own pages; a token is never sent by a browser by itself.
 */
export function authenticate(deps: Deps): Authenticate {
  const byToken = finder(deps, 'actors-by-token', ACTORS_BY_TOKEN)
  const bySession = finder(deps, 'actors-by-session', ACTORS_BY_SESSION)

  return async (request) => {
    const { authorization } = request.headers
    if (authorization !== undefined) {
      const token = /^Bearer +(\S{1,200})$/i.exec(authorization)?.[1]
      if (!token) return null
      const row = await byToken(digestOf(token).toString('hex'))
      if (!row) return null
      if (row.stale) markUsed(deps, row.key_id!)
      return actorOfRow(row)
    }
    const session = sessionTokenOf(deps, request)
    if (!session) return null
    if (!READS.has(request.method) && !fromOurPages(deps, request)) {
      // A form embedded on another site is open to everybody: there the cookie just does not count.
      if (isPublic(request)) return null
      throw new Refusal('cross_origin', { status: 403 })
    }
    const row = await bySession(session)
    return row ? actorOfRow(row) : null
  }
}

/** Asks for all who call at the same moment in one query, for each once. Nothing is remembered: a revoked key is void at once. */
function finder(deps: Deps, name: string, text: string): (key: string) => Promise<ActorRow | undefined> {
  return gathered(100, async (keys) => {
    const { rows } = await deps.database.pool.query<ActorRow & { key: string }>({
      name,
      text,
      values: [JSON.stringify([...new Set(keys)])],
    })
    const found = new Map(rows.map((row) => [row.key, row]))
    return keys.map((key) => found.get(key))
  })
}

/** Whether the browser says that one of our own pages sent this. */
export function fromOurPages(deps: Deps, request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = request.headers
  if (!origin) return false
  if (origin === new URL(deps.config.publicUrl).origin) return true
  // Reached by another name or address than TOK_URL says, as on a local network.
  return URL.canParse(origin) && new URL(origin).host === host
}

/** For signing in, where there is no cookie yet: refuses another site's page, lets a program without a browser pass. */
export function refuseForeignPages(deps: Deps, request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if ((origin !== undefined || site !== undefined) && !fromOurPages(deps, request)) {
    throw new Refusal('cross_origin', { status: 403 })
  }
}

const isPublic = (request: FastifyRequest): boolean =>
  (request.routeOptions.schema as { security?: unknown[] } | undefined)?.security?.length === 0

/** At most every five minutes a token, beside the request: nobody waits for it. */
function markUsed(deps: Deps, tokenId: string): void {
  write(deps, system('staff'), (cx) =>
    sql`update api_tokens set last_used_at = clock_timestamp() where id = ${tokenId}
      and (last_used_at is null or last_used_at < clock_timestamp() - interval '5 minutes')`.execute(cx.db),
  ).catch((error) => deps.log.warn({ err: error }, 'staff: the use of a token was not noted'))
}
