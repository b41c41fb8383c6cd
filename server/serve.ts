import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { seedDemo } from '../db/seeds/demo.ts'
import { buildApp } from './app.ts'
import { type Config, dataDirOf, readConfig } from './core/config.ts'
import { connectOnce } from './core/db.ts'
import type { Deps, Log } from './core/deps.ts'
import { startEmbeddedPostgres } from './core/embedded-postgres.ts'
import { Live } from './core/live.ts'
import { serverLog } from './core/log.ts'
import { migrate } from './core/migrate.ts'
import type { Worker } from './engine/worker.ts'
import { startEngine } from './engine-thread.ts'
import { engineOf, install, openDeps } from './parts.ts'

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
  connection: pg.PoolConfig
  close(): Promise<void>
}

/** Reads the settings and brings the database up: the one DATABASE_URL names, else the embedded one. */
export async function openInstallation(env: NodeJS.ProcessEnv, log: Log): Promise<Opened> {
  const dataDir = dataDirOf(env)
  const config = readConfig(env, secretOf(dataDir, env))
  if (config.databaseUrl) return { config, connection: { connectionString: config.databaseUrl }, close: async () => {} }
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log })
  return { config, connection: postgres.config, close: () => postgres.stop() }
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
  let client: pg.Client | null = null
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

/** Starts everything: database, migrations, worker, HTTP. */
export async function serve(
  env: NodeJS.ProcessEnv,
  options: { demo?: boolean; say: (line: string) => void },
): Promise<Running> {
  const log = serverLog(env)
  const opened = await openInstallation(env, log)
  try {
    await migrate(opened.connection, (name) => options.say(`  migrating ${name}`))
    const deps = await openDeps(opened, log)
    await install(deps)
    const live = new Live(deps)
    deps.listen = (heard) => live.listen(heard)
    const app = await buildApp(deps, live)
    const engine = deps.config.roles.worker ? startEngine(opened, log, () => live.poke()) : null
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
        await seedDemo(deps)
      } else if (!company.demo)
        throw new Error('this database holds a real company; name another folder with TOK_DATA for the demo')
    }
    const deaf = hear(deps, heard)
    const address = deps.config.roles.web ? await app.listen({ port: deps.config.port, host: deps.config.host }) : null
    return {
      deps,
      app,
      live,
      address,
      async stop() {
        deaf()
        await app.close()
        await engine?.stop()
        await deps.database.close()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}
