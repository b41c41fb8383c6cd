import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectOnce } from './db.ts'
import type { Log } from './deps.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'

/** A migrated database that is gone when it is closed, and a folder beside it. */
export interface ThrowAway {
  folder: string
  url: string
  close(): Promise<void>
}

/** On the server that `DATABASE_URL` names, else on an embedded one in a folder of its own. */
export async function openThrowAway(what: string, env: NodeJS.ProcessEnv, log: Log): Promise<ThrowAway> {
  const folder = mkdtempSync(join(tmpdir(), `tok-${what}-`))
  let embedded: EmbeddedPostgres | null = null
  let server = env.DATABASE_URL
  if (!server) {
    embedded = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log })
    server = embedded.url
  }
  const name = `tok_${what}_${process.pid}`
  await administer(server, `create database ${name}`)
  const url = databaseIn(server, name)
  await migrate({ connectionString: url })
  return {
    folder,
    url,
    async close() {
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
  const client = await connectOnce({ connectionString: server })
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
