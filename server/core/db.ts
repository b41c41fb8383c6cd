import type { Writable } from 'node:stream'
import { CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { Statement } from './given-rows.ts'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>

export interface Database {
  /** For reads: every statement takes a connection of the pool and gives it back. */
  db: Db
  pool: pg.Pool
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
export async function connectOnce(config: pg.PoolConfig): Promise<pg.Client> {
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

/** Opens the pool under the application's role, which can append to the event log and not change it. */
export async function openDatabase(config: pg.PoolConfig, options: { max?: number } = {}): Promise<Database> {
  const probe = await connectOnce(config)
  const { rows } = await probe.query(
    "select pg_has_role(current_user, 'tok_app', 'member') as may from pg_roles where rolname = 'tok_app'",
  )
  await probe.end()
  const asApplication = rows[0]?.may === true
  const pool = new pg.Pool({
    max: options.max ?? 20,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
    // Statements begun together travel together; the server still does one after the other.
    pipeline: true,
    ...config,
    options: [config.options, asApplication ? '-c role=tok_app' : undefined, '-c timezone=UTC']
      .filter(Boolean)
      .join(' '),
  })
  pool.on('connect', (client) => {
    // A connection lost while it is lent fails its queries; it must not end the process besides.
    client.on('error', () => {})
    sendTogether(client)
  })
  // A lost idle connection (server restarted) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return { db: kyselyOn(pool), pool, close: () => pool.end() }
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
