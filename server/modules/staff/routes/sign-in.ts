import { verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import { Refusal } from '../../../core/errors.ts'
import { defineRoute } from '../../../core/http.ts'
import { version } from '../../../core/paths.ts'
import { write } from '../../../core/write.ts'
import { takeAttempt } from '../attempts.ts'
import { authOf, clearSessionCookie, headersFor, openSession, sessionTokenOf, setSessionCookie } from '../auth.ts'
import { refuseForeignPages } from '../authenticate.ts'
import { acceptInvitation, openInvitation } from '../commands/accept-invitation.ts'
import { changePassword } from '../commands/change-password.ts'
import { setUpCompany } from '../commands/set-up-company.ts'
import { endSessions } from '../commands/stop-access.ts'
import { travelInTime } from '../commands/travel-in-time.ts'
import { companyIfAny, companyOf } from '../queries.ts'
import { email, newPassword, personName, setUp, travelBody } from '../schema.ts'

const ok = z.object({ ok: z.literal(true) })
const done = { ok: true as const }
// Compared with when there is no such account, so that the time of the answer does not tell.
const NOBODY = `${'0'.repeat(32)}:${'0'.repeat(128)}`

export const signInRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/start',
    operationId: 'start.state',
    summary: 'Whether a company is set up here; in a demo, who can be entered',
    access: 'public',
    answer: z.object({
      state: z.enum(['empty', 'ready']),
      demo: z.boolean(),
      companyName: z.string().optional(),
      version: z.string(),
      signedIn: z.boolean(),
      people: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string(), title: z.string() })).optional(),
    }),
    async run({ deps, actor }) {
      const { db } = deps.database
      const company = await companyIfAny(db)
      if (!company) return { state: 'empty' as const, demo: false, version, signedIn: false }
      const { rows } = company.demo
        ? await sql<{ id: string; name: string; role: string; title: string }>`
            select e.id, e.name, case when e.role = 'owner' then 'owner' when d.head_id = e.id then 'sales_head' else 'seller' end as role,
              e.position as title from employees e left join departments d on d.id = e.department_id
            where e.active and (e.role = 'owner' or d.key = 'sales') order by e.role = 'owner' desc, d.head_id = e.id desc, e.name limit 5`.execute(
            db,
          )
        : { rows: undefined }
      return {
        state: 'ready' as const,
        demo: company.demo,
        companyName: company.name,
        version,
        signedIn: actor.kind === 'user',
        ...(rows ? { people: rows } : {}),
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/setup',
    operationId: 'start.set_up',
    summary: 'Set up the company in an empty database and sign its owner in',
    access: 'public',
    rate: 20,
    body: setUp,
    answer: ok,
    status: 201,
    refusals: ['setup.done'],
    async run({ deps, body, request, reply }) {
      refuseForeignPages(deps, request)
      const { ownerId } = await write(deps, system('setup'), async (cx) => {
        const made = await setUpCompany(cx, body)
        await deps.onCompanySetUp?.(cx, body.locale)
        return made
      })
      const token = await openSession(deps, request, ownerId)
      if (token) setSessionCookie(deps, reply, token)
      return done
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/demo',
    operationId: 'start.demo',
    summary: 'Fill an empty database with the demo company',
    access: 'public',
    rate: 5,
    body: z.strictObject({}),
    answer: ok,
    status: 201,
    refusals: ['setup.done'],
    async run({ deps, request }) {
      refuseForeignPages(deps, request)
      if (await companyIfAny(deps.database.db)) throw new Refusal('setup.done')
      await deps.seedDemo?.()
      return done
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/demo/enter',
    operationId: 'start.enter_demo',
    summary: 'Step into a person of the demo company',
    access: 'public',
    rate: 60,
    body: z.strictObject({ userId: z.uuid() }),
    answer: ok,
    refusals: ['clock.not_demo'],
    async run({ deps, body, request, reply }) {
      refuseForeignPages(deps, request)
      const company = await companyIfAny(deps.database.db)
      if (!company?.demo) throw new Refusal('clock.not_demo', { status: 403 })
      const token = await openSession(deps, request, body.userId)
      if (!token) throw new Refusal('not_found', { status: 404 })
      setSessionCookie(deps, reply, token)
      return done
    },
  }),
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
      const token = right && rows[0] ? await openSession(deps, request, rows[0].id) : null
      if (!token) throw new Refusal('sign_in.wrong', { status: 401 })
      await giveBack()
      await write(deps, system('sign-in'), async (cx) => {
        cx.record('employee.signed_in', { subject: { kind: 'employee', id: rows[0]!.id }, payload: {} })
      })
      setSessionCookie(deps, reply, token)
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
          cx.record('employee.signed_out', { subject: { kind: 'employee', id: actor.id }, payload: {} })
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
        cx.record('employee.signed_out', { subject: { kind: 'employee', id: user.id }, payload: {} })
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
      await authOf(deps).api.requestPasswordReset({ body: { email: body.email }, headers: headersFor(request) })
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
      const token = await openSession(deps, request, employeeId)
      if (token) setSessionCookie(deps, reply, token)
      return done
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/clock',
    operationId: 'clock.read',
    summary: 'Business time',
    access: 'signed-in',
    answer: z.object({ now: z.string(), aheadMs: z.number(), demo: z.boolean() }),
    async run({ deps }) {
      const { rows } = await sql<{
        ahead: number
        now: Date
      }>`select ahead_ms as ahead, business_now() as now from business_clock`.execute(deps.database.db)
      return {
        now: rows[0]!.now.toISOString(),
        aheadMs: rows[0]!.ahead,
        demo: (await companyOf(deps.database.db)).demo,
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/clock/travel',
    operationId: 'clock.travel',
    summary: "Move the demo's clock ahead, for everybody",
    access: 'signed-in',
    body: travelBody,
    answer: z.object({ now: z.string() }),
    refusals: ['clock.not_demo', 'clock.too_far'],
    async run({ deps, body, write: change }) {
      await change((cx) => travelInTime(cx, body.by))
      deps.wake()
      return { now: (await businessNow(deps.database.db)).toISOString() }
    },
  }),
]
