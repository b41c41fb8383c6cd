import { sql } from 'kysely'
import type { EngineEvent } from '../../pure/bpmn/advance.ts'
import type { Db } from '../core/db.ts'
import { plainArray } from '../core/given-rows.ts'
import type { Attempt, Batch, Input } from './batch.ts'
import { ANSWERS } from './heard.ts'
import { lock } from './instances.ts'
import type { DeliveredRow } from './rows.ts'

interface FoundWait {
  instance_id: string
  token: number
  element: string
  event: string
}

/**
 * Events are messages to every instance that waits for one of their name about their subject. What an instance has taken in
 * once does nothing to it when it is delivered again.
 */
export async function waitsFor(db: Db, rows: DeliveredRow[]): Promise<FoundWait[]> {
  if (rows.length === 0) return []
  // `offset 0`: one look by index for each event, never all waits against all events.
  const { rows: waits } = await sql<FoundWait>`/* waits-for */ select w.instance_id, w.token, w.element, m.event from
      unnest(${rows.map((row) => row.name)}::text[], ${plainArray(rows.map((row) => row.subject_id))}::text[], ${plainArray(rows.map((row) => row.id))}::uuid[])
        as m(name, key, event)
      cross join lateral (select w.instance_id, w.token, w.element from process_waits w
        where w.message_name = m.name and w.correlation_key = m.key offset 0) w
      where not exists (select from process_history h where h.instance_id = w.instance_id and h.event_id = m.event offset 0)`.execute(
    db,
  )
  return waits
}

export function messagesFor(batch: Batch, rows: DeliveredRow[], waits: FoundWait[]): Input[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return waits.flatMap((wait): Input[] => {
    const instance = batch.live.get(wait.instance_id)
    const row = byId.get(wait.event)!
    // What began it, or happened before that, is no news to it.
    if (!instance || (instance.startedBy !== null && row.id <= instance.startedBy)) return []
    const variables = { ...row.payload }
    const event: EngineEvent = { type: 'message.received', token: wait.token, element: wait.element, variables }
    return [{ instance, event, cause: row.id, depth: row.depth + 1 }]
  })
}

/**
 * A case that one event of the batch began or moved on waits already for those that follow in the same batch: a task
 * withdrawn as soon as it was set, a request accepted as soon as it came.
 */
export function followUps(batch: Batch, rows: DeliveredRow[]): Input[] {
  if (rows.length < 2 || batch.openedBy.size === 0) return []
  const later = new Map<string, number[]>()
  rows.forEach((row, at) => {
    if (row.topic !== null) return
    const key = `${row.name} ${row.subject_id}`
    const places = later.get(key)
    if (places) places.push(at)
    else later.set(key, [at])
  })
  const place = new Map(rows.map((row, at) => [row.id, at]))
  const found: Input[] = []
  for (const [key, wait] of batch.waitsNew) {
    const opener = batch.openedBy.get(key)
    const from = opener ? place.get(opener) : undefined
    if (wait.kind !== 'message' || from === undefined) continue
    const instance = batch.live.get(wait.instance_id)
    for (const at of later.get(`${wait.message_name} ${wait.correlation_key}`) ?? []) {
      const row = rows[at]!
      if (!instance || at <= from || batch.given.has(`${key} ${row.id}`)) continue
      const heard = batch.history.some((step) => step.instance_id === wait.instance_id && step.event_id === row.id)
      if (heard) continue
      batch.given.add(`${key} ${row.id}`)
      const variables = { ...row.payload }
      const event: EngineEvent = { type: 'message.received', token: wait.token, element: wait.element, variables }
      found.push({ instance, event, cause: row.id, depth: row.depth + 1 })
      break
    }
  }
  return found.sort((a, b) => place.get(a.cause!)! - place.get(b.cause!)!)
}

const isAnswer = (name: string): boolean => (ANSWERS as readonly string[]).includes(name)

/** task.completed and step.finished name the token they answer; that is the only way back into an instance. */
export const answersIn = (rows: DeliveredRow[]): DeliveredRow[] =>
  rows.filter((row) => isAnswer(row.name) && typeof row.payload.instance === 'string')

export function completionsFor(batch: Batch, answers: DeliveredRow[]): Input[] {
  return answers.flatMap((row): Input[] => {
    const instance = batch.live.get(row.payload.instance as string)
    if (!instance) return []
    const token = row.payload.token as number
    const variables = (row.payload.variables ?? {}) as Record<string, unknown>
    const event: EngineEvent =
      row.name === 'task.completed'
        ? { type: 'user_task.completed', token, variables }
        : row.payload.error
          ? { type: 'step.failed', token, code: 'step_failed', message: String(row.payload.error) }
          : { type: 'step.succeeded', token, output: variables }
    const attempts = row.payload.attempts as Attempt[] | undefined
    return [{ instance, event, cause: row.id, depth: row.depth + 1, ...(attempts ? { attempts } : {}) }]
  })
}

/** A calendar changed: waits in working time are reckoned anew. */
export async function rearmsFor(batch: Batch, rows: DeliveredRow[]): Promise<Input[]> {
  const change = rows.find((row) => batch.ports.calendarEvents.has(row.name))
  if (!change) return []
  const { rows: waits } = await sql<{ instance_id: string }>`
    select distinct instance_id from process_waits where kind = 'timer' and working_time`.execute(batch.cx.db)
  const instances = await lock(
    batch,
    waits.map((wait) => wait.instance_id),
  )
  return [...instances.values()].map((instance) => ({
    instance,
    event: { type: 'timers.rearm' } as EngineEvent,
    cause: change.id,
    depth: instance.depth,
  }))
}

/** Events put by for one instance: a step's next try, what a suspended instance missed. */
export const putByIn = (rows: DeliveredRow[]): DeliveredRow[] =>
  rows.filter((row) => row.topic === 'tell' && row.instance_id)

export function laterFor(batch: Batch, putBy: DeliveredRow[]): Input[] {
  return putBy.flatMap((row): Input[] => {
    const instance = batch.live.get(row.instance_id!)
    const { later } = row
    if (!later || later.start) return []
    const { event, cause, depth, attempts } = later
    return instance ? [{ instance, event, cause, depth, ...(attempts ? { attempts } : {}) }] : []
  })
}
