import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import type { Log } from '../server/core/deps.ts'
import { startEmbeddedPostgres } from '../server/core/embedded-postgres.ts'
import { migrate } from '../server/core/migrate.ts'
import { openThrowAway, type ThrowAway } from '../server/core/throw-away.ts'
import { assemble, type Running } from '../server/serve.ts'
import { type Served, startServer } from '../test/support/served.ts'

export const quietLog = pino({ level: 'silent' }) as unknown as Log
export const SECRET = 'the-secret-of-a-throw-away-benchmark'

/** A throw-away folder with, unless DATABASE_URL names one, an embedded PostgreSQL; its database is the benchmark's own. */
export interface Place {
  folder: string
  /** For the server under test and for references alike. */
  url: string
  /** Runs `use` over the assembled application in this process, migrated, its worker still. */
  within<T>(use: (app: Omit<Running, 'address'>) => Promise<T>): Promise<T>
  /** The real server as a process of its own. */
  serve(env?: Record<string, string>): Promise<Served>
  end(): Promise<void>
}

/** Runs what it is given over the assembled application in this process; the database is migrated already. */
export const assembled =
  (folder: string, url: string) =>
  async <T>(use: (app: Omit<Running, 'address'>) => Promise<T>): Promise<T> => {
    const config = {
      port: 0,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1',
      office: null,
      dataDir: folder,
      databaseUrl: url,
      roles: { web: true, worker: true },
      secret: SECRET,
      pushHosts: [],
    }
    const running = await assemble({ config, connection: { connectionString: url } }, quietLog)
    try {
      return await use(running)
    } finally {
      await running.stop()
    }
  }

/** `keep` names the folder of a database that outlives the benchmark; it is brought up to date like any other. */
export async function makePlace(keep?: string): Promise<Place> {
  const { folder, url, close } = keep
    ? await openKept(resolve(keep))
    : await openThrowAway('bench', process.env, quietLog)
  const children = new Set<Served>()
  return {
    folder,
    url,
    within: assembled(folder, url),
    async serve(env = {}) {
      const served = await startServer({ TOK_DATA: folder, TOK_SECRET: SECRET, DATABASE_URL: url, ...env })
      children.add(served)
      return served
    },
    async end() {
      for (const child of children) await child.stop()
      await close()
    },
  }
}

async function openKept(folder: string): Promise<ThrowAway> {
  mkdirSync(folder, { recursive: true })
  const { url, config, stop } = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quietLog })
  await migrate(config)
  return { folder, url, close: stop }
}
