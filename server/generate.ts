import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import type pg from 'pg'
import { pino } from 'pino'
import { connectOnce } from './core/db.ts'
import type { Log } from './core/deps.ts'
import { startEmbeddedPostgres } from './core/embedded-postgres.ts'
import { migrate } from './core/migrate.ts'
import { repositoryRoot } from './core/paths.ts'
import { bpmnSubset } from './generate-bpmn.ts'
import { schemaSql, tableTypes } from './generate-schema.ts'
import { assemble } from './serve.ts'

const log = pino({ level: 'silent' }) as unknown as Log

/** Writes the generated files, or with `--check` says which are stale. */
async function generate(check: boolean): Promise<void> {
  process.env.TOK_GENERATING = '1'
  const folder = mkdtempSync(join(tmpdir(), 'tok-generate-'))
  const embedded = await startEmbeddedPostgres({ dataDir: folder, log, settings: { fsync: 'off' } })
  const connection: pg.PoolConfig = embedded.config
  const files = new Map<string, string>()
  try {
    await migrate(connection)
    const client = await connectOnce(connection)
    files.set('db/schema.sql', await schemaSql(client))
    files.set('server/core/schema.ts', await tableTypes(client))
    await client.end()
    const config = {
      port: 0,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      office: null,
      dataDir: folder,
      databaseUrl: null,
      roles: { web: true, worker: false },
      secret: 'generate',
      pushHosts: [],
    }
    const running = await assemble({ config, connection }, log)
    await running.app.ready()
    const openapi = inOrder(running.app.swagger())
    files.set('openapi.json', `${JSON.stringify(openapi, null, 2)}\n`)
    files.set('web/api/schema.d.ts', `${astToString(await openapiTS(openapi as never))}`)
    await running.stop()
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  files.set('docs/processes/bpmn.md', bpmnSubset(repositoryRoot))
  const stale: string[] = []
  for (const [name, text] of files) {
    const path = join(repositoryRoot, name)
    let current = ''
    try {
      current = readFileSync(path, 'utf8')
    } catch {
      // not there yet
    }
    if (current === text) continue
    stale.push(name)
    if (!check) writeFileSync(path, text)
  }
  if (check && stale.length > 0) {
    process.stderr.write(`stale: ${stale.join(', ')}; run npm run generate\n`)
    process.exitCode = 1
  } else process.stdout.write(stale.length > 0 ? `written: ${stale.join(', ')}\n` : 'generated files are current\n')
}

await generate(process.argv.includes('--check'))

/** Schemas by name: the order in which modules happen to be loaded is not to show. */
function inOrder(described: object): object {
  const { components } = described as { components?: { schemas?: Record<string, unknown> } }
  const schemas = Object.entries(components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...described, components: { ...components, schemas: Object.fromEntries(schemas) } }
}
