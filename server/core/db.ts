import { availableParallelism } from 'node:os'
import type { Writable } from 'node:stream'
import { CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { type ConnectionConfig, connectToPrimary, poolToPrimary } from './db-hosts.ts'
import type { Statement } from './given-rows.ts'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>

export interface Database {
  /** For reads: every statement takes a connection of the pool and gives it back. */
  db: Db
  pool: pg.Pool
  /**
   * Connections on which rows are looked up by index, one after the other, whatever the planner believes of the tables: a
   * prepared statement keeps the plan it got from them, and they may be a hundred times larger an hour later.
   */
  byIndex: { db: Db; pool: pg.Pool }
  close(): Promise<void>
}

// int8 as number: totals in minor units and counters stay far below 2^53; dates stay plain text, they are no instants.
pg.types.setTypeParser(20, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of the safe range: ${text}`)
  return value
})
pg.types.setTypeParser(1082, (text) => text)

/** One connection outside the pool: for migrations, LISTEN and checks. */
export async function connectOnce(config: ConnectionConfig): Promise<pg.Client> {
  if (config.hosts) return connectToPrimary(config)
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config })
  client.on('error', () => {})
  await client.connect()
  return client
}

type Queryable = {
  query(query: { name?: string; text: string; values: unknown[] }): Promise<pg.QueryResult>
}

/** Runs a statement that is prepared under its name. */
export const execute = (db: Db, statement: Statement) =>
  db.executeQuery(CompiledQuery.raw(prepared(statement).text, statement.values))

/** The same as the driver takes it. */
export const prepared = ({ name, text, values }: Statement) => ({ name, text: `/* ${name} */ ${text}`, values })

const PREPARED = /^\s*\/\* (\S+) \*\//

/**
 * A Kysely whose statements all run on the given connection (or pool). A statement that begins with a comment of one
 * word is prepared under that name, once a connection: for hot statements, whose parsing and planning cost as much as
 * their work. Its text must not vary.
 */
export function kyselyOn(target: Queryable): Db {
  const connection = {
    async executeQuery<R>(compiled: { sql: string; parameters: readonly unknown[] }) {
      const name = PREPARED.exec(compiled.sql)?.[1]
      const values = compiled.parameters as unknown[]
      const result = await target.query(name ? { name, text: compiled.sql, values } : { text: compiled.sql, values })
      return {
        rows: result.rows as R[],
        numAffectedRows: result.rowCount === null ? undefined : BigInt(result.rowCount),
      }
    },
    // biome-ignore lint/correctness/useYield: rows are never streamed through Kysely here
    async *streamQuery(): AsyncGenerator<never> {
      throw new Error('not streamed')
    },
  }
  const transactionsAreWrite = () => Promise.reject(new Error('open transactions with write()'))
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        beginTransaction: transactionsAreWrite,
        commitTransaction: transactionsAreWrite,
        rollbackTransaction: transactionsAreWrite,
        releaseConnection: async () => {},
        destroy: async () => {},
      }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/**
 * What a node holds is free again after half a minute at the latest, whatever became of the node: frozen in a transaction, or gone
 * with its machine, so that nobody closes its connections. Where the way goes through no network the latter have no meaning.
 */
const LEASE = [
  'idle_in_transaction_session_timeout=30s',
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=4',
  'tcp_user_timeout=30s',
]

const CONNECTIONS = 20
/** Transactions of a millisecond: more of them at once than commits wait for the disk only stand in each other's way (docs/decisions/017-fewer-statements.md). */
const SHORT_ONES = Math.min(CONNECTIONS, Math.max(8, 4 * availableParallelism()))

/**
 * Opens the pools under the application's role, which can append to the event log and not change it: up to `config.max`
 * connections each, unless said otherwise 20, and on the second pool four a processor.
 */
export async function openDatabase(config: ConnectionConfig): Promise<Database> {
  const probe = await connectOnce(config)
  const { rows } = await probe.query(
    "select pg_has_role(current_user, 'tok_app', 'member') as may from pg_roles where rolname = 'tok_app'",
  )
  await probe.end()
  const asApplication = rows[0]?.may === true
  const set = (settings: string[]) => settings.map((setting) => `-c ${setting}`).join(' ')
  const plain = [set(LEASE), config.options, asApplication ? '-c role=tok_app' : undefined, '-c timezone=UTC']
    .filter(Boolean)
    .join(' ')
  const open = (options: string, most: number) => openPool({ ...config, options, max: config.max ?? most })
  const pool = open(plain, CONNECTIONS)
  const byIndex = open(`${plain} ${set(BY_INDEX)}`, SHORT_ONES)
  return {
    db: kyselyOn(pool),
    pool,
    byIndex: { db: kyselyOn(byIndex), pool: byIndex },
    close: async () => {
      await Promise.all([pool.end(), byIndex.end()])
    },
  }
}

/** How a connection is told to look rows up by index. */
export const BY_INDEX = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
]

function openPool(config: ConnectionConfig): pg.Pool {
  const settings: ConnectionConfig = {
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Statements begun together travel together; the server still does one after the other.
    pipeline: true,
    ...config,
  }
  const pool = config.hosts ? poolToPrimary(settings) : new pg.Pool(settings)
  pool.on('connect', (client) => {
    // A connection lost while it is lent fails its queries; it must not end the process besides.
    client.on('error', () => {})
    sendTogether(client)
  })
  // A lost idle connection (server restarted) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/** What is asked within one turn of the event loop leaves in one write: each write is a call of the system and a wake-up. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  const query = client.query as (...all: unknown[]) => unknown
  let held = false
  client.query = ((...all: unknown[]) => {
    if (!held) {
      held = true
      stream.cork()
      process.nextTick(() => {
        held = false
        stream.uncork()
      })
    }
    return query.apply(client, all)
  }) as typeof client.query
}
