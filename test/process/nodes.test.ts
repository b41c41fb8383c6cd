import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installParcels, Parcels } from '../../bench/parcels.ts'
import { connectOnce, openDatabase } from '../../server/core/db.ts'
import type { Deps, Log } from '../../server/core/deps.ts'
import { migrate, migrations } from '../../server/core/migrate.ts'
import { isNewer, isSuperseded, lostTo, refuseOtherSecret, sayAlive } from '../../server/core/nodes.ts'
import { assemble } from '../../server/serve.ts'
import { startCollector } from '../support/collector.ts'
import { testDatabase } from '../support/database.ts'
import { skewedClock } from '../support/fast-clock.ts'
import { freePort, startServer, startWorker, type WorkerNode } from '../support/served.ts'

const SECRET = 'the-secret-of-several-nodes'
let folder: string
let url: string
let deps: Deps
let close: () => Promise<void>
let parcels: Parcels

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tok-nodes-'))
  const { config } = await testDatabase()
  const { host, port, user, password, database } = config
  url =
    config.connectionString ??
    `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(host!)}&port=${port}`
  const running = await assemble(
    {
      config: {
        ...{ port: 0, host: '127.0.0.1', publicUrl: 'http://localhost:3000', office: null, dataDir: folder },
        ...{ databaseUrl: url, roles: { web: true, worker: true }, secret: SECRET, pushHosts: [] },
      },
      connection: config,
    },
    pino({ level: 'silent' }) as unknown as Log,
  )
  deps = running.deps
  close = running.stop
  await installParcels(deps)
  parcels = new Parcels(config)
})

afterAll(async () => {
  await parcels?.pool.end()
  await close?.()
  rmSync(folder, { recursive: true, force: true })
})

const start = (node: string, skew: number, more: Record<string, string> = {}) => {
  mkdirSync(join(folder, node), { recursive: true })
  return startWorker({
    ...more,
    ...skewedClock(folder, skew),
    ...{ TOK_DATA: join(folder, node), TOK_SECRET: SECRET, DATABASE_URL: url, TOK_CONNECTIONS: '6' },
  })
}

it('has the work of a killed node done by the other, whose clock is two minutes away', {
  timeout: 120_000,
}, async () => {
  const collector = await startCollector()
  const told = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
  const nodes: WorkerNode[] = await Promise.all([start('a', 60_000), start('b', -60_000, told)])
  const count = 2000
  const sending = parcels.send(count)
  while ((await parcels.completed()) < count / 10) await sleep(10)
  const [killed, left] = nodes
  await killed!.kill()
  const killedAt = performance.now()
  const then = await parcels.completed()
  while ((await parcels.completed()) <= then) await sleep(10)
  // Whatever it held is free again as soon as the database hears that it is gone: far below the lease of 30 s.
  expect(performance.now() - killedAt).toBeLessThan(10_000)
  // What the killed one had in hand is decided by now: it held the lane until then.
  const decided = await parcels.completed()
  await sending
  while ((await parcels.completed()) < count) await sleep(20)
  expect(await parcels.proof()).toMatchObject({ parcels: count, lost: 0, doubled: 0, gaps: 0, left: 0, incidents: 0 })
  await left!.stop()
  // What its engine did it told before it ended: of each case it moved, in the trace of the case.
  const { spans } = collector
  await collector.close()
  const cases = new Set(
    (await sql<{ id: string }>`select id from process_instances`.execute(deps.database.db)).rows.map(({ id }) =>
      id.replaceAll('-', ''),
    ),
  )
  const ends = spans.filter(({ attributes }) => attributes['tok.case.status'] === 'completed')
  // Whatever was not done by then it did alone.
  expect(ends.length).toBeGreaterThanOrEqual(count - decided)
  expect(ends.filter(({ trace, resource }) => !cases.has(trace) || resource['tok.thread'] !== 'engine')).toEqual([])
  // It ended in order: what says that it lives is gone, that of the killed one stays until it is taken for dead.
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from worker_beats`.execute(deps.database.db)
  expect(rows[0]!.n).toBeLessThanOrEqual(1)
  await sql`delete from worker_beats`.execute(deps.database.db)
})

it('frees what a node holds that stands still in a transaction', async () => {
  // As a frozen machine does: its connection stays, and with it the lane. Its lease is a second here, not half a minute.
  const frozen = await openDatabase({
    ...deps.connection,
    options: '-c idle_in_transaction_session_timeout=1s',
    max: 1,
  })
  const { rows: lease } = await sql<{
    lease: string
    way: string
  }>`select current_setting('idle_in_transaction_session_timeout') as lease,
    current_setting('application_name') as way`.execute(deps.database.db)
  expect(lease[0]!.lease).toBe('30s')
  const client = await frozen.pool.connect()
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock(7465602)')
  const other = await connectOnce(deps.connection)
  const began = performance.now()
  await other.query('select pg_advisory_lock(7465602)')
  expect(performance.now() - began).toBeGreaterThan(500)
  expect(performance.now() - began).toBeLessThan(5000)
  await other.end()
  client.release(true)
  await frozen.close()
})

it('tells browsers of one node what happened on another, and answers what it was asked before it ends', {
  timeout: 120_000,
}, async () => {
  const port = await freePort()
  const collector = await startCollector()
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    TOK_DATA: join(folder, 'web'),
    TOK_SECRET: SECRET,
    DATABASE_URL: url,
    TOK_ROLES: 'web',
    PORT: String(port),
  }
  const web = await startServer(env)
  const signed = await fetch(`${web.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web.address },
    body: JSON.stringify({ email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' }),
  })
  const cookie = signed.headers.get('set-cookie')!.split(';')[0]!
  let heard = ''
  const stream = get(`${web.address}/api/live`, { headers: { cookie } }, (answer) => {
    answer.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
  })
  const gone = new Promise((resolve) => stream.once('close', resolve))
  while (!heard.includes('retry')) await sleep(10)
  await sleep(300)
  // Recorded by this process: another node, to that one.
  await parcels.send(1)
  while (!heard.includes('bench.parcel_packed')) await sleep(10)
  const asked = fetch(`${web.address}/api/start`)
  await web.stop()
  expect((await asked).status).toBe(200)
  await gone
  await collector.close()
  expect(collector.spans).toMatchObject([
    {
      kind: 2,
      attributes: { 'http.route': '/api/sign-in' },
      resource: { 'service.name': 'tok', 'tok.thread': 'main' },
    },
  ])
})

it('leaves work to a newer version while one is alive, and refuses another secret', async () => {
  const other = (secret: string): Pick<Deps, 'config' | 'database'> => ({
    config: { ...deps.config, secret },
    database: deps.database,
  })
  await sayAlive(other('something else'), 'stranger')
  await expect(refuseOtherSecret(deps)).rejects.toThrow('another secret')
  await sql`delete from worker_beats`.execute(deps.database.db)
  await sayAlive(deps, 'same')
  expect(await isSuperseded(deps)).toBe(false)
  await sql`update worker_beats set knows = '999_later.sql'`.execute(deps.database.db)
  expect(await isSuperseded(deps)).toBe(true)
  await sql`update worker_beats set beat_at = clock_timestamp() - interval '31 seconds'`.execute(deps.database.db)
  expect(await isSuperseded(deps)).toBe(false)
  await sql`delete from worker_beats`.execute(deps.database.db)
  expect(isNewer({ version: '0.10.0', knows: '' }, { version: '0.9.1', knows: '' })).toBe(true)
  expect(isNewer({ version: '0.9.1', knows: '050' }, { version: '0.10.0', knows: '' })).toBe(false)
})

it('goes on beside a newer version that only added, and ends where it took something away', async () => {
  const { db } = deps.database
  const later = (contracts: boolean) =>
    parcels.pool.query(
      `insert into schema_migrations (name, digest, contracts) values ('999_later.sql', 'x', $1)
        on conflict (name) do update set contracts = excluded.contracts`,
      [contracts],
    )
  await later(false)
  await migrate(deps.connection)
  expect(await lostTo(deps)).toEqual([])
  await later(true)
  await expect(migrate(deps.connection)).rejects.toThrow('newer Tok (999_later.sql)')
  expect(await lostTo(deps)).toEqual(['999_later.sql'])
  await parcels.pool.query("delete from schema_migrations where name = '999_later.sql'")
  expect((await sql`select from worker_beats`.execute(db)).rows).toEqual([])
})

it('says in its first line of a migration that it takes something away', () => {
  const takesAway =
    /\bdrop\s+(table|column|view|function|type|constraint|index)\b|\brename\b|\balter\s+column\s+\S+\s+(type|set\s+not\s+null)\b|^\s*(delete|truncate)\b/im
  for (const { name, sql: text, contracts } of migrations().filter(({ name }) => name >= '048')) {
    // An index that is made anew in the same breath is there for both versions.
    // What a function does is done when it is called.
    const lasting = text
      .replaceAll(/--.*$/gm, '')
      .replaceAll(/create (or replace )?function.*?\$\$.*?\$\$/gis, '')
      .replaceAll(/drop index (\w+);(?=\s*create index \1\b)/g, '')
    if (takesAway.test(lasting)) expect([name, contracts]).toEqual([name, true])
  }
  expect(takesAway.test('alter table leads drop column note;')).toBe(true)
})
