import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Actor } from './actor.ts'
import { type Db, kyselyOn } from './db.ts'
import type { Cx, Deps } from './deps.ts'
import type { Cause, NewEvent } from './events.ts'
import { type Column, overRows } from './given-rows.ts'
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
    const written = {
      events: [] as Recorded[],
      effects: [] as Effect[],
      savepoints: 0,
      trailing: [] as Promise<unknown>[],
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
    return { answer, wakes: written.events.length > 0 || written.effects.length > 0 }
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

function makeCx(
  deps: Deps,
  client: pg.PoolClient,
  db: Db,
  now: Date,
  actor: Actor,
  cause: Cause | null,
  depth: number,
  written: { events: Recorded[]; effects: Effect[]; savepoints: number; trailing: Promise<unknown>[] },
): Cx {
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
    effect(topic, key, payload) {
      written.effects.push({ topic, key, payload, cause })
    },
    trail(statement) {
      statement.catch(ignore)
      written.trailing.push(statement)
    },
    async savepoint(part) {
      written.savepoints += 1
      const name = `s${written.savepoints}`
      const events = written.events.length
      const effects = written.effects.length
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
        throw error
      }
    },
    as: (other, otherCause, otherDepth) => makeCx(deps, client, db, now, other, otherCause, otherDepth, written),
  }
}

// One statement for the log and the outbox of the whole transaction: its cost does not grow with the number of events. What
// nobody listens to is logged and not delivered.
const logging = (events: string, at: number) => `
with fresh as (select * from ${events}), logged as (
  insert into event_log (id, at, name, actor_kind, actor_id, department_id, subject_kind, subject_id,
    changes, payload, personal_digest, cause, depth)
  select id, $${at}::timestamptz, name, actor_kind, actor_id, department_id, subject_kind, subject_id, changes::jsonb, payload::jsonb,
    decode(digest, 'hex'), cause::jsonb, depth from fresh
)
insert into outbox (kind, event_id, subject_id, slow)
select 'deliver', f.id, f.subject_id, coalesce(h.flood_until > clock_timestamp(), false)
from fresh f left join heard_events h on h.name = f.name
where h.name is not null or exists (select from heard_events where name = '*')`

/** Begins all statements in one go: they need nothing of each other's answers. */
function flush(client: pg.PoolClient, now: Date, written: { events: Recorded[]; effects: Effect[] }): Promise<unknown> {
  const { events, effects } = written
  const sent: Promise<unknown>[] = []
  if (events.length > 0) {
    const personal: { event_id: string; salt: string; personal: unknown }[] = []
    const also: { event_id: string; kind: string; id: string }[] = []
    const column = (name: string, type: Column['type'], of: (event: Recorded) => unknown): Column => ({
      name,
      type,
      values: events.map(of),
    })
    const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
    const columns = [
      column('id', 'uuid', ({ id }) => id),
      column('name', 'text', ({ name }) => name),
      column('actor_kind', 'text', ({ actor }) => actor.kind),
      column('actor_id', 'text', ({ actor }) => actor.id),
      column('department_id', 'uuid', ({ actor }) => (actor.kind === 'user' ? actor.departmentId : null)),
      column('subject_kind', 'text', ({ subject }) => subject.kind),
      column('subject_id', 'uuid', ({ subject }) => subject.id),
      column('changes', 'json', ({ changes }) => (changes && changes.length > 0 ? JSON.stringify(changes) : null)),
      column('payload', 'json', ({ payload }) => json(payload) ?? '{}'),
      column('digest', 'text', (event) => {
        for (const subject of event.also ?? []) also.push({ event_id: event.id, ...subject })
        if (!event.personal) return null
        const salt = randomBytes(16)
        personal.push({ event_id: event.id, salt: salt.toString('hex'), personal: event.personal })
        return createHash('sha256').update(salt).update(JSON.stringify(event.personal)).digest('hex')
      }),
      column('cause', 'json', ({ cause }) => json(cause)),
      column('depth', 'smallint', ({ depth }) => depth),
    ]
    sent.push(client.query(overRows('flush-events', columns, (rows) => logging(rows, columns.length + 1), [now])))
    if (also.length > 0) {
      sent.push(
        client.query({
          name: 'flush-subjects',
          text: 'insert into event_subjects (event_id, kind, id) select event_id, kind, id from json_to_recordset($1::json) as s(event_id uuid, kind text, id uuid) on conflict do nothing',
          values: [JSON.stringify(also)],
        }),
      )
    }
    if (personal.length > 0) {
      sent.push(
        client.query(
          "insert into event_personal (event_id, salt, personal) select event_id, decode(salt, 'hex'), personal from json_to_recordset($1::json) as p(event_id uuid, salt text, personal jsonb)",
          [JSON.stringify(personal)],
        ),
      )
    }
  }
  if (effects.length > 0) {
    sent.push(
      client.query(
        "insert into outbox (kind, topic, key, payload, cause) select 'effect', topic, key, payload, cause from json_to_recordset($1::json) as e(topic text, key text, payload jsonb, cause jsonb) on conflict (key) do nothing",
        [JSON.stringify(effects)],
      ),
    )
  }
  return Promise.all(sent)
}
