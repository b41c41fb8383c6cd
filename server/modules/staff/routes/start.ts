import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { defineRoute } from '../../../core/http.ts'
import { version } from '../../../core/paths.ts'
import { write } from '../../../core/write.ts'
import { prolongSession, signIn } from '../auth.ts'
import { refuseForeignPages } from '../authenticate.ts'
import { setUpCompany } from '../commands/set-up-company.ts'
import { travelInTime } from '../commands/travel-in-time.ts'
import { companyIfAny, companyOf } from '../queries.ts'
import { setUp, travelBody } from '../schema.ts'

const ok = z.object({ ok: z.literal(true) })
const done = { ok: true as const }

export const startRoutes = [
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
    async run({ deps, actor, request, reply }) {
      const { db } = deps.database
      // Each opening of the pages begins here, so this is where a session in use is made to live on.
      if (actor.kind === 'user') await prolongSession(deps, request, reply)
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
      await signIn(deps, request, reply, ownerId, 'setup')
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
      if (!(await signIn(deps, request, reply, body.userId, 'demo'))) throw notFound()
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
