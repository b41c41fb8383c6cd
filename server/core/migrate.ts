import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PoolConfig } from 'pg'
import { connectOnce } from './db.ts'
import { repositoryRoot } from './paths.ts'

export interface Migration {
  name: string
  sql: string
  digest: string
}

/** The numbered SQL files of db/migrations, in order. */
export function migrations(): Migration[] {
  const folder = join(repositoryRoot, 'db', 'migrations')
  return readdirSync(folder)
    .filter((name) => /^\d{3}_.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
    })
}

// The application works under this role: it may add to the event log and never change it.
const APPEND_ONLY = ['event_log', 'event_subjects', 'event_seals']

/**
 * Brings a database to the newest shape: forward only, each file once, all under one lock so that nodes may start together.
 * Throws when a file that already ran was changed, or when the database is newer than this Tok.
 */
export async function migrate(connection: PoolConfig, progress: (name: string) => void = () => {}): Promise<void> {
  const client = await connectOnce(connection)
  try {
    await client.query('select pg_advisory_lock(7465601)')
    await client.query(
      'create table if not exists schema_migrations (name text primary key, digest text not null, applied_at timestamptz not null default clock_timestamp())',
    )
    const done = new Map<string, string>(
      (await client.query('select name, digest from schema_migrations')).rows.map((row) => [row.name, row.digest]),
    )
    const known = migrations()
    const unknown = [...done.keys()].filter((name) => !known.some((m) => m.name === name))
    if (unknown.length > 0) {
      throw new Error(`this database was migrated by a newer Tok (${unknown.join(', ')}); start that version`)
    }
    for (const migration of known) {
      const digest = done.get(migration.name)
      if (digest !== undefined) {
        if (digest !== migration.digest) throw new Error(`migration ${migration.name} was changed after it ran here`)
        continue
      }
      progress(migration.name)
      await client.query('begin')
      try {
        await client.query(migration.sql)
        await client.query('insert into schema_migrations (name, digest) values ($1, $2)', [
          migration.name,
          migration.digest,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }
    await beginEra(client)
    await grantApplicationRole(client)
  } finally {
    await client.end()
  }
}

/** A dump restored into another cluster finds its transactions counted anew: from now on events are of the next era. */
async function beginEra(client: Awaited<ReturnType<typeof connectOnce>>): Promise<void> {
  const { rows } = await client.query<{ era: number; ended: boolean }>(
    `select era, up_to_xid8 > pg_snapshot_xmax(pg_current_snapshot()) as ended from event_seals order by seq desc limit 1`,
  )
  if (rows[0]?.ended) await client.query(`alter table event_log alter column era set default ${rows[0].era + 1}`)
}

async function grantApplicationRole(client: Awaited<ReturnType<typeof connectOnce>>): Promise<void> {
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
