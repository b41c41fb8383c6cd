import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectOnce } from './db.ts'
import type { ConnectionConfig } from './db-hosts.ts'
import { repositoryRoot } from './paths.ts'

export interface Migration {
  name: string
  sql: string
  digest: string
  /** It takes away what older versions need: none of them may be alive when it runs, and none starts after it. */
  contracts: boolean
}

/** The first line of a migration that takes something away. All others only add, so that two versions run side by side meanwhile. */
const CONTRACTS = /^-- contracts\b/

/** The numbered SQL files of db/migrations, in order. */
export function migrations(): Migration[] {
  const folder = join(repositoryRoot, 'db', 'migrations')
  return readdirSync(folder)
    .filter((name) => /^\d{3}_.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      const digest = createHash('sha256').update(sql).digest('hex')
      return { name, sql, digest, contracts: CONTRACTS.test(sql) }
    })
}

/** The newest migration that this Tok knows. */
export const newestKnown: string = migrations().at(-1)!.name

// The application works under this role: it may add to the event log and never change it.
const APPEND_ONLY = ['event_log', 'event_subjects', 'event_seals']

/**
 * Brings a database to the newest shape: forward only, each file once, all under one lock so that nodes may start together.
 * Throws when a file that already ran was changed; when a newer Tok took away what this one needs; when this one is to take away
 * what nodes need that are still alive. Beside a newer Tok that only added, an older one goes on (docs/decisions/043-several-nodes.md).
 */
export async function migrate(
  connection: ConnectionConfig,
  progress: (name: string) => void = () => {},
): Promise<void> {
  const client = await connectOnce(connection)
  try {
    await client.query('select pg_advisory_lock(7465601)')
    await client.query(
      'create table if not exists schema_migrations (name text primary key, digest text not null, applied_at timestamptz not null default clock_timestamp())',
    )
    const done = await alreadyRun(client)
    const known = migrations()
    const unknown = [...done].filter(([name]) => !known.some((migration) => migration.name === name))
    const lost = unknown.filter(([, { contracts }]) => contracts).map(([name]) => name)
    if (lost.length > 0) {
      throw new Error(`this database was migrated by a newer Tok (${lost.join(', ')}); start that version`)
    }
    let ran = 0
    for (const migration of known) {
      const digest = done.get(migration.name)?.digest
      if (digest !== undefined) {
        if (digest !== migration.digest) throw new Error(`migration ${migration.name} was changed after it ran here`)
        continue
      }
      if (migration.contracts) await refuseWhileOlderLive(client, migration.name)
      progress(migration.name)
      await client.query('begin')
      try {
        await client.query(migration.sql)
        await client.query('insert into schema_migrations (name, digest) values ($1, $2)', [
          migration.name,
          migration.digest,
        ])
        if (migration.contracts)
          await client.query('update schema_migrations set contracts = true where name = $1', [migration.name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
      ran += 1
    }
    await beginEra(client)
    // A newer Tok knows better than this one what its role may do.
    if (unknown.length === 0 && (ran > 0 || !(await isGranted(client)))) await grantApplicationRole(client)
  } finally {
    await client.end()
  }
}

type Client = Awaited<ReturnType<typeof connectOnce>>

async function alreadyRun(client: Client): Promise<Map<string, { digest: string; contracts: boolean }>> {
  // Read whole: the column of contracts came with 048.
  const { rows } = await client.query<{ name: string; digest: string; contracts?: boolean }>(
    'select * from schema_migrations order by name',
  )
  return new Map(rows.map(({ name, digest, contracts = false }) => [name, { digest, contracts }]))
}

/** A node says each two seconds that it lives, and which migration is the newest it knows (core/nodes.ts). */
async function refuseWhileOlderLive(client: Client, migration: string): Promise<void> {
  const { rows } = await client.query<{ host: string; version: string }>(
    `select host, version from worker_beats where knows < $1 and beat_at > clock_timestamp() - interval '30 seconds'`,
    [migration],
  )
  if (rows.length === 0) return
  const nodes = rows.map(({ host, version }) => `${host || '?'} ${version}`.trim()).join(', ')
  throw new Error(`${migration} takes away what older nodes need, and some are at work (${nodes}): stop them first`)
}

const isGranted = async (client: Client): Promise<boolean> => {
  const { rows } = await client.query<{ granted: boolean }>(
    `select exists (select from pg_roles r where rolname = 'tok_app' and pg_has_role(current_user, r.oid, 'member')
      and has_table_privilege(r.oid, 'event_log', 'INSERT') and not has_table_privilege(r.oid, 'event_log', 'UPDATE')) as granted`,
  )
  return rows[0]!.granted
}

/** A dump restored into another cluster finds its transactions counted anew: from now on events are of the next era. */
async function beginEra(client: Client): Promise<void> {
  const { rows } = await client.query<{ era: number; ended: boolean }>(
    `select era, up_to_xid8 > pg_snapshot_xmax(pg_current_snapshot()) as ended from event_seals order by seq desc limit 1`,
  )
  if (rows[0]?.ended) await client.query(`alter table event_log alter column era set default ${rows[0].era + 1}`)
}

async function grantApplicationRole(client: Client): Promise<void> {
  const role = await client.query("select 1 from pg_roles where rolname = 'tok_app'")
  if (role.rowCount === 0) {
    try {
      await client.query('create role tok_app nologin')
    } catch (error) {
      const code = (error as { code?: string }).code
      // 42501: a hosted database whose user may not create roles; the triggers still refuse changes. 42710/23505: another node was faster.
      if (code === '42501') return
      if (code !== '42710' && code !== '23505') throw error
    }
  }
  try {
    await client.query('grant tok_app to current_user')
    await client.query('grant usage on schema public to tok_app')
    await client.query('grant select, insert, update, delete on all tables in schema public to tok_app')
    await client.query('grant usage on all sequences in schema public to tok_app')
    await client.query('grant execute on all functions in schema public to tok_app')
    await client.query(`revoke update, delete on ${APPEND_ONLY.join(', ')} from tok_app`)
    // Personal values may be erased, not rewritten.
    await client.query('revoke update on event_personal from tok_app')
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
  }
}
