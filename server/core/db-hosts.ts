import type { EventEmitter } from 'node:events'
import pg from 'pg'

/**
 * Settings of a connection. With `hosts`, an address (as `connectionString`) for each server on which the database may be, it goes to
 * the one of them that takes writes. Plain data, so a thread may be given it.
 */
export type ConnectionConfig = pg.PoolConfig & { hosts?: string[] }

/** How long one host may take to answer before the next is asked. */
const ANSWER_MS = 5000

const ADDRESS = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/i
const HOST = /^(?:\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::\d{1,5})?$/i

/**
 * What `DATABASE_URL` says. Several hosts are written as libpq has them, `postgresql://tok@db1:5432,db2:5432/tok`: the connection goes
 * to the one that takes writes. What libpq calls `target_session_attrs` may be `read-write` or `primary`; others are refused.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
 */
export function connectionOf(url: string): ConnectionConfig {
  const asked = /[?&]target_session_attrs=([^&]*)/.exec(url)?.[1]
  if (asked !== undefined && asked !== 'read-write' && asked !== 'primary')
    throw new Error(`DATABASE_URL: target_session_attrs=${asked} is not understood; Tok needs read-write`)
  const plain = url.replace(/([?&])target_session_attrs=[^&]*(&?)/, (_, before, after) => (after ? before : ''))
  const [, before, hosts, after] = ADDRESS.exec(plain) ?? []
  if (!hosts?.includes(',')) return { connectionString: plain }
  const wrong = hosts.split(',').find((host) => !HOST.test(host))
  if (wrong !== undefined) throw new Error(`DATABASE_URL: "${wrong}" is not a host with its port`)
  return { hosts: hosts.split(',').map((host) => `${before}${host}${after}`) }
}

/** Which host the next connection goes to; one that did not take it sends everybody to the next. */
interface Turn {
  at: number
  readonly hosts: string[]
}

const turns = new Map<string, Turn>()

/** One turn for all connections of this process to the same hosts. */
function turnOf(hosts: string[]): Turn {
  const key = hosts.join(' ')
  const turn = turns.get(key) ?? { at: 0, hosts }
  turns.set(key, turn)
  return turn
}

/** Begins connections to the host whose turn it is; where nothing can be written there now, beginning fails. */
function clientAt(turn: Turn): typeof pg.Client {
  return class extends pg.Client {
    private readonly at = turn.at

    constructor(config?: pg.ClientConfig) {
      super({
        ...config,
        connectionString: turn.hosts[turn.at % turn.hosts.length]!,
        connectionTimeoutMillis: ANSWER_MS,
      })
    }

    override connect(told?: unknown): never {
      const begun = this.begin()
      if (typeof told !== 'function') return begun as never
      begun.then(
        () => told(null),
        (error) => told(error),
      )
      return undefined as never
    }

    private async begin(): Promise<this> {
      let standsBy = false
      // PostgreSQL 14 and newer tells it by itself when a connection begins.
      const { connection } = this as unknown as { connection: EventEmitter }
      connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
        if (parameterName === 'in_hot_standby' || parameterName === 'default_transaction_read_only')
          standsBy ||= parameterValue === 'on'
      })
      try {
        await super.connect()
        if (standsBy) throw new Error('the database takes no writes there: it stands by')
        return this
      } catch (error) {
        if (turn.at === this.at) turn.at += 1
        if (standsBy) await this.end().catch(() => {})
        throw error
      }
    }
  } as typeof pg.Client
}

/** Asks each host once until one is connected to. */
async function atAny<T>({ hosts }: Turn, connect: () => Promise<T>, isOver = () => false): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect()
    } catch (error) {
      if (attempt >= hosts.length || isOver()) throw error
    }
  }
}

/** One connection to the host that takes writes. */
export async function connectToPrimary({ hosts, ...config }: ConnectionConfig): Promise<pg.Client> {
  const turn = turnOf(hosts!)
  const Client = clientAt(turn)
  return atAny(turn, async () => {
    const client = new Client(config)
    client.on('error', () => {})
    await client.connect()
    return client
  })
}

/** A pool of connections to the host that takes writes. */
export function poolToPrimary({ hosts, ...config }: ConnectionConfig): pg.Pool {
  const turn = turnOf(hosts!)
  const Client = clientAt(turn) as unknown as new () => pg.ClientBase
  const pool = new pg.Pool({ ...config, Client })
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  type Lend = (error: Error | undefined, client?: pg.PoolClient, done?: pg.PoolClient['release']) => void
  // Its own query() asks for a connection in the same way, by a callback.
  pool.connect = ((lend?: Lend) => {
    const lent = atAny(turn, connect, () => pool.ending)
    if (!lend) return lent
    lent.then(
      (client) => lend(undefined, client, client.release.bind(client)),
      (error) => lend(error, undefined, () => {}),
    )
  }) as typeof pool.connect
  return pool
}
