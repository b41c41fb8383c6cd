import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts'
import { migrate } from '../../server/core/migrate.ts'
import { repositoryRoot } from '../../server/core/paths.ts'

/** How a test file reaches the server, and the database it clones. */
export interface ProvidedPostgres {
  config: { host?: string; port?: number; user?: string; password?: string; connectionString?: string }
  template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ProvidedPostgres
  }
}

const FOLDER_PREFIX = 'tok-test-postgres-'
const A_DAY = 24 * 60 * 60 * 1000

interface Shared {
  users: number
  starting: Promise<{ provided: ProvidedPostgres; end: () => Promise<void> }>
}

// Every project of a run loads this file anew, in the same process: the server is shared through the process.
const shared = globalThis as { tokTestPostgres?: Shared }

/** One PostgreSQL for the whole run, whose template database has every migration. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.tokTestPostgres ??= { users: 0, starting: start() }
  const mine = shared.tokTestPostgres
  mine.users++
  const { provided, end } = await mine.starting
  project.provide('postgres', provided)
  return async () => {
    mine.users--
    if (mine.users > 0) return
    shared.tokTestPostgres = undefined
    await end()
  }
}

async function start(): Promise<{ provided: ProvidedPostgres; end: () => Promise<void> }> {
  const url = process.env.DATABASE_URL
  if (url) {
    const config = { connectionString: url }
    return { provided: { config, template: await prepareTemplate(config) }, end: async () => {} }
  }
  removeOldFolders()
  const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX))
  const say = (_: object, message: string) => console.error(`postgres: ${message}`)
  let server: EmbeddedPostgres | undefined
  try {
    server = await startEmbeddedPostgres({
      dataDir: folder,
      log: { debug() {}, info() {}, warn: say, error: say },
      settings: {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_connections: 300,
        // A database that is dropped is looked for in all of them.
        shared_buffers: '128MB',
        // Cloning by FILE_COPY brings a checkpoint of its own; with both this high no other comes in between.
        max_wal_size: '4GB',
        checkpoint_timeout: '1h',
      },
    })
    const { host, port, user, password } = server.config
    const config = { host, port, user, password: password as string }
    const template = await prepareTemplate(config)
    const running = server
    return { provided: { config, template }, end: () => endServer(running, config, folder) }
  } catch (error) {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function endServer(server: EmbeddedPostgres, config: pg.PoolConfig, folder: string): Promise<void> {
  const kept = await withClient(config, (client) =>
    client.query<{ datname: string }>(`select datname from pg_database where datname like 'tok\\_test\\_%'`),
  )
  await server.stop()
  if (kept.rows.length === 0) return rmSync(folder, { recursive: true, force: true })
  console.error(`databases of failed tests are kept for a day in ${folder} (startEmbeddedPostgres opens that folder):`)
  for (const { datname } of kept.rows) console.error(`  ${datname}`)
}

/** Folders of runs that were killed, or that kept the databases of failed tests for long enough. */
function removeOldFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name)
    try {
      if (!name.startsWith(FOLDER_PREFIX)) continue
      // The lock of a living server is touched every two seconds.
      const touched = statSync(join(folder, 'owner.json'), { throwIfNoEntry: false }) ?? statSync(folder)
      if (Date.now() - touched.mtimeMs > A_DAY) rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or being removed by another run.
    }
  }
}

/** The template is named by what made it, so that a server kept between runs (DATABASE_URL) is migrated once. */
async function prepareTemplate(config: pg.PoolConfig): Promise<string> {
  const template = `tok_template_${digestOfMigrations()}`
  await withClient(config, async (client) => {
    await client.query('select pg_advisory_lock(7465602)')
    const there = await client.query('select 1 from pg_database where datname = $1', [template])
    if (there.rowCount) return
    // Migrated under another name: a run killed half-way must not leave a template that looks whole.
    const unfinished = `tok_unfinished_${randomBytes(4).toString('hex')}`
    await client.query(`create database ${unfinished}`)
    try {
      await migrate(databaseOf(config, unfinished))
      await client.query(`alter database ${unfinished} rename to ${template}`)
    } catch (error) {
      await client.query(`drop database if exists ${unfinished} with (force)`)
      throw error
    }
    await client.query(`alter database ${template} with allow_connections false`)
  })
  return template
}

function digestOfMigrations(): string {
  const folder = join(repositoryRoot, 'db', 'migrations')
  const files = [...readdirSync(folder).sort()].map((name) => join(folder, name))
  const hash = createHash('sha256')
  for (const file of [...files, join(repositoryRoot, 'server/core/migrate.ts')])
    hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

async function withClient<T>(config: pg.PoolConfig, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(databaseOf(config, config.connectionString ? undefined : 'postgres'))
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The same server, another database. A connection string wins over `database` in pg, so the name goes into it. */
export function databaseOf<C extends { connectionString?: string }>(config: C, database: string | undefined): C {
  if (database === undefined) return config
  if (!config.connectionString) return { ...config, database }
  const url = new URL(config.connectionString.replace('@/', '@placeholder/'))
  url.pathname = `/${database}`
  return { ...config, connectionString: url.href.replace('@placeholder/', '@/') }
}
