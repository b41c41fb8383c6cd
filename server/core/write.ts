import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Actor } from './actor.ts'
import { CLOCK } from './clock.ts'
import { type Db, kyselyOn, prepared } from './db.ts'
import type { Cx, Deps } from './deps.ts'
import type { Cause, NewEvent, Subject } from './events.ts'
import { columnOf, overRows, type Statement, together } from './given-rows.ts'
import { newId } from './ids.ts'
import { type Span, type SpanRef, traceparent } from './traces.ts'

export type { Cx } from './deps.ts'

interface Recorded extends NewEvent {
  id: string
  name: string
  actor: Actor
  cause: Cause | null
  depth: number
  trace: SpanRef | null
}

interface Effect {
  topic: string
  key: string
  payload: Record<string, unknown>
  cause: Cause | null
  trace: SpanRef | null
}

export interface WriteOptions<A = undefined> {
  cause?: Cause
  depth?: number
  /** What needs no clock is asked in the round trip that opens the transaction; `command` is given the answer. */
  ahead?: (db: Db) => Promise<A>
  /** On connections that look rows up by index. */
  byIndex?: boolean
  /** Its events are logged and shown, but nobody is told: no process starts by them, no reaction follows. */
  undelivered?: boolean
}

/**
 * What a command stands on that was read before its transaction. As long as it asks the database nothing, all that it writes is
 * one statement, which needs no opening and no commit and fails with 40001 where what it must change is not as it was read;
 * else `guard` opens the transaction and fails in the same way.
 */
export interface Standing {
  now: Date
  guard: Statement
}

const READ_CLOCK = { name: 'business-now', text: `select ${CLOCK} as now` }
// The commit is not held up until it lies on the disk; whatever commits later and is held up takes it along.
const NO_WAIT = { name: 'no-wait', text: 'set local synchronous_commit to off' }
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
      return await once(deps, actor, command, options)
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
): Promise<T> {
  const { pool } = options.byIndex ? deps.database.byIndex : deps.database
  const { cause = null, depth = 0, undelivered = false } = options
  const transaction = new Transaction(await pool.connect(), undelivered)
  try {
    const { now, ahead } = await opened(transaction, options)
    const answer = await command(new Acting(deps, transaction, now, actor, cause, depth, current(deps)), ahead as A)
    await transaction.end(deps, now)
    return answer
  } catch (error) {
    throw await transaction.failed(error)
  } finally {
    transaction.release()
  }
}

/**
 * The same for a command that stands on what was read before, on a connection that looks rows up by index. Undefined where
 * somebody else came first: nothing is repeated.
 */
export async function writeStanding<T, A extends Standing>(
  deps: Deps,
  actor: Actor,
  found: A,
  command: (cx: Cx, found: A) => Promise<T>,
): Promise<T | undefined> {
  const transaction = new Transaction(await deps.database.byIndex.pool.connect(), false)
  try {
    transaction.guard = found.guard
    const answer = await command(new Acting(deps, transaction, found.now, actor, null, 0, current(deps)), found)
    await transaction.end(deps, found.now)
    return answer
  } catch (error) {
    const failure = await transaction.failed(error)
    if (RETRYABLE.has((failure as { code?: string }).code ?? '')) return undefined
    throw failure
  } finally {
    transaction.release()
  }
}

const current = (deps: Deps): SpanRef | null => deps.traces?.current() ?? null

/** The clock is read inside the transaction, in the round trip that opens it. */
async function opened<A>(transaction: Transaction, { ahead }: WriteOptions<A>): Promise<{ now: Date; ahead?: A }> {
  const { client, db } = transaction
  const [clock, answer] = await Promise.all([client.query(READ_CLOCK), ahead?.(db)])
  return { now: clock.rows[0].now, ahead: answer }
}

/** One on its connection, opened when the database is first asked something, and what it leaves to its end. */
class Transaction {
  readonly events: Recorded[] = []
  readonly effects: Effect[] = []
  readonly atEnd: Statement[] = []
  readonly spans: Span[] = []
  savepoints = 0
  /** Fails where what was read before is so no more. */
  guard: Statement | undefined
  /** A crash of the database may undo it: what it did is done again. */
  isRepeatable = false
  /** The names of events that anybody listens to, where they are known; else the database is asked. */
  heard: ReadonlySet<string> | null = null
  private readonly connection: pg.PoolClient
  /** What nobody listens to is logged and not delivered. */
  private readonly undelivered: boolean
  /** Whether events went ahead of the end. */
  private sent = false
  private readonly trailing: Promise<unknown>[] = []
  private kysely: Db | undefined
  private isOpen = false
  private refused: unknown
  private broken: Error | undefined

  constructor(connection: pg.PoolClient, undelivered: boolean) {
    this.connection = connection
    this.undelivered = undelivered
  }

  get client(): pg.PoolClient {
    this.open()
    return this.connection
  }

  get db(): Db {
    this.open()
    this.kysely ??= kyselyOn(this.connection)
    return this.kysely
  }

  /** It travels with the statements around it; should it fail, all later ones and the commit say so, too. */
  trail(statement: Promise<unknown>): void {
    statement.catch(ignore)
    this.trailing.push(statement)
  }

  private open(): void {
    if (this.isOpen) return
    this.isOpen = true
    this.trail(this.connection.query('begin'))
    if (!this.guard) return
    const guarded = this.connection.query(prepared(together([this.guard])[0]!))
    guarded.catch((error) => {
      this.refused = error
    })
    this.trail(guarded)
  }

  /** Asked of the connection itself: Kysely would ask a moment later, after the commit. */
  private send(statements: Statement[]): void {
    for (const statement of together(statements)) this.trail(this.client.query(prepared(statement)))
  }

  /** Those of which somebody may be told. */
  private told(events: Recorded[]): Recorded[] {
    const { undelivered, heard } = this
    if (undelivered) return []
    return heard === null || heard.has('*') ? events : events.filter(({ name }) => heard.has(name))
  }

  sendEvents(now: Date): void {
    if (this.events.length === 0) return
    this.sent = true
    const events = this.events.splice(0)
    this.send(logging(events, now, this.told(events)))
  }

  async end(deps: Deps, now: Date): Promise<void> {
    const { events, effects, atEnd, undelivered } = this
    const statements = [
      ...atEnd,
      ...logging(events, now, this.told(events)),
      ...(effects.length > 0 ? [putting(effects)] : []),
    ]
    await this.commit(statements, deps.probe)
    for (const span of this.spans) deps.traces?.emit(span)
    deps.probe?.('after-commit')
    if (((events.length > 0 || this.sent) && !undelivered) || effects.length > 0) deps.wake()
  }

  private async commit(statements: Statement[], probe: Deps['probe']): Promise<void> {
    if (!this.isOpen && statements.length === 0) return
    if (!this.isOpen && statements.some(({ mustChange }) => mustChange)) {
      const [whole, more] = together(statements)
      if (!more) {
        probe?.('before-commit')
        await this.connection.query(prepared(whole!))
        return
      }
    }
    this.send(statements)
    if (this.isRepeatable) this.trail(this.client.query(NO_WAIT))
    if (probe) {
      await Promise.all(this.trailing)
      probe('before-commit')
    }
    // On the heels of the rest, in the same round trip; when that fails, the database answers this with a rollback.
    const commit = this.client.query('commit')
    commit.catch(ignore)
    await Promise.all(this.trailing)
    const { command } = await commit
    this.isOpen = false
    // How the database answers a commit after a failure that nobody heard of.
    if (command !== 'COMMIT') throw new Error('rolled back instead of committed: a statement failed unheard')
  }

  /** Undoes it all; gives what it failed for. */
  async failed(error: unknown): Promise<unknown> {
    try {
      if (this.isOpen) await this.connection.query('rollback')
    } catch (failure) {
      this.broken = failure as Error
    }
    return this.refused ?? error
  }

  release(): void {
    this.connection.release(this.broken)
  }
}

/** Somebody within a transaction. Made for each of many who act in the same one: it holds no functions of its own. */
class Acting implements Cx {
  readonly now: Date
  readonly actor: Actor
  readonly cause: Cause | null
  readonly depth: number
  readonly trace: SpanRef | null
  readonly deps: Deps
  private readonly transaction: Transaction

  constructor(
    deps: Deps,
    transaction: Transaction,
    now: Date,
    actor: Actor,
    cause: Cause | null,
    depth: number,
    trace: SpanRef | null,
  ) {
    this.deps = deps
    this.transaction = transaction
    this.now = now
    this.actor = actor
    this.cause = cause
    this.depth = depth
    this.trace = trace
  }

  get db(): Db {
    return this.transaction.db
  }

  record(name: string, event: NewEvent): string {
    if (!this.deps.eventNames.has(name)) throw new Error(`event ${name} is not defined in any module's events.ts`)
    const id = newId()
    const { actor, cause, depth, trace } = this
    this.transaction.events.push({ ...event, id, name, actor, cause, depth, trace })
    return id
  }

  sendEvents(): void {
    this.transaction.sendEvents(this.now)
  }

  repeatable(): void {
    this.transaction.isRepeatable = true
  }

  hears(names: ReadonlySet<string> | null): void {
    this.transaction.heard = names
  }

  effect(topic: string, key: string, payload: Record<string, unknown>): void {
    this.transaction.effects.push({ topic, key, payload, cause: this.cause, trace: this.trace })
  }

  trail(statement: Promise<unknown>): void {
    this.transaction.trail(statement)
  }

  atEnd(statement: Statement): void {
    this.transaction.atEnd.push(statement)
  }

  async savepoint<T>(part: () => Promise<T>): Promise<T> {
    const { client, events, effects, atEnd } = this.transaction
    this.transaction.savepoints += 1
    const name = `s${this.transaction.savepoints}`
    const before = [events.length, effects.length, atEnd.length] as const
    // Both travel with the statements around them; should one fail, all later ones and the commit say so, too.
    client.query(`savepoint ${name}`).catch(ignore)
    try {
      const answer = await part()
      client.query(`release savepoint ${name}`).catch(ignore)
      return answer
    } catch (error) {
      await client.query(`rollback to savepoint ${name}; release savepoint ${name}`)
      ;[events.length, effects.length, atEnd.length] = before
      throw error
    }
  }

  span(span: Span): void {
    this.transaction.spans.push(span)
  }

  as(actor: Actor, cause: Cause | null, depth: number, trace: SpanRef | null = this.trace): Cx {
    return new Acting(this.deps, this.transaction, this.now, actor, cause, depth, trace)
  }
}

/** Here and not by `on conflict`, for which the database looks at each row twice and writes it down twice. */
const distinct = (subjects: Subject[]): Subject[] =>
  subjects.length < 2
    ? subjects
    : [...new Map(subjects.map((each) => [`${each.kind} ${each.id.toLowerCase()}`, each])).values()]

const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))

function logging(events: Recorded[], now: Date, told: Recorded[]): Statement[] {
  if (events.length === 0) return []
  const personal: { event: string; salt: string; values: string }[] = []
  const digests = events.map(({ id, personal: values }) => {
    if (!values) return null
    const salt = randomBytes(16)
    const text = JSON.stringify(values)
    personal.push({ event: id, salt: salt.toString('hex'), values: text })
    return createHash('sha256').update(salt).update(text).digest('hex')
  })
  const also = events.flatMap(({ id, also }) => distinct(also ?? []).map((subject) => ({ event: id, ...subject })))
  const named = (rows: Recorded[]) => [
    columnOf(rows, 'id', 'uuid', ({ id }) => id),
    columnOf(rows, 'name', 'text', ({ name }) => name),
    columnOf(rows, 'subject_id', 'uuid', ({ subject }) => subject.id),
  ]
  const columns = [
    ...named(events),
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
  const traced = traceOf(told)
  const deliver = (rows: string) => `insert into outbox (kind, event_id, subject_id, slow${traced.into})
    select 'deliver', r.id, r.subject_id, coalesce(h.flood_until > clock_timestamp(), false)${traced.from}
    from ${rows} left join heard_events h on h.name = r.name
    where h.name is not null or exists (select from heard_events where name = '*')`
  const statements = [overRows('log', columns, log, [now])]
  if (told.length > 0) statements.push(overRows(`out${traced.name}`, [...named(told), ...traced.columns], deliver))
  if (also.length > 0) {
    const columns = [
      columnOf(also, 'event_id', 'uuid', ({ event }) => event),
      columnOf(also, 'kind', 'text', ({ kind }) => kind),
      columnOf(also, 'id', 'uuid', ({ id }) => id),
    ]
    const write = (rows: string) =>
      `insert into event_subjects (event_id, kind, id) select event_id, kind, id from ${rows}`
    statements.push(overRows('also', columns, write))
  }
  if (personal.length > 0) {
    const columns = [
      columnOf(personal, 'event_id', 'uuid', ({ event }) => event),
      columnOf(personal, 'salt', 'text', ({ salt }) => salt),
      columnOf(personal, 'personal', 'json', ({ values }) => values),
    ]
    const write = (rows: string) =>
      `insert into event_personal (event_id, salt, personal) select event_id, decode(salt, 'hex'), personal::json from ${rows}`
    statements.push(overRows('own', columns, write))
  }
  return statements
}

/** What rows come from goes along where traces are collected; else it costs no statement a word. */
function traceOf(rows: { trace: SpanRef | null }[]) {
  if (rows.every(({ trace }) => trace === null)) return { name: '', columns: [], into: '', from: '' }
  const columns = [columnOf(rows, 'trace', 'text', ({ trace }) => trace && traceparent(trace))]
  return { name: '-traced', columns, into: ', trace', from: ', r.trace' }
}

function putting(effects: Effect[]): Statement {
  const traced = traceOf(effects)
  return overRows(
    `send${traced.name}`,
    [
      columnOf(effects, 'topic', 'text', ({ topic }) => topic),
      columnOf(effects, 'key', 'text', ({ key }) => key),
      columnOf(effects, 'payload', 'json', ({ payload }) => json(payload)),
      columnOf(effects, 'cause', 'json', ({ cause }) => json(cause)),
      ...traced.columns,
    ],
    (
      rows,
    ) => `insert into outbox (kind, topic, key, payload, cause${traced.into}) select 'effect', topic, key, payload::jsonb, cause::jsonb${traced.from}
      from ${rows} on conflict (key) where key is not null do nothing`,
  )
}
