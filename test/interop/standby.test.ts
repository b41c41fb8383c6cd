import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installParcels, Parcels } from '../../bench/parcels.ts'
import { system } from '../../server/core/actor.ts'
import { readConfig } from '../../server/core/config.ts'
import { connectionOf } from '../../server/core/db-hosts.ts'
import type { Log } from '../../server/core/deps.ts'
import { migrate } from '../../server/core/migrate.ts'
import { write } from '../../server/core/write.ts'
import { createApiToken } from '../../server/modules/staff/commands/create-api-token.ts'
import { assemble } from '../../server/serve.ts'
import { type Replicated, startReplicated } from '../support/replicated.ts'
import { type Served, startServer, startWorker, type WorkerNode } from '../support/served.ts'

const SECRET = 'the-secret-of-two-databases'
const PARCELS = 4000
const CALLERS = 8

let pair: Replicated
let web: Served
let workers: WorkerNode[] = []
let parcels: Parcels
let token: string
let formId: string

beforeAll(async () => {
  pair = await startReplicated()
  const connection = connectionOf(pair.url)
  await migrate(connection)
  const config = readConfig({ TOK_DATA: join(pair.folder, 'data') }, SECRET)
  const running = await assemble({ config, connection }, pino({ level: 'silent' }) as unknown as Log)
  await installParcels(running.deps)
  const { db } = running.deps.database
  const { rows: owners } = await sql<{ id: string }>`select id from employees limit 1`.execute(db)
  token = (
    await write(running.deps, system('test'), (cx) => createApiToken(cx, { employeeId: owners[0]!.id, name: 'test' }))
  ).token
  formId = (await sql<{ id: string }>`select id from forms where active limit 1`.execute(db)).rows[0]!.id
  await running.stop()
  const env = { TOK_DATA: config.dataDir, TOK_SECRET: SECRET, DATABASE_URL: pair.url, TOK_CONNECTIONS: '10' }
  web = await startServer({ ...env, TOK_ROLES: 'web' })
  workers = [await startWorker(env), await startWorker(env)]
  parcels = new Parcels(connection)
}, 240_000)

afterAll(async () => {
  await parcels?.pool.end()
  await web?.kill()
  for (const worker of workers) await worker.kill()
  await pair?.stop()
})

it('loses nothing it acknowledged when the primary dies under load, and goes on with the standby', async () => {
  const acknowledged: { lead: string; at: number }[] = []
  let failed = 0
  let over = false
  const submit = async (caller: number) => {
    for (let n = 0; !over; n += 1) {
      const name = `Klient ${caller} ${n}`
      try {
        const answer = await fetch(`${web.address}/api/forms/${formId}/submissions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ answers: { name, email: `klient${caller}.${n}@example.com`, message: name } }),
          signal: AbortSignal.timeout(20_000),
        })
        if (!answer.ok) throw new Error(String(answer.status))
        acknowledged.push({ lead: (await answer.json()).leadId, at: performance.now() })
      } catch {
        // Nobody promised anything.
        failed += 1
        await sleep(50)
      }
      await sleep(10)
    }
  }
  const callers = Array.from({ length: CALLERS }, (_, caller) => submit(caller))
  const feeding = parcels.send(PARCELS)
  while (acknowledged.length < 200 || (await parcels.completed()) < PARCELS / 8) await sleep(50)

  const before = acknowledged.length
  pair.killPrimary()
  const killedAt = performance.now()
  await sleep(500)
  await pair.promote()
  const until = performance.now() + 60_000
  while (acknowledged.length < before + 200 && performance.now() < until) await sleep(20)
  over = true
  await Promise.all([...callers, feeding])
  const idle = () =>
    parcels.one<{ n: number }>(`select count(*)::int n from outbox where kind = 'deliver' and state = 'ready'`)
  while ((await parcels.completed()) < PARCELS || (await idle()).n > 0) {
    if (performance.now() > until + 60_000) break
    await sleep(100)
  }
  const again = acknowledged.find(({ at }) => at > killedAt)!
  const proof = await parcels.proof()
  const leads = await parcels.one<{ lost: number; odd: number }>(
    `select (select count(*)::int from unnest($1::uuid[]) a(id) left join leads l on l.id = a.id where l.id is null) as lost,
      (select count(*)::int from leads l where 1 <> (select count(*) from process_instances i
        where i.subject_id = l.id and i.process_key = 'request_handling')) as odd`,
    [acknowledged.map(({ lead }) => lead)],
  )
  console.log(
    `${before} requests acknowledged before, ${acknowledged.length - before} after; ${failed} failed meanwhile; ` +
      `the first answer ${((again.at - killedAt) / 1000).toFixed(1)} s after the primary died; ${leads.lost} requests and ` +
      `${proof.lost} of ${proof.parcels} parcels lost, ${leads.odd + proof.doubled} doubled, ${proof.gaps} gaps`,
  )
  expect(acknowledged.length).toBeGreaterThanOrEqual(before + 200)
  expect(leads).toEqual({ lost: 0, odd: 0 })
  expect(proof).toMatchObject({ parcels: PARCELS, lost: 0, doubled: 0, gaps: 0, left: 0, incidents: 0 })
  // Nobody started them again.
  for (const { pid } of [web, ...workers]) expect(process.kill(pid, 0)).toBe(true)
})
