import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import { type Deps, Died } from '../core/deps.ts'
import { write } from '../core/write.ts'
import { type Batch, type Input, openBatch } from './batch.ts'
import { completionsFor, followUps, laterFor, messagesFor, rearmsFor } from './inputs.ts'
import { takeLane } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { react } from './reactions.ts'
import type { DeliveredRow } from './rows.ts'
import { run } from './run.ts'
import { heldStartsFor, startsFor } from './starts.ts'

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
    return await deliverBatch(deps, ports, limit, lane)
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

/** What follows about a record of which something waits in the slow lane waits for it, until it is put there, too. */
const ready = (
  lane: Lane,
) => sql`kind = 'deliver' and state = 'ready' and ${lane === 'slow' ? sql`slow` : sql`not slow`}
  and (not_before is null or not_before <= clock_timestamp())
  ${
    lane === 'slow'
      ? sql``
      : sql`and not exists (select from outbox s where s.kind = 'deliver' and s.slow and s.state = 'ready'
    and s.subject_id = outbox.subject_id and s.id < outbox.id)`
  }`

async function postpone(deps: Deps, error: unknown, lane: Lane): Promise<void> {
  deps.log.error({ err: error }, 'an event could not be delivered; trying again later')
  await sql`update outbox set attempts = attempts + 1, last_error = ${String((error as Error).message).slice(0, 500)},
      not_before = clock_timestamp() + ${BACK_OFF}, state = case when attempts >= 11 then 'failed' else 'ready' end
    where id = (select id from outbox where ${ready(lane)} order by id limit 1)`.execute(deps.database.db)
}

async function deliverBatch(deps: Deps, ports: EnginePorts, limit: number, lane: Lane): Promise<number> {
  return write(deps, system('engine'), async (cx) => {
    if (!(await takeLane(cx))) return 0
    const { rows } = await sql<DeliveredRow>`
      /* ${sql.raw(lane === 'slow' ? 'take-flood' : 'take-events')} */ with taken as (
        delete from outbox where id in (select id from outbox where ${ready(lane)} order by id limit ${limit} for update skip locked)
        returning id as outbox_id, event_id, topic, attempts, instance_id, payload as later
      )
      select t.outbox_id, t.topic, t.attempts, t.instance_id, t.later, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.subject_kind,
        e.subject_id, e.payload, e.changes, e.cause, e.depth, e.department_id
      from taken t left join event_log e on e.id = t.event_id order by t.outbox_id`.execute(cx.db)
    if (rows.length === 0) return 0
    const events = rows.filter((row) => row.id !== null)
    await react(cx, ports, events)
    const batch = await openBatch(cx, ports)
    await run(batch, await inputsOf(batch, rows, events), () => followUps(batch, events))
    return rows.length
  })
}

/** What the rows are to the instances, in the order of the rows. */
async function inputsOf(batch: Batch, rows: DeliveredRow[], events: DeliveredRow[]): Promise<Input[]> {
  const whole = events.filter((row) => row.topic === null)
  const inputs = [
    ...(await startsFor(
      batch,
      events.filter((row) => row.topic === null || row.topic.startsWith('start:')),
    )),
    ...(await messagesFor(batch, whole)),
    ...(await completionsFor(batch, whole)),
    ...(await rearmsFor(batch, whole)),
  ]
  const place = new Map(events.map((row, at) => [row.id, at]))
  inputs.sort((a, b) => place.get(a.cause!)! - place.get(b.cause!)!)
  return [...(await laterFor(batch, rows)), ...heldStartsFor(batch, rows), ...inputs]
}
