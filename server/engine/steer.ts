import { sql } from 'kysely'
import { type Actor, system } from '../core/actor.ts'
import type { Deps, HandStart, SteerEvent } from '../core/deps.ts'
import { Refusal } from '../core/errors.ts'
import { idAt } from '../core/ids.ts'
import { type Cx, write, writeStanding } from '../core/write.ts'
import { begin, type Input, type LaterPayload, openBatch, type Wait } from './batch.ts'
import { lookUpByIndex } from './ground.ts'
import { adopt, lock, lockedRows } from './instances.ts'
import { shareLane, waitForLane } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { run } from './run.ts'
import { broadcast, type Message, publish } from './throwing.ts'
import { longestWaiting, type Waiting } from './waiting.ts'

/** Brings one event to one instance, in the transaction of who says it. Refuses where it meets nothing (process.not_running). */
export async function steer(cx: Cx, ports: EnginePorts, instanceId: string, event: SteerEvent): Promise<void> {
  // In one round trip; the database does them in this order.
  const [, , batch, rows] = await Promise.all([
    lookUpByIndex(cx.db),
    shareLane(cx.db),
    openBatch(cx, ports, 'shared'),
    lockedRows(cx.db, [instanceId], 'shared'),
  ])
  await adopt(batch, rows)
  const instance = batch.live.get(instanceId)
  if (!instance) throw new Refusal('process.not_running', { status: 409 })
  const before = instance.state
  await run(batch, [{ instance, event, cause: null, depth: instance.depth, byHand: true }])
  if (instance.state === before) throw new Refusal('process.meets_nothing', { status: 409 })
}

/** Brings events to many instances in one transaction, those that met nothing left as they are; tells which were moved. */
export async function steerMany(
  cx: Cx,
  ports: EnginePorts,
  told: { instance: string; event: SteerEvent }[],
): Promise<Set<string>> {
  await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
  const batch = await openBatch(cx, ports)
  const instances = await lock(
    batch,
    told.map(({ instance }) => instance),
  )
  const states = new Map([...instances].map(([id, { state }]) => [id, state]))
  await run(
    batch,
    told.flatMap(({ instance: id, event }) => {
      const instance = instances.get(id)
      return instance ? [{ instance, event, cause: null, depth: instance.depth, byHand: true as const }] : []
    }),
  )
  return new Set([...instances].flatMap(([id, { state }]) => (state === states.get(id) ? [] : [id])))
}

/** Starts an instance by hand; gives its id. */
export async function startInstance(cx: Cx, ports: EnginePorts, start: HandStart): Promise<string> {
  await Promise.all([lookUpByIndex(cx.db), shareLane(cx.db)])
  const batch = await openBatch(cx, ports, 'shared')
  const process = batch.processes.get(start.key)
  if (!process) throw new Refusal('not_found', { status: 404 })
  if (start.startEvent !== undefined && !process.graph.starts.includes(start.startEvent)) {
    throw new Refusal('process.start_event_unknown', { status: 422, params: { element: start.startEvent } })
  }
  const { startEvent, subject, actsFor = null } = start
  const variables = { ...start.variables, ...(subject ? { subject } : {}) }
  const input = begin(batch, process, { startEvent, variables, subject, cause: null, depth: cx.depth, actsFor })
  await run(batch, [{ ...input, byHand: true }])
  return input.instance.id
}

/**
 * Gives a message to the one who has waited longest for it, else starts a process by it, else keeps it. Those who wait each
 * for their own share the lane; who finds nobody comes again with the lane to himself, so that no wait opens between the look
 * and the keeping. `also` is done in the transaction that brings it.
 */
export async function publishMessage(
  deps: Deps,
  actor: Actor,
  ports: EnginePorts,
  message: Omit<Message, 'cause' | 'depth' | 'notFor'>,
  also: (cx: Cx) => void = () => {},
): Promise<void> {
  const give = async (cx: Cx, waiting: Waiting) => {
    const batch = await openBatch(cx, ports, 'shared', waiting)
    batch.isLast = true
    batch.standsOn = waiting
    await adopt(batch, [waiting])
    const { id, token, element } = waiting
    const instance = batch.live.get(id)!
    const before = instance.state
    const event = { type: 'message.received', token, element, variables: message.variables } as const
    await run(batch, [{ instance, event, cause: null, depth: cx.depth }])
    if (instance.state === before) return false
    also(cx)
    return true
  }
  const waiting = await longestWaiting(deps, message)
  if (waiting && (await writeStanding(deps, actor, waiting, give))) return
  await write(deps, actor, async (cx) => {
    await publishWithin(cx, ports, message)
    also(cx)
  })
}

/** The same within a transaction, with the lane to itself. */
export async function publishWithin(
  cx: Cx,
  ports: EnginePorts,
  message: Omit<Message, 'cause' | 'depth' | 'notFor'>,
): Promise<void> {
  await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
  const batch = await openBatch(cx, ports)
  await publish(batch, { ...message, cause: null, depth: cx.depth })
  await run(batch, [])
}

/** Tells everyone who waits for a signal at this moment and starts the processes that begin by it; gives how many that were. */
export async function broadcastSignal(
  cx: Cx,
  ports: EnginePorts,
  signal: { name: string; variables: Record<string, unknown> },
): Promise<number> {
  await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
  const batch = await openBatch(cx, ports)
  const reached = await broadcast(batch, { ...signal, thrower: null, subject: null, cause: null, depth: cx.depth })
  await run(batch, [])
  return reached
}

/** Holds an instance still: its timers do not fire, its events wait for it. */
export async function suspend(cx: Cx, instanceId: string): Promise<void> {
  await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
  const { numUpdatedRows } = await cx.db
    .updateTable('process_instances')
    .set({ suspended_at: cx.now, suspended_by: cx.actor.kind === 'user' ? cx.actor.id : null })
    .where('id', '=', instanceId)
    .where('status', '=', 'active')
    .where('suspended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('process.not_running', { status: 409 })
  await sql`update process_waits set kind = 'held' where instance_id = ${instanceId} and kind = 'timer'`.execute(cx.db)
}

/** Lets a suspended instance go on: it hears what it missed, in order, and timers that are past fire at once. */
export async function resume(cx: Cx, ports: EnginePorts, instanceId: string): Promise<void> {
  await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
  const { numUpdatedRows } = await cx.db
    .updateTable('process_instances')
    .set({ suspended_at: null, suspended_by: null })
    .where('id', '=', instanceId)
    .where('suspended_at', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('process.not_suspended', { status: 409 })
  await sql`update process_waits set kind = 'timer' where instance_id = ${instanceId} and kind = 'held'`.execute(cx.db)
  const { rows: missed } = await sql<{ payload: LaterPayload }>`with missed as (
      delete from outbox where instance_id = ${instanceId} and state = 'held' returning id, payload)
    select payload from missed order by id`.execute(cx.db)
  const batch = await openBatch(cx, ports)
  const instance = (await lock(batch, [instanceId])).get(instanceId)
  if (!instance) return
  // Before anything that comes from now on; what was kept for others meanwhile may be for it, too.
  const inputs = missed.map(({ payload }): Input => ({ instance, ...payload, byHand: true }))
  const rearm: Input = { instance, event: { type: 'timers.rearm' }, cause: null, depth: instance.depth, byHand: true }
  await run(batch, [...inputs, rearm])
  await offerKept(cx, ports, instanceId)
}

/** What was kept while its waits were open already: they had a message, which they did not hear before now. */
async function offerKept(cx: Cx, ports: EnginePorts, instanceId: string): Promise<void> {
  const batch = await openBatch(cx, ports)
  const instance = (await lock(batch, [instanceId])).get(instanceId)
  if (!instance || !batch.keepsMessages) return
  const { rows } =
    await sql<Wait>`select instance_id, token, element, kind, due_at, working_time, message_name, correlation_key
    from process_waits where instance_id = ${instanceId} and kind = 'message' order by since, token`.execute(cx.db)
  for (const wait of rows) batch.queue.push({ do: 'kept', wait })
  await run(batch, [])
}

/** No longer before this moment was it kept; ids are by the clock of the node that kept it, which may be a minute behind. */
const MISSED_MS = 60_000
const SKEW_MS = 60_000

/**
 * Gives what was kept within the last minute to those who wait for it all the same: one who writes what he read before (see
 * isAsRead) opens his wait without a look at what is kept in that very moment.
 */
export async function meetKept(deps: Deps, ports: EnginePorts): Promise<boolean> {
  const { rows: clock } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(deps.database.db)
  const since = idAt(clock[0]!.now.getTime() - MISSED_MS - SKEW_MS)
  const { rows } = await sql<{ id: string }>`/* kept-and-waited-for */ select distinct i.id from process_messages m
    cross join lateral (select instance_id from process_waits w where w.kind = 'message' and w.message_name = m.name
      and w.correlation_key = any (case when m.correlation_key is null then array[w.correlation_key] else array['', m.correlation_key] end)) w
    join process_instances i on i.id = w.instance_id and i.status = 'active' and i.suspended_at is null
      and i.process_key is distinct from m.not_for
    where m.id > ${since} and m.kept_until > business_now() limit 100`.execute(deps.database.byIndex.db)
  for (const { id } of rows) {
    await write(deps, system('engine'), async (cx) => {
      await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
      await offerKept(cx, ports, id)
    })
  }
  return false
}
