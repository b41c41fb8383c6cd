import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import type { Log } from '../server/core/deps.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/core/embedded-postgres.ts'
import { migrate } from '../server/core/migrate.ts'
import { assemble, type Running } from '../server/serve.ts'
import { type Served, startServer } from '../test/support/served.ts'

export const quietLog = pino({ level: 'silent' }) as unknown as Log
const SECRET = 'the-secret-of-a-throw-away-benchmark'

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

export async function makePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'tok-bench-'))
  let embedded: EmbeddedPostgres | null = null
  let server = process.env.DATABASE_URL
  if (!server) {
    embedded = await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      log: quietLog,
    })
    server = embedded.url
  }
  const name = `tok_bench_${process.pid}`
  await administer(server, `create database ${name}`)
  const url = databaseIn(server, name)
  await migrate({ connectionString: url })
  const children = new Set<Served>()
  return {
    folder,
    url,
    async within(use) {
      const running = await assemble(
        {
          config: {
            port: 0,
            host: '127.0.0.1',
            publicUrl: 'http://127.0.0.1',
            dataDir: folder,
            databaseUrl: url,
            roles: { web: true, worker: true },
            secret: SECRET,
          },
          connection: { connectionString: url },
        },
        quietLog,
      )
      try {
        return await use(running)
      } finally {
        await running.stop()
      }
    },
    async serve(env = {}) {
      const served = await startServer({ TOK_DATA: folder, TOK_SECRET: SECRET, DATABASE_URL: url, ...env })
      children.add(served)
      return served
    },
    async end() {
      for (const child of children) await child.stop()
      await administer(server, `drop database if exists ${name} with (force)`)
      await embedded?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function databaseIn(server: string, name: string): string {
  const url = new URL(server.replace('@/', '@placeholder/'))
  url.pathname = `/${name}`
  return url.href.replace('@placeholder/', '@/')
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
