import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import type { Log } from '../server/core/deps.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/core/embedded-postgres.ts'
import { migrate } from '../server/core/migrate.ts'
import { repositoryRoot } from '../server/core/paths.ts'
import { assemble, type Running } from '../server/serve.ts'

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

export interface Served {
  address: string
  pid: number
  /** From the start of the process to the first answered page, in seconds. */
  ready: number
  stop(): Promise<void>
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

/** Starts `tok serve` as people do, on a free port, and waits for its first page. */
export async function startServer(env: Record<string, string>): Promise<Served> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(repositoryRoot, 'dist', 'server', 'cli.js'), 'serve'],
    {
      env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', TOK_LOG: 'error', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const address = `http://127.0.0.1:${port}`
  while (!(await answers(address))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before its first page`)
    await sleep(5)
  }
  return { address, pid: child.pid!, ready: (performance.now() - began) / 1000, stop: () => endProcess(child) }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/`)).ok
  } catch {
    return false
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
