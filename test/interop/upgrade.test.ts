import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Log } from '../../server/core/deps.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts'
import { newestKnown } from '../../server/core/migrate.ts'
import { version } from '../../server/core/paths.ts'
import { buildEarlier, type Earlier } from '../support/earlier.ts'
import { type Served, startServer } from '../support/served.ts'

const CALLERS = 4
/** Requests between two changes of nodes. */
const EACH = 150

const earlier: Earlier | null = buildEarlier()
let folder: string
let postgres: EmbeddedPostgres
let pool: pg.Pool
let running: Served[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tok-upgrade-'))
  postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    log: pino({ level: 'silent' }) as unknown as Log,
  })
  pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  // Its last connections are still ending when the server does.
  pool.on('error', () => {})
})

afterAll(async () => {
  await Promise.all(running.map((node) => node.stop()))
  await pool?.end()
  await postgres?.stop()
  earlier?.remove()
  rmSync(folder, { recursive: true, force: true })
})

const one = async <T>(text: string, values: unknown[] = []): Promise<T> => (await pool.query(text, values)).rows[0]

async function start(root?: string): Promise<Served> {
  const env = { TOK_DATA: folder, TOK_SECRET: 'the-secret-of-two-versions-side-by-side' }
  const node = await startServer({ ...env, DATABASE_URL: postgres.url, TOK_CONNECTIONS: '5' }, root)
  running.push(node)
  return node
}

async function stop(node: Served): Promise<void> {
  running = running.filter((other) => other !== node)
  await node.stop()
}

async function json<T>(address: string, path: string, headers: Record<string, string>, body?: object): Promise<T> {
  const answer = await fetch(`${address}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}

/** The owner's key and the form of the company that the earlier Tok sets up. */
async function settle({ address }: Served): Promise<{ key: Record<string, string>; form: string }> {
  const owner = { name: 'Olga Zmiana', email: 'olga@example.com', password: 'dlugie-haslo-do-proby' }
  const setUp = { company: { name: 'Zakład Zmian' }, owner, departments: ['Sprzedaż'], locale: 'pl' }
  const answer = await fetch(`${address}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(setUp),
  })
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]!)
  const { token } = await json<{ token: string }>(
    address,
    '/api/tokens',
    { cookie: cookie.join('; '), origin: address },
    { name: 'test' },
  )
  return {
    key: { authorization: `Bearer ${token}` },
    form: (await one<{ id: string }>('select id from forms where active limit 1')).id,
  }
}

it.skipIf(!earlier)(
  'an earlier version and this one work side by side, and the earlier one again after it, and nobody notices',
  async () => {
    const { root } = earlier!
    const [first, second] = [await start(root), await start(root)]
    const { key, form } = await settle(first)
    const known = () => one<{ newest: string }>('select max(name) as newest from schema_migrations')
    expect(await known()).toEqual({ newest: earlier!.knows })

    const failed: string[] = []
    const taken: string[] = []
    let over = false
    let behind = [first, second]
    /** As a load balancer does: each call to the next of the nodes that stand behind it. */
    const call = async (n: number) => {
      const { address } = behind[n % behind.length]!
      const answers = { name: `Klient ${n}`, email: `klient${n}@example.com`, message: 'Okna do szkoły' }
      const { leadId } = await json<{ leadId: string }>(address, `/api/forms/${form}/submissions`, key, { answers })
      const offered = () =>
        one<{ is: boolean }>('select exists (select from tasks where subject_id = $1) as is', [leadId])
      for (const until = performance.now() + 20_000; !(await offered()).is && performance.now() < until; )
        await sleep(10)
      // Another node is told that it is accepted.
      const other = behind[(n + 1) % behind.length]!
      await json(other.address, `/api/leads/${leadId}/acceptance`, key, {})
      taken.push(leadId)
    }
    let calls = 0
    const caller = async () => {
      while (!over) {
        await call(calls++).catch((error) => failed.push(String(error)))
        await sleep(5)
      }
    }
    const callers = Array.from({ length: CALLERS }, caller)
    const served = async () => {
      const until = taken.length + EACH
      while (taken.length < until && failed.length < EACH) await sleep(20)
      return until - EACH
    }
    const without = async (node: Served) => {
      behind = behind.filter((other) => other !== node)
      // What it was asked it answers yet.
      await sleep(200)
      await stop(node)
    }
    const worked = async () =>
      (
        await pool.query<{ version: string }>(
          `select version from worker_beats where beat_at > clock_timestamp() - interval '5 seconds' order by version`,
        )
      ).rows.map((row) => row.version)

    await served()
    await without(first)
    const third = await start()
    behind = [second, third]
    expect(await known()).toEqual({ newest: newestKnown })
    await served()
    expect(await worked()).toEqual(['0.0.1', version])

    await without(second)
    const fourth = await start()
    behind = [third, fourth]
    await served()

    // And back.
    await without(third)
    const fifth = await start(root)
    behind = [fourth, fifth]
    await served()
    await without(fourth)
    await served()
    over = true
    await Promise.all(callers)

    const waits = () => one<{ n: number }>(`select count(*)::int as n from outbox where kind = 'deliver'`)
    for (const until = performance.now() + 60_000; (await waits()).n > 0 && performance.now() < until; )
      await sleep(100)
    const proof = await one(
      `select count(*)::int as requests, count(*) filter (where received <> 1 or accepted <> 1)::int as "events of them wrong",
      count(*) filter (where cases <> 1)::int as "cases of them wrong", count(*) filter (where tasks <> 1)::int as "tasks of them wrong",
      (select count(*)::int from outbox where kind = 'deliver') as "left to do",
      (select count(*)::int from process_incidents) as incidents
    from (select (select count(*) from event_log e where e.subject_id = l.id and e.name = 'lead.received') as received,
        (select count(*) from event_log e where e.subject_id = l.id and e.name = 'lead.accepted') as accepted,
        (select count(*) from process_instances i where i.subject_id = l.id and i.process_key = 'request_handling' and i.status = 'active') as cases,
        (select count(*) from tasks t where t.subject_id = l.id and t.status = 'open' and t.assignee_id is not null) as tasks
      from leads l) l`,
    )
    console.log(`${calls} calls, ${failed.length} failed; ${JSON.stringify(proof)}`)
    expect(failed).toEqual([])
    expect(proof).toEqual({
      requests: taken.length,
      'events of them wrong': 0,
      'cases of them wrong': 0,
      'tasks of them wrong': 0,
      'left to do': 0,
      incidents: 0,
    })
  },
)
