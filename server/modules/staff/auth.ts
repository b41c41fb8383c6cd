import { betterAuth } from 'better-auth'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../core/deps.ts'
import { newId } from '../../core/ids.ts'
import { write } from '../../core/write.ts'
import { passwordWasReset, sendResetMail } from './commands/reset-password.ts'
import { actorOf } from './queries.ts'
import { isSecure, SESSION_SECONDS, secretOf, sessionTokenOf, setSessionCookie } from './session-cookie.ts'

export const RESET_SECONDS = 60 * 60
/** The header in which we tell better-auth the address Fastify found; nobody's request reaches it directly. */
const ADDRESS = 'x-tok-address'

function makeAuth(deps: Deps) {
  return betterAuth({
    appName: 'Tok',
    baseURL: deps.config.publicUrl,
    secret: secretOf(deps),
    database: { db: deps.database.db, type: 'postgres', transaction: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendResetMail(deps, user.id, token),
      onPasswordReset: ({ user }) => passwordWasReset(deps, user.id),
    },
    user: {
      modelName: 'auth_users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'auth_sessions',
      expiresIn: SESSION_SECONDS,
      updateAge: 24 * 60 * 60,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verifications',
      // A copy of the database must not be enough to set somebody's password.
      storeIdentifier: 'hashed',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    // Ours (attempts.ts) counts per address and per e-mail, on all nodes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'tok',
      useSecureCookies: isSecure(deps),
      ipAddress: { ipAddressHeaders: [ADDRESS] },
      database: { generateId: () => newId(), validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          // The last door: whoever left the company gets no session, whichever way leads here.
          before: async (session) => {
            const person = await deps.database.db
              .selectFrom('employees')
              .select('id')
              .where('id', '=', session.userId)
              .where('active', '=', true)
              .executeTakeFirst()
            return person ? undefined : false
          },
        },
      },
    },
  })
}

const instances = new WeakMap<Deps, ReturnType<typeof makeAuth>>()

/** The better-auth of this process. */
export function authOf(deps: Deps): ReturnType<typeof makeAuth> {
  const known = instances.get(deps)
  if (known) return known
  const made = makeAuth(deps)
  instances.set(deps, made)
  return made
}

/** What better-auth is told of a request: who calls from where, and the cookie. */
export function headersFor(request: FastifyRequest): Headers {
  const headers = new Headers({ [ADDRESS]: request.ip })
  for (const name of ['user-agent', 'cookie']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

export type WayIn = 'password' | 'invitation' | 'setup' | 'demo'

/** Signs a person in whom the caller has made sure of: session, event, cookie. False for somebody who is not active. */
export async function signIn(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  employeeId: string,
  way: WayIn,
): Promise<boolean> {
  const person = await actorOf(deps.database.db, employeeId)
  const token = person && (await openSession(deps, request, employeeId))
  if (!token) return false
  await write(deps, person, async (cx) => {
    cx.record('employee.signed_in', {
      subject: { kind: 'employee', id: employeeId },
      payload: { way },
      personal: { address: request.ip },
    })
  })
  setSessionCookie(deps, reply, token)
  return true
}

async function openSession(deps: Deps, request: FastifyRequest, employeeId: string): Promise<string | null> {
  const { internalAdapter } = await authOf(deps).$context
  const session = await internalAdapter.createSession(employeeId, false, {
    ipAddress: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
  })
  return session?.token ?? null
}

/** Lets a session that is used live on: once a day its end moves, and the cookie's with it. */
export async function prolongSession(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = sessionTokenOf(deps, request)
  if (!token) return
  const { headers } = await authOf(deps).api.getSession({ headers: headersFor(request), returnHeaders: true })
  if (headers.getSetCookie().some((cookie) => cookie.includes(token.slice(0, 8)))) setSessionCookie(deps, reply, token)
}
