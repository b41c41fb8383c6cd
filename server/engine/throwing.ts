import { type RawBuilder, sql } from 'kysely'
import { triggerMatches } from '../../pure/bpmn/graph.ts'
import type { Intent } from '../../pure/bpmn/protocol.ts'
import { KEPT_FOR } from '../../pure/bpmn/simulation/messages.ts'
import { addDuration } from '../../pure/bpmn/timer-values.ts'
import type { Subject } from '../core/events.ts'
import { newId } from '../core/ids.ts'
import { type Batch, type Input, type Live, telling, type Wait, waitKey } from './batch.ts'
import type { ActiveProcess } from './definitions.ts'
import { lock } from './instances.ts'
import { waitForLane } from './lane.ts'
import { startOrHold } from './starts.ts'

/** A message on its way to one who waits for it. */
export interface Message {
  name: string
  /** Compared only where both sides have one. */
  key: string | undefined
  variables: Record<string, unknown>
  /** ISO duration for which it is kept when nobody waits yet. */
  timeToLive?: string
  subject: Subject | null
  cause: string | null
  depth: number
  /** Key of the process that threw it without saying how it is correlated: such a message is for other processes. */
  notFor?: string
}

type Found = Pick<Wait, 'instance_id' | 'token' | 'element' | 'kind'> & { process_key: string }

/** What of this waits now, the longest wait first: rows that this batch has not taken away, then those it opened. */
async function waiting(
  batch: Batch,
  kind: 'message' | 'signal',
  name: string,
  fits: RawBuilder<boolean>,
  alsoFits: (wait: Wait) => boolean,
  most: number,
): Promise<Found[]> {
  const gone = [...batch.waitsGone.values()].filter((wait) => wait.kind === kind).length
  const { rows } = await sql<Found>`select w.instance_id, w.token, w.element, w.kind, i.process_key from process_waits w
      join process_instances i on i.id = w.instance_id
    where ${kind === 'message' ? sql`w.correlation_key is not null` : sql`w.kind = 'signal'`} and w.message_name = ${name} and ${fits}
    order by w.since, w.instance_id, w.token limit ${most + gone}`.execute(batch.cx.db)
  const known = rows.filter((row) => !batch.waitsGone.has(waitKey(row)) && !batch.waitsNew.has(waitKey(row)))
  const fresh = [...batch.waitsNew.values()].filter(
    (wait) => wait.kind === kind && wait.message_name === name && alsoFits(wait) && isActive(batch, wait),
  )
  return [...known, ...fresh.map((wait) => ({ ...wait, process_key: batch.live.get(wait.instance_id)!.key }))]
}

const isActive = (batch: Batch, wait: Wait) => batch.live.get(wait.instance_id)?.state?.status === 'active'

/** A key that one side does not have is not compared. Told apart here, so that each way has its index. */
const fitsKey = (wait: string, key: string | undefined) =>
  key === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(`${wait}.correlation_key`)} = any (array['', ${key}])`

/** A wait for which a message waits in the outbox, because it is held still or goes on later, leaves the next to others. */
export const NOTHING_PUT_BY = `not exists (select from outbox o where o.instance_id = w.instance_id
  and o.payload @> jsonb_build_object('event', jsonb_build_object('type', 'message.received', 'token', w.token, 'element', w.element)))`

/** The wait to which a message goes: the one that has waited longest. */
async function waitFor(batch: Batch, message: Message): Promise<Found | undefined> {
  const { name, key, notFor } = message
  const fits = sql<boolean>`${fitsKey('w', key)}
    and i.process_key is distinct from ${notFor ?? null} and ${sql.raw(NOTHING_PUT_BY)}`
  const alsoFits = ({ correlation_key, instance_id }: Wait) =>
    (key === undefined || correlation_key === '' || correlation_key === key) &&
    (notFor === undefined || batch.live.get(instance_id)!.key !== notFor)
  const put = batch.later.filter(({ payload }) => payload.event.type === 'message.received').length
  const found = await waiting(batch, 'message', name, fits, alsoFits, 1 + put)
  return found.find((wait) => !isPutBy(batch, wait))
}

/** Whether this batch leaves a message for this wait behind. */
const isPutBy = ({ later }: Batch, wait: Found): boolean =>
  later.some(
    ({ instance, payload: { event } }) =>
      instance === wait.instance_id &&
      event.type === 'message.received' &&
      event.token === wait.token &&
      event.element === wait.element,
  )

/** Hands a message to whoever has waited longest for it; false where nobody waits. */
async function handOver(batch: Batch, message: Message): Promise<boolean> {
  const wait = await waitFor(batch, message)
  if (!wait) return false
  const isKnown = batch.live.has(wait.instance_id)
  const instance = (await lock(batch, [wait.instance_id])).get(wait.instance_id)
  // Others who share the lane may have moved it before this lock was given.
  if (!instance || (!isKnown && !batch.alone && !isWaiting(instance, wait))) return false
  batch.queue.unshift(
    telling({
      instance,
      event: { type: 'message.received', token: wait.token, element: wait.element, variables: message.variables },
      cause: message.cause,
      depth: message.depth,
    }),
  )
  return true
}

const isWaiting = ({ state }: Live, wait: Found): boolean =>
  state?.tokens.some(({ id, messages }) => id === wait.token && messages?.includes(wait.element)) ?? false

/** To the one who has waited longest, else to a process that it starts, else kept for one who comes to wait. */
export async function publish(batch: Batch, message: Message): Promise<void> {
  if (await handOver(batch, message)) return
  if (!batch.alone) {
    // Nobody may come to wait between the look and the keeping.
    await waitForLane(batch.cx.db)
    batch.alone = true
    if (await handOver(batch, message)) return
  }
  if (await startBy(batch, message)) return
  const { now } = batch.cx
  const kept = Date.parse(addDuration(now.toISOString(), message.timeToLive ?? KEPT_FOR, batch.calendars.zone))
  if (kept <= now.getTime()) return
  batch.keepsMessages = true
  await batch.cx.db
    .insertInto('process_messages')
    .values({
      id: newId(),
      name: message.name,
      correlation_key: message.key ?? null,
      variables: JSON.stringify(message.variables),
      not_for: message.notFor ?? null,
      cause: message.cause,
      depth: message.depth,
      thrown_at: now,
      kept_until: new Date(kept),
    })
    .execute()
}

async function startBy(batch: Batch, message: Message): Promise<boolean> {
  for (const process of batch.processes.values()) {
    if (process.paused || process.key === message.notFor) continue
    for (const id of process.graph.starts) {
      const start = process.graph.elements[id]!
      const isNamed = start.kind === 'messageStart' && start.message?.name === message.name
      const context = { ...message.variables, settings: process.settings }
      if (!isNamed || !triggerMatches(process.graph, id, context).matches) continue
      const input = await startedBy(batch, process, id, message)
      if (input) batch.queue.unshift(telling(input))
      return true
    }
  }
  return false
}

type Thrower = Pick<Message, 'variables' | 'subject' | 'cause' | 'depth'>

const startedBy = (
  batch: Batch,
  process: ActiveProcess,
  startEvent: string,
  { variables, subject, cause, depth }: Thrower,
): Promise<Input | null> =>
  startOrHold(batch, process, {
    startEvent,
    variables: { ...batch.ports.simulated?.variables(process.key), ...variables, ...(subject ? { subject } : {}) },
    subject,
    cause,
    depth: depth + 1,
  })

/** What a process throws: to who waits for it in any process first, its own too. */
export async function publishThrown(
  batch: Batch,
  { instance, cause, depth }: Input,
  intent: Extract<Intent, { type: 'message.throw' }>,
): Promise<void> {
  const { name, correlationKey: key, variables, timeToLive, element } = intent
  const message: Message = { name, key, variables, timeToLive, subject: instance.subject, cause, depth }
  if (await handOver(batch, message)) return
  // messages go between processes; only one that says how it is correlated may wait for its own process
  const isPublished = instance.graph.elements[element]!.publication !== undefined
  await publish(batch, isPublished ? message : { ...message, notFor: instance.key })
}

export interface Signal extends Thrower {
  name: string
  /** The instance that threw it has served itself. */
  thrower: string | null
}

/** To everyone who waits at this moment, and to every process that it starts; tells how many that were. */
export async function broadcast(batch: Batch, signal: Signal): Promise<number> {
  const { name, variables, thrower, cause, depth } = signal
  const fits = sql<boolean>`w.instance_id is distinct from ${thrower}`
  const alsoFits = (wait: Wait) => wait.instance_id !== thrower
  const waits = await waiting(batch, 'signal', name, fits, alsoFits, 1_000_000)
  const instances = await lock(
    batch,
    waits.map((wait) => wait.instance_id),
  )
  const inputs = waits.flatMap(({ instance_id, token, element }): Input[] => {
    const instance = instances.get(instance_id)
    return instance ? [{ instance, event: { type: 'signal.received', token, element, variables }, cause, depth }] : []
  })
  for (const process of batch.processes.values()) {
    if (process.paused) continue
    for (const id of process.graph.starts) {
      if (process.graph.elements[id]!.signal?.name !== name) continue
      const input = await startedBy(batch, process, id, signal)
      if (input) inputs.push(input)
    }
  }
  batch.queue.unshift(...inputs.map(telling))
  return inputs.length
}

function isOpen(batch: Batch, wait: Wait): boolean {
  const key = waitKey(wait)
  const fresh = batch.waitsNew.get(key)
  return fresh ? fresh === wait : !batch.waitsGone.has(key)
}

/**
 * Gives what is kept to the wait that stands first in the queue. Where nothing is kept for any of those that stand there,
 * one question settles them all.
 */
export async function giveKept(batch: Batch): Promise<void> {
  const waits = batch.queue.flatMap((act) => (act.do === 'kept' ? [act.wait] : []))
  const { rows } = await sql<{
    at: number
  }>`select min(w.at)::int as at from unnest(${waits.map((w) => w.message_name)}::text[],
      ${waits.map((w) => w.correlation_key)}::text[], ${waits.map((w) => batch.live.get(w.instance_id)!.key)}::text[])
      with ordinality as w(name, key, process, at)
    join process_messages m on m.name = w.name and m.kept_until > ${batch.cx.now}
      and (m.correlation_key is null or w.key = '' or m.correlation_key = w.key) and m.not_for is distinct from w.process
    `.execute(batch.cx.db)
  const at = rows[0]?.at ?? null
  const settled = at === null ? waits : waits.slice(0, at)
  batch.queue = batch.queue.filter((act) => act.do !== 'kept' || !settled.includes(act.wait))
  if (at === null) return
  const wait = waits[at - 1]!
  // another message may have ended the wait meanwhile; what was kept for it is kept on
  const instance = batch.live.get(wait.instance_id)
  if (!instance || !isOpen(batch, wait) || !isActive(batch, wait)) return
  const { rows: taken } = await sql<{ variables: Record<string, unknown>; cause: string | null; depth: number }>`
    delete from process_messages where id = (select m.id from process_messages m
      where m.name = ${wait.message_name} and m.kept_until > ${batch.cx.now} and m.not_for is distinct from ${instance.key}
        and (m.correlation_key is null or ${wait.correlation_key} = '' or m.correlation_key = ${wait.correlation_key})
      order by m.id limit 1) returning variables, cause, depth`.execute(batch.cx.db)
  const kept = taken[0]
  if (!kept) return
  const event = {
    type: 'message.received',
    token: wait.token,
    element: wait.element,
    variables: kept.variables,
  } as const
  batch.queue.unshift(telling({ instance, event, cause: kept.cause, depth: kept.depth + 1 }))
  // A border that does not end its work may have missed more than one.
  if (!batch.waitsNew.has(waitKey(wait))) batch.queue.push({ do: 'kept', wait })
}
