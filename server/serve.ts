import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { pino } from 'pino'
import { seedDemo } from '../db/seeds/demo.ts'
import { buildApp } from './app.ts'
import { system } from './core/actor.ts'
import { type Config, dataDirOf, readConfig } from './core/config.ts'
import { connectOnce, openDatabase } from './core/db.ts'
import type { Deps, Log } from './core/deps.ts'
import { startEmbeddedPostgres } from './core/embedded-postgres.ts'
import { Live } from './core/live.ts'
import { migrate } from './core/migrate.ts'
import { write } from './core/write.ts'
import { hearAll } from './engine/definitions.ts'
import { steer } from './engine/deliver.ts'
import { type Chore, Worker } from './engine/worker.ts'
import { enginePorts } from './engine-ports.ts'
import { createDefaultPipeline } from './modules/deals/commands/create-default-pipeline.ts'
import { forgetSubmissions } from './modules/forms/commands/forget-submissions.ts'
import { createDefaultForm } from './modules/forms/shipped.ts'
import { gatherNotificationMails } from './modules/mail/commands.ts'
import { installShipped } from './modules/processes/commands.ts'
import { forgetAttempts } from './modules/staff/attempts.ts'
import { departmentByKey } from './modules/staff/queries.ts'
import { effectSenders, eventNames, steps } from './registry.ts'

export interface Running {
  deps: Deps
  app: FastifyInstance
  worker: Worker
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

/** Builds deps, worker and HTTP server over a migrated database. */
export async function assemble(
  opened: Pick<Opened, 'config' | 'connection'>,
  log: Log,
): Promise<Omit<Running, 'address'>> {
  const { config, connection } = opened
  const database = await openDatabase(connection)
  const deps: Deps = { config, connection, database, log, eventNames, wake: () => {} }
  const live = new Live(deps)
  const chores: Chore[] = [
    { name: 'mails', everyMs: 1000, run: () => gatherNotificationMails(deps) },
    { name: 'tidy', everyMs: 60_000, run: () => tidy(deps) },
  ]
  const worker = new Worker(deps, enginePorts, effectSenders(deps), chores)
  deps.wake = () => {
    worker.wake()
    live.poke()
    announce(deps)
  }
  deps.seedDemo = () => seedDemo(deps)
  deps.steer = (cx, instanceId, event) => steer(cx, enginePorts, instanceId, event)
  deps.onCompanySetUp = async (cx, locale) => {
    await createDefaultPipeline(cx, locale)
    const sales = await departmentByKey(cx.db, 'sales')
    await createDefaultForm(cx, { departmentId: sales?.id ?? null, locale })
  }
  await write(deps, system('start'), async (cx) => {
    await installShipped(cx, steps)
    await hearAll(cx, enginePorts)
  })
  const app = await buildApp(deps, live)
  return {
    deps,
    app,
    worker,
    live,
    async stop() {
      await app.close()
      await worker.stop()
      await database.close()
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

async function tidy(deps: Deps): Promise<boolean> {
  await deps.database.pool.query(
    "delete from idempotency_keys where created_at < clock_timestamp() - interval '24 hours'",
  )
  await forgetAttempts(deps)
  await deps.database.pool.query('delete from used_proofs where expires_at < clock_timestamp()')
  return forgetSubmissions(deps)
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
  const log = pino({
    level: env.TOK_LOG ?? 'warn',
    redact: ['err.detail', 'err.where', 'err.parameters'],
  }) as unknown as Log
  const opened = await openInstallation(env, log)
  try {
    await migrate(opened.connection, (name) => options.say(`  migrating ${name}`))
    const running = await assemble(opened, log)
    const { deps, app, worker, live } = running
    if (options.demo) {
      const company = await deps.database.db.selectFrom('company').select('demo').executeTakeFirst()
      if (!company) {
        options.say('  filling the demo company')
        await seedDemo(deps)
      } else if (!company.demo)
        throw new Error('this database holds a real company; name another folder with TOK_DATA for the demo')
    }
    const deaf = hear(deps, () => {
      worker.wake()
      live.poke()
    })
    if (deps.config.roles.worker) worker.start()
    const address = deps.config.roles.web ? await app.listen({ port: deps.config.port, host: deps.config.host }) : null
    return {
      ...running,
      address,
      async stop() {
        deaf()
        await running.stop()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}
