import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { type Config, dataDirOf, readConfig } from './core/config.ts'
import { connectOnce } from './core/db.ts'
import { type ConnectionConfig, connectionOf } from './core/db-hosts.ts'
import type { Deps, Log } from './core/deps.ts'
import { startEmbeddedPostgres } from './core/embedded-postgres.ts'
import { Live } from './core/live.ts'
import { serverLog } from './core/log.ts'
import { migrate } from './core/migrate.ts'
import { BEAT_MS, lostTo, refuseOtherSecret, sayAlive, sayGone } from './core/nodes.ts'
import type { Worker } from './engine/worker.ts'
import { startEngine } from './engine-thread.ts'
import { engineOf, install, openDeps, openTraces } from './parts.ts'

export interface Running {
  deps: Deps
  app: FastifyInstance
  live: Live
  address: string | null
  stop(): Promise<void>
}

/** The installation's secret: made at the first start, kept in the data folder, readable by its owner alone. */
function secretOf(dataDir: string, env: NodeJS.ProcessEnv): string {
  if (env.TOK_SECRET) return env.TOK_SECRET
  const file = join(dataDir, 'secret')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8').trim()
}

export interface Opened {
  config: Config
  connection: ConnectionConfig
  close(): Promise<void>
}

/** Reads the settings and brings the database up: the one DATABASE_URL names, else the embedded one. */
export async function openInstallation(env: NodeJS.ProcessEnv, log: Log): Promise<Opened> {
  const dataDir = dataDirOf(env)
  const config = readConfig(env, secretOf(dataDir, env))
  const most = env.TOK_CONNECTIONS === undefined ? {} : { max: Number(env.TOK_CONNECTIONS) }
  if (most.max !== undefined && !(Number.isInteger(most.max) && most.max >= 4 && most.max <= 1000))
    throw new Error(`TOK_CONNECTIONS is not a number from 4 to 1000: ${env.TOK_CONNECTIONS}`)
  if (config.databaseUrl)
    return { config, connection: { ...connectionOf(config.databaseUrl), ...most }, close: async () => {} }
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log })
  return { config, connection: { ...postgres.config, ...most }, close: () => postgres.stop() }
}

/** Everything in this process over a migrated database, nothing of it at work yet: for tests and single commands. */
export async function assemble(
  opened: Pick<Opened, 'config' | 'connection'>,
  log: Log,
): Promise<Omit<Running, 'address'> & { worker: Worker }> {
  const deps = await openDeps(opened, log)
  const live = new Live(deps)
  deps.listen = (heard) => live.listen(heard)
  const worker = engineOf(deps)
  deps.wake = () => {
    worker.wake()
    live.poke()
  }
  await install(deps)
  const app = await buildApp(deps, live)
  return {
    deps,
    app,
    worker,
    live,
    async stop() {
      await app.close()
      await worker.stop()
      await deps.database.close()
    },
  }
}

// Other nodes are told at most 20 times a second, outside any business transaction (decisions.md, "Waking").
let announced = 0
let announcing: NodeJS.Timeout | null = null
function announce(deps: Deps): void {
  if (announcing) return
  const wait = Math.max(0, announced + 50 - Date.now())
  announcing = setTimeout(() => {
    announcing = null
    announced = Date.now()
    deps.database.pool.query("notify tok_wake, ''").catch(() => {})
  }, wait)
  announcing.unref()
}

/** Keeps a connection that hears other nodes; comes back by itself after the database was away. */
function hear(deps: Deps, wake: () => void): () => void {
  let stopped = false
  let client: Awaited<ReturnType<typeof connectOnce>> | null = null
  const open = async () => {
    if (stopped) return
    try {
      client = await connectOnce(deps.connection)
      client.on('notification', wake)
      client.on('end', () => setTimeout(open, 1000).unref())
      await client.query('listen tok_wake')
    } catch {
      setTimeout(open, 1000).unref()
    }
  }
  void open()
  return () => {
    stopped = true
    client?.end().catch(() => {})
  }
}

/**
 * Says that this node is there, unless its engine does, and looks whether a newer version took away what this one needs; tells
 * by which migrations, once. Returns the way to end.
 */
function attend(deps: Deps, lost: (migrations: string[]) => void): () => Promise<void> {
  const node = randomUUID()
  let told = false
  const look = async () => {
    if (!deps.config.roles.worker) await sayAlive(deps, node)
    const migrations = await lostTo(deps)
    if (migrations.length === 0 || told) return
    told = true
    lost(migrations)
  }
  // A database that is away is the worker's to tell of; it comes back.
  const timer = setInterval(() => void look().catch(() => {}), BEAT_MS)
  return async () => {
    clearInterval(timer)
    await sayGone(deps, node)
  }
}

/**
 * Starts everything this node is for: database, migrations, worker, HTTP. Resolves once it answers and works. `lost` is called
 * when a newer version took away what this one needs, with the names of its migrations: the node is to be stopped then.
 */
export async function serve(
  env: NodeJS.ProcessEnv,
  options: { demo?: boolean; say: (line: string) => void; lost: (migrations: string[]) => void },
): Promise<Pick<Running, 'deps' | 'address' | 'stop'>> {
  const log = serverLog(env)
  const opened = await openInstallation(env, log)
  try {
    await migrate(opened.connection, (name) => options.say(`  migrating ${name}`))
    const deps = await openDeps(opened, log, await openTraces(env, 'main', log))
    await refuseOtherSecret(deps)
    await install(deps)
    const { roles, port, host } = deps.config
    const live = new Live(deps)
    deps.listen = (heard) => live.listen(heard)
    const engine = roles.worker ? startEngine(opened, log, () => live.poke()) : null
    const app = roles.web ? await buildApp(deps, live) : null
    const heard = () => {
      engine?.wake()
      live.poke()
    }
    deps.wake = () => {
      heard()
      announce(deps)
    }
    if (options.demo) {
      const company = await deps.database.db.selectFrom('company').select('demo').executeTakeFirst()
      if (!company) {
        options.say('  filling the demo company')
        await deps.seedDemo!()
      } else if (!company.demo)
        throw new Error('this database holds a real company; name another folder with TOK_DATA for the demo')
    }
    const deaf = hear(deps, heard)
    const leave = attend(deps, options.lost)
    const address = (await app?.listen({ port, host })) ?? null
    await engine?.ready
    return {
      deps,
      address,
      async stop() {
        deaf()
        // What is being answered and the batch in hand come to their end.
        await Promise.all([app?.close(), engine?.stop()])
        await leave()
        await deps.traces?.close()
        await deps.database.close()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}
