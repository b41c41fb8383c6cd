import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../core/deps.ts'

export const SESSION_SECONDS = 30 * 24 * 60 * 60

// A secret of its own for each purpose: what one leaks does not open the other.
export const secretOf = (deps: Deps) => createHash('sha256').update(`sessions:${deps.config.secret}`).digest('hex')
export const isSecure = (deps: Deps) => deps.config.publicUrl.startsWith('https:')
const cookieName = (deps: Deps) => `${isSecure(deps) ? '__Secure-' : ''}tok.session_token`

const signature = (deps: Deps, token: string) => createHmac('sha256', secretOf(deps)).update(token).digest()

/** The session's token in the request's cookie, if its signature is ours; as better-auth writes it, without asking it. */
export function sessionTokenOf(deps: Deps, request: FastifyRequest): string | null {
  const header = request.headers.cookie
  if (!header) return null
  const name = `${cookieName(deps)}=`
  const part = header.split(';').find((each) => each.trimStart().startsWith(name))
  if (!part) return null
  let value: string
  try {
    value = decodeURIComponent(part.trim().slice(name.length))
  } catch {
    return null
  }
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const ours = signature(deps, token)
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : null
}

function setCookie(deps: Deps, reply: FastifyReply, value: string, seconds: number): void {
  reply.header(
    'set-cookie',
    `${cookieName(deps)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${isSecure(deps) ? '; Secure' : ''}`,
  )
}

export function setSessionCookie(deps: Deps, reply: FastifyReply, token: string): void {
  const value = encodeURIComponent(`${token}.${signature(deps, token).toString('base64')}`)
  setCookie(deps, reply, value, SESSION_SECONDS)
}

export const clearSessionCookie = (deps: Deps, reply: FastifyReply): void => setCookie(deps, reply, '', 0)
