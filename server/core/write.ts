import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Actor } from './actor.ts'
import { type Db, kyselyOn, prepared } from './db.ts'
import type { Cx, Deps } from './deps.ts'
import type { Cause, NewEvent } from './events.ts'
import { columnOf, overRows, type Statement, together } from './given-rows.ts'
import { newId } from './ids.ts'

export type { Cx } from './deps.ts'

interface Recorded extends NewEvent {
  id: string
  name: string
  actor: Actor
  cause: Cause | null
  depth: number
}

interface Effect {
  topic: string
  key: string
  payload: Record<string, unknown>
  cause: Cause | null
}

export interface WriteOptions<A = undefined> {
  cause?: Cause
  depth?: number
  /** What needs no clock is asked in the round trip that opens the transaction; `command` is given the answer. */
  ahead?: (db: Db) => Promise<A>
  /** The first statement, which reads the clock; another one than the plain one takes locks or settings, too. */
  opening?: Opening
  /** Its events are logged and shown, but nobody is told: no process starts by them, no reaction follows. */
  undelivered?: boolean
}

/** A statement without parameters that gives one row with `now`, the business time. */
export interface Opening {
  name: string
  text: string
}

/** Opens a transaction by the clock, and whatever else of SQL expressions is to be evaluated first, in this order. */
export const opening = (name: string, ...more: string[]): Opening => ({
  name,
  text: `select ${['business_now() as now', ...more].join(', ')}`,
})

const READ_CLOCK = opening('business-now')
const ignore = () => {}
const RETRYABLE = new Set(['40001', '40P01'])

/**
 * The only way to change data: one transaction for rows, events and effects. Serialization failures and deadlocks are
 * repeated (up to 5 times), so `command` must be free of side effects other than through `cx`.
 */
export async function write<T, A = undefined>(
  deps: Deps,
  actor: Actor,
  command: (cx: Cx, ahead: A) => Promise<T>,
  options: WriteOptions<A> = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { answer, wakes } = await once(deps, actor, command, options)
      if (wakes) deps.wake()
      return answer
    } catch (error) {
      const code = (error as { code?: string }).code
      if (code === undefined || !RETRYABLE.has(code) || attempt === 5) throw error
    }
  }
}

async function once<T, A>(
  deps: Deps,
  actor: Actor,
  command: (cx: Cx, ahead: A) => Promise<T>,
  options: WriteOptions<A>,
) {
  const client = await deps.database.pool.connect()
  let broken: Error | undefined
  let open = true
  try {
    // The clock is read inside the transaction, in the same round trip.
    const db = kyselyOn(client)
    const [, clock, ahead] = await Promise.all([
      client.query('begin'),
      client.query(options.opening ?? READ_CLOCK),
      options.ahead?.(db),
    ])
    const now: Date = clock.rows[0].now
    const written: Written = {
      events: [],
      effects: [],
      atEnd: [],
      trailing: [],
      savepoints: 0,
      sent: false,
      undelivered: options.undelivered ?? false,
    }
    const cx = makeCx(deps, client, db, now, actor, options.cause ?? null, options.depth ?? 0, written)
    const answer = await command(cx, ahead as A)
    const flushed = Promise.all([...written.trailing, flush(client, now, written)])
    if (deps.probe) {
      await flushed
      deps.probe('before-commit')
    }
    // On the heels of the flush, in the same round trip; when the flush fails, the database answers this with a rollback.
    const [, ended] = await Promise.all([flushed, client.query('commit')])
    open = false
    // How the database answers a commit after a failure that nobody heard of.
    if (ended.command !== 'COMMIT') throw new Error('rolled back instead of committed: a statement failed unheard')
    deps.probe?.('after-commit')
    const events = written.sent || written.events.length > 0
    return { answer, wakes: (events && !options.undelivered) || written.effects.length > 0 }
  } catch (error) {
    try {
      if (open) await client.query('rollback')
    } catch (failed) {
      broken = failed as Error
    }
    throw error
  } finally {
    client.release(broken)
  }
}

/** What a transaction leaves to its end. */
interface Written {
  events: Recorded[]
  effects: Effect[]
  atEnd: Statement[]
  trailing: Promise<unknown>[]
  savepoints: number
  /** Whether events went ahead of the end. */
  sent: boolean
  undelivered: boolean
}

function makeCx(
  deps: Deps,
  client: pg.PoolClient,
  db: Db,
  now: Date,
  actor: Actor,
  cause: Cause | null,
  depth: number,
  written: Written,
): Cx {
  const trail = (statement: Promise<unknown>) => {
    statement.catch(ignore)
    written.trailing.push(statement)
  }
  return {
    db,
    now,
    actor,
    cause,
    depth,
    deps,
    record(name, event) {
      if (!deps.eventNames.has(name)) throw new Error(`event ${name} is not defined in any module's events.ts`)
      const id = newId()
      written.events.push({ ...event, id, name, actor, cause, depth })
      return id
    },
    sendEvents() {
      if (written.events.length === 0) return
      const statements = logging(written.events, now, written.undelivered)
      written.events = []
      written.sent = true
      trail(sendAll(client, statements))
    },
    effect(topic, key, payload) {
      written.effects.push({ topic, key, payload, cause })
    },
    trail,
    atEnd(statement) {
      written.atEnd.push(statement)
    },
    async savepoint(part) {
      written.savepoints += 1
      const name = `s${written.savepoints}`
      const events = written.events.length
      const effects = written.effects.length
      const atEnd = written.atEnd.length
      // Both travel with the statements around them; should one fail, all later ones and the commit say so, too.
      client.query(`savepoint ${name}`).catch(ignore)
      try {
        const answer = await part()
        client.query(`release savepoint ${name}`).catch(ignore)
        return answer
      } catch (error) {
        await client.query(`rollback to savepoint ${name}; release savepoint ${name}`)
        written.events.length = events
        written.effects.length = effects
        written.atEnd.length = atEnd
        throw error
      }
    },
    as: (other, otherCause, otherDepth) => makeCx(deps, client, db, now, other, otherCause, otherDepth, written),
  }
}

/**
 * One statement for all that is left to the end, as a rule: its cost hardly grows with the number of events. What nobody
 * listens to is logged and not delivered.
 */
function flush(client: pg.PoolClient, now: Date, { events, effects, atEnd, undelivered }: Written): Promise<unknown> {
  const statements = [...atEnd, ...logging(events, now, undelivered), ...(effects.length > 0 ? [putting(effects)] : [])]
  return sendAll(client, statements)
}

// Asked of the connection itself: Kysely would ask a moment later, after the commit.
const sendAll = (client: pg.PoolClient, statements: Statement[]): Promise<unknown> =>
  Promise.all(together(statements).map((statement) => client.query(prepared(statement))))

const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))

function logging(events: Recorded[], now: Date, undelivered: boolean): Statement[] {
  if (events.length === 0) return []
  const personal: { event: string; salt: string; values: string }[] = []
  const digests = events.map(({ id, personal: values }) => {
    if (!values) return null
    const salt = randomBytes(16)
    const text = JSON.stringify(values)
    personal.push({ event: id, salt: salt.toString('hex'), values: text })
    return createHash('sha256').update(salt).update(text).digest('hex')
  })
  const also = events.flatMap(({ id, also }) => (also ?? []).map((subject) => ({ event: id, ...subject })))
  const names = columnOf(events, 'name', 'text', ({ name }) => name)
  const ids = columnOf(events, 'id', 'uuid', ({ id }) => id)
  const subjects = columnOf(events, 'subject_id', 'uuid', ({ subject }) => subject.id)
  const columns = [
    ids,
    names,
    subjects,
    columnOf(events, 'actor_kind', 'text', ({ actor }) => actor.kind),
    columnOf(events, 'actor_id', 'text', ({ actor }) => actor.id),
    columnOf(events, 'department_id', 'uuid', ({ actor }) => (actor.kind === 'user' ? actor.departmentId : null)),
    columnOf(events, 'subject_kind', 'text', ({ subject }) => subject.kind),
    columnOf(events, 'changes', 'json', ({ changes }) => (changes && changes.length > 0 ? json(changes) : null)),
    columnOf(events, 'payload', 'json', ({ payload }) => json(payload ?? {})),
    { name: 'digest', type: 'text', values: digests } as const,
    columnOf(events, 'cause', 'json', ({ cause }) => json(cause)),
    columnOf(events, 'depth', 'smallint', ({ depth }) => depth),
  ]
  const log = (
    rows: string,
  ) => `insert into event_log (id, at, name, actor_kind, actor_id, department_id, subject_kind, subject_id,
      changes, payload, personal_digest, cause, depth)
    select id, $13::timestamptz, name, actor_kind, actor_id, department_id, subject_kind, subject_id, changes::jsonb, payload::jsonb,
      decode(digest, 'hex'), cause::jsonb, depth from ${rows}`
  const deliver = (rows: string) => `insert into outbox (kind, event_id, subject_id, slow)
    select 'deliver', r.id, r.subject_id, coalesce(h.flood_until > clock_timestamp(), false)
    from ${rows} left join heard_events h on h.name = r.name
    where h.name is not null or exists (select from heard_events where name = '*')`
  const statements = [overRows('log', columns, log, [now])]
  if (!undelivered) statements.push(overRows('out', [ids, names, subjects], deliver))
  if (also.length > 0) {
    const columns = [
      columnOf(also, 'event_id', 'uuid', ({ event }) => event),
      columnOf(also, 'kind', 'text', ({ kind }) => kind),
      columnOf(also, 'id', 'uuid', ({ id }) => id),
    ]
    const write = (rows: string) =>
      `insert into event_subjects (event_id, kind, id) select event_id, kind, id from ${rows} on conflict do nothing`
    statements.push(overRows('also', columns, write))
  }
  if (personal.length > 0) {
    const columns = [
      columnOf(personal, 'event_id', 'uuid', ({ event }) => event),
      columnOf(personal, 'salt', 'text', ({ salt }) => salt),
      columnOf(personal, 'personal', 'json', ({ values }) => values),
    ]
    const write = (rows: string) =>
      `insert into event_personal (event_id, salt, personal) select event_id, decode(salt, 'hex'), personal::jsonb from ${rows}`
    statements.push(overRows('own', columns, write))
  }
  return statements
}

const putting = (effects: Effect[]): Statement =>
  overRows(
    'send',
    [
      columnOf(effects, 'topic', 'text', ({ topic }) => topic),
      columnOf(effects, 'key', 'text', ({ key }) => key),
      columnOf(effects, 'payload', 'json', ({ payload }) => json(payload)),
      columnOf(effects, 'cause', 'json', ({ cause }) => json(cause)),
    ],
    (
      rows,
    ) => `insert into outbox (kind, topic, key, payload, cause) select 'effect', topic, key, payload::jsonb, cause::jsonb
      from ${rows} on conflict (key) where key is not null do nothing`,
  )
