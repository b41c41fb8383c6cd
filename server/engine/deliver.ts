import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { Db } from '../core/db.ts'
import { type Deps, Died } from '../core/deps.ts'
import { tracesNow } from '../core/traces.ts'
import { type Cx, write } from '../core/write.ts'
import { type Batch, type Input, openBatch } from './batch.ts'
import { answersIn, completionsFor, followUps, laterFor, messagesFor, putByIn, rearmsFor, waitsFor } from './inputs.ts'
import { lock } from './instances.ts'
import { laneTaken } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { react, reactionsTo } from './reactions.ts'
import type { DeliveredRow } from './rows.ts'
import { run } from './run.ts'
import { heldStartsFor, startsFor } from './starts.ts'
import { originsIn, tellDelivered, tracedBatch } from './tracing.ts'

/** The usual events, or those of a flood, which are delivered beside them (docs/decisions/009-floods.md). */
export type Lane = 'usual' | 'slow'

/** Delivers up to `limit` events to reactions and processes in one transaction; returns how many. */
export async function deliverEvents(
  deps: Deps,
  ports: EnginePorts,
  limit: number,
  lane: Lane = 'usual',
): Promise<number> {
  try {
    return await tracedBatch(deps, 'engine.deliver', () => deliverBatch(deps, ports, limit, lane))
  } catch (error) {
    if (error instanceof Died) throw error
    if (limit === 1) {
      await postpone(deps, error, lane)
      return 1
    }
    deps.log.warn({ err: error }, 'a batch of events failed; delivering one by one')
    let delivered = 0
    for (let i = 0; i < limit; i += 1) {
      const one = await deliverEvents(deps, ports, 1, lane)
      if (one === 0) break
      delivered += one
    }
    return delivered
  }
}

const BACK_OFF = sql`make_interval(secs => least(3600, power(2, attempts + 1)))`

// `+ 0` and `offset 0`: by the record, one look for each, whatever the planner believes of the slow lane.
/** What follows about a record of which something waits in the slow lane waits for it, until it is put there, too. */
const ready = (
  lane: Lane,
) => sql`kind = 'deliver' and state = 'ready' and ${lane === 'slow' ? sql`slow` : sql`not slow`}
  and (not_before is null or not_before <= clock_timestamp())
  ${
    lane === 'slow'
      ? sql``
      : sql`and not exists (select from outbox s where s.kind = 'deliver' and s.slow and s.state <> 'failed'
    and s.subject_id = outbox.subject_id and s.id + 0 < outbox.id offset 0)`
  }`

async function postpone(deps: Deps, error: unknown, lane: Lane): Promise<void> {
  deps.log.error({ err: error }, 'an event could not be delivered; trying again later')
  await sql`update outbox set attempts = attempts + 1, last_error = ${String((error as Error).message).slice(0, 500)},
      not_before = clock_timestamp() + ${BACK_OFF}, state = case when attempts >= 11 then 'failed' else 'ready' end
    where id = (select id from outbox where ${ready(lane)} order by id limit 1)`.execute(deps.database.db)
}

async function deliverBatch(deps: Deps, ports: EnginePorts, limit: number, lane: Lane): Promise<number> {
  return write<number, boolean>(
    deps,
    system('engine'),
    async (cx, isAny) => {
      if (!isAny) return 0
      // What does not need each other's answers is asked in one round trip, here and below.
      const [{ rows }, batch] = await Promise.all([takeRows(cx, limit, lane), openBatch(cx, ports)])
      if (rows.length === 0) return 0
      const from = tracesNow()
      batch.origins = originsIn(cx, rows)
      const events = rows.filter((row) => row.id !== null)
      const due = reactionsTo(ports, events)
      const last = due.filter(({ reaction }) => reaction.last)
      batch.isLast = last.length === 0
      batch.isShared = due.length > 0
      const first = due.filter(({ reaction }) => !reaction.last)
      await react(cx, first, batch.origins)
      await run(batch, await inputsOf(batch, rows, events), () => followUps(batch, events))
      await react(cx, last, batch.origins)
      tellDelivered(batch, events, from)
      return rows.length
    },
    { byIndex: true, ahead: (db) => isAnyReady(db, lane) },
  )
}

async function isAnyReady(db: Db, lane: Lane): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`/* ${sql.raw(lane === 'slow' ? 'any-flood' : 'any-event')} */
    select (select id from outbox where ${ready(lane)} order by id limit 1) is not null as any`.execute(db)
  return rows[0]!.any
}

const takeRows = (cx: Cx, limit: number, lane: Lane) =>
  sql<DeliveredRow>`/* ${sql.raw(lane === 'slow' ? 'take-flood' : 'take-events')} */
    with lane as materialized (select ${laneTaken} as mine), taken as (
      delete from outbox where (select mine from lane)
        and id = any (array(select id from outbox where ${ready(lane)} order by id limit ${limit} for update skip locked))
      returning id as outbox_id, event_id, topic, attempts, instance_id, trace, payload as later
    )
    select t.outbox_id, t.topic, t.attempts, t.instance_id, t.trace, t.later, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.subject_kind,
      e.subject_id, e.payload, e.changes, e.cause, e.depth, e.department_id
    from taken t left join lateral (select * from event_log e where e.id = t.event_id offset 0) e on true order by t.outbox_id`.execute(
    cx.db,
  )

/** What the rows are to the instances, in the order of the rows. */
async function inputsOf(batch: Batch, rows: DeliveredRow[], events: DeliveredRow[]): Promise<Input[]> {
  const { db } = batch.cx
  const whole = events.filter((row) => row.topic === null)
  const starting = startsFor(
    batch,
    events.filter((row) => row.topic === null || row.topic.startsWith('start:')),
  )
  const [starts, waits] = await Promise.all([starting, waitsFor(db, whole)])
  const answers = answersIn(whole)
  const putBy = putByIn(rows)
  await lock(batch, [
    ...waits.map((wait) => wait.instance_id),
    ...answers.map((row) => row.payload.instance as string),
    ...putBy.map((row) => row.instance_id!),
  ])
  const inputs = [
    ...starts,
    ...messagesFor(batch, whole, waits),
    ...completionsFor(batch, answers),
    ...(await rearmsFor(batch, whole)),
  ]
  const place = new Map(events.map((row, at) => [row.id, at]))
  inputs.sort((a, b) => place.get(a.cause!)! - place.get(b.cause!)!)
  return [...laterFor(batch, putBy), ...heldStartsFor(batch, rows), ...inputs]
}
