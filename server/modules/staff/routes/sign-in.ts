import { setTimeout } from 'node:timers/promises'
import { verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '../../../core/actor.ts'
import { Refusal } from '../../../core/errors.ts'
import { defineRoute } from '../../../core/http.ts'
import { write } from '../../../core/write.ts'
import { takeAttempt } from '../attempts.ts'
import { authOf, headersFor, signIn } from '../auth.ts'
import { refuseForeignPages } from '../authenticate.ts'
import { acceptInvitation, openInvitation } from '../commands/accept-invitation.ts'
import { changePassword } from '../commands/change-password.ts'
import { endSessions } from '../commands/stop-access.ts'
import { companyOf } from '../queries.ts'
import { email, newPassword, personName } from '../schema.ts'
import { clearSessionCookie, sessionTokenOf } from '../session-cookie.ts'

const ok = z.object({ ok: z.literal(true) })
const done = { ok: true as const }
// Compared with when there is no such account, so that the time of the answer does not tell.
const NOBODY = `${'0'.repeat(32)}:${'0'.repeat(128)}`

export const signInRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/sign-in',
    operationId: 'sign_in.open',
    summary: 'Sign in with e-mail and password; answers with a session cookie',
    access: 'public',
    body: z.strictObject({ email, password: z.string().max(200) }),
    answer: ok,
    refusals: ['sign_in.wrong', 'rate_limited'],
    async run({ deps, body, request, reply }) {
      refuseForeignPages(deps, request)
      const giveBack = await takeAttempt(deps, { address: request.ip, email: body.email })
      const { rows } = await sql<{ id: string; password: string }>`select e.id, a.password from employees e
        join auth_accounts a on a.user_id = e.id and a.provider_id = 'credential'
        where lower(e.email) = ${body.email} and e.active`.execute(deps.database.db)
      const right = await verifyPassword({ hash: rows[0]?.password ?? NOBODY, password: body.password }).catch(
        () => false,
      )
      const signedIn = right && rows[0] && (await signIn(deps, request, reply, rows[0].id, 'password'))
      if (!signedIn) throw new Refusal('sign_in.wrong', { status: 401 })
      await giveBack()
      return done
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-out',
    operationId: 'sign_in.close',
    summary: 'End this session',
    access: 'public',
    async run({ deps, actor, request, reply }) {
      const token = sessionTokenOf(deps, request)
      if (token && actor.kind === 'user') {
        await write(deps, actor, async (cx) => {
          await sql`delete from auth_sessions where token = ${token}`.execute(cx.db)
          cx.record('employee.signed_out', {
            subject: { kind: 'employee', id: actor.id },
            payload: { everywhere: false },
          })
        })
      }
      clearSessionCookie(deps, reply)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-out-everywhere',
    operationId: 'sign_in.close_all',
    summary: 'End all sessions of the caller',
    access: 'signed-in',
    async run({ deps, user, reply, write: change }) {
      await change(async (cx) => {
        await endSessions(cx, user.id, null)
        cx.record('employee.signed_out', { subject: { kind: 'employee', id: user.id }, payload: { everywhere: true } })
      })
      clearSessionCookie(deps, reply)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/password/forgot',
    operationId: 'password.forgot',
    summary: 'Have a link for a new password mailed; the answer does not tell whether the account exists',
    access: 'public',
    body: z.strictObject({ email }),
    answer: ok,
    status: 202,
    async run({ deps, body, request }) {
      refuseForeignPages(deps, request)
      await takeAttempt(deps, { address: request.ip, forgot: body.email })
      // Writing the mail takes a few milliseconds longer than finding nobody; the answer takes the same time either way.
      await Promise.all([
        authOf(deps).api.requestPasswordReset({ body: { email: body.email }, headers: headersFor(request) }),
        setTimeout(150),
      ])
      return done
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/password/reset',
    operationId: 'password.reset',
    summary: 'Set a new password with the link from the mail',
    access: 'public',
    rate: 20,
    body: z.strictObject({ token: z.string().min(1).max(200), password: newPassword }),
    answer: ok,
    refusals: ['password.link_used'],
    async run({ deps, body, request }) {
      refuseForeignPages(deps, request)
      try {
        await authOf(deps).api.resetPassword({ body: { token: body.token, newPassword: body.password } })
      } catch (error) {
        if (typeof (error as { statusCode?: unknown }).statusCode === 'number')
          throw new Refusal('password.link_used', { status: 410 })
        throw error
      }
      return done
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/password/change',
    operationId: 'password.change',
    summary: 'Change the own password; all other sessions end',
    access: 'signed-in',
    body: z.strictObject({ current: z.string().max(200), password: newPassword }),
    async run({ deps, user, body, request, write: change }) {
      const giveBack = await takeAttempt(deps, { password: user.id })
      await change((cx) => changePassword(cx, { ...body, keep: sessionTokenOf(deps, request) }))
      await giveBack()
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/invitations/:token',
    operationId: 'invitations.open',
    summary: 'Whom an invitation is for',
    access: 'public',
    rate: 60,
    params: z.strictObject({ token: z.string().max(200) }),
    answer: z.object({ email: z.string(), name: z.string(), companyName: z.string() }),
    refusals: ['invitation.expired', 'invitation.used'],
    async run({ deps, params }) {
      const { email: to, name } = await openInvitation(deps.database.db, params.token)
      return { email: to, name, companyName: (await companyOf(deps.database.db)).name }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invitations/:token/accept',
    operationId: 'invitations.accept',
    summary: 'Join the company by an invitation; signs in',
    access: 'public',
    rate: 20,
    params: z.strictObject({ token: z.string().max(200) }),
    body: z.strictObject({ name: personName, password: newPassword }),
    answer: ok,
    refusals: ['invitation.expired', 'invitation.used'],
    async run({ deps, params, body, request, reply }) {
      refuseForeignPages(deps, request)
      const { employeeId } = await write(deps, system('invitation'), (cx) => acceptInvitation(cx, params.token, body))
      await signIn(deps, request, reply, employeeId, 'invitation')
      return done
    },
  }),
]
