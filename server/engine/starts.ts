import { sql } from 'kysely'
import { triggerMatches } from '../../pure/bpmn/graph.ts'
import type { ArmedTimer } from '../../pure/bpmn/state.ts'
import { Stopped } from '../../pure/bpmn/stopped.ts'
import { armedTimer, nextFiring } from '../../pure/bpmn/timers.ts'
import type { Cx } from '../core/write.ts'
import { type Batch, begin, type Input, openBatch } from './batch.ts'
import { envFor } from './carry-out.ts'
import type { ActiveProcess } from './definitions.ts'
import type { EnginePorts } from './ports.ts'
import type { DeliveredRow } from './rows.ts'

export const DEEPEST = 30

/** A paused process begins no cases by events, nor does one that the guard holds; a call is no event. */
export const mayStart = (batch: Batch, process: ActiveProcess): boolean => !process.paused && !isHeld(batch, process)

/** More cases than it may have in an hour: something runs away. A person lets them begin, or throws them away. */
export function isHeld(batch: Batch, process: ActiveProcess): boolean {
  if (process.held || batch.held.has(process.key)) return true
  const begun = (batch.starts?.get(process.key) ?? 0) + (batch.started.get(process.key) ?? 0)
  return begun >= process.startsAnHour
}

/** Reads how many cases began in this hour; asked before anything may begin. */
export async function countStarts(batch: Batch): Promise<void> {
  if (batch.starts) return
  const since = new Date(batch.cx.now.getTime() - 3_600_000)
  const { rows } = await sql<{ key: string; starts: number }>`/* count-starts */ select key, starts from processes
    where starts_since > ${since}`.execute(batch.cx.db)
  batch.starts = new Map(rows.map((row) => [row.key, row.starts]))
}

/** An instance that processes started through each other too deep begins stopped, so that a person sees it. */
export function startedStopped(input: Input): Input {
  if (input.depth < DEEPEST || input.event.type !== 'start') return input
  const message = 'Processes started each other too many times over'
  return { ...input, event: { ...input.event, stopped: { code: 'loop_guard', message } } }
}

/** An event starts one case of a process, also when it is delivered again. */
export async function startsFor(batch: Batch, rows: DeliveredRow[]): Promise<Input[]> {
  const inputs: Input[] = []
  const held: { event: string; topic: string }[] = []
  const triggers = new Set(
    [...batch.processes.values()].flatMap(({ graph }) => graph.triggers.map(({ event }) => event)),
  )
  const starting = rows.filter((row) => triggers.has(row.name))
  if (starting.length === 0) return []
  await countStarts(batch)
  for (const row of starting) {
    for (const process of batch.processes.values()) {
      if (process.paused || (row.topic !== null && row.topic !== topicOfStart(process.key))) continue
      for (const trigger of process.graph.triggers) {
        if (trigger.event !== row.name) continue
        const subject = { kind: row.subject_kind, id: row.subject_id }
        const actor = row.actor_kind === 'user' ? row.actor_id : null
        const event = { name: row.name, id: row.id, at: row.at.toISOString(), actor }
        const variables = { ...row.payload, subject, event }
        const context = { ...variables, settings: process.settings }
        if (!triggerMatches(process.graph, trigger.startEvent, context).matches) continue
        if (isHeld(batch, process)) {
          held.push({ event: row.id, topic: topicOfStart(process.key) })
          continue
        }
        batch.started.set(process.key, (batch.started.get(process.key) ?? 0) + 1)
        const { startEvent } = trigger
        const depth = row.depth + 1
        const input = begin(batch, process, { startEvent, variables, subject, cause: row.id, depth, startedBy: row.id })
        inputs.push(startedStopped(input))
      }
    }
  }
  if (held.length > 0) await hold(batch, held)
  return inputs.length === 0 ? inputs : withoutBegun(batch, inputs)
}

export const topicOfStart = (key: string): string => `start:${key}`

async function hold(batch: Batch, held: { event: string; topic: string }[]): Promise<void> {
  await sql`insert into outbox (kind, event_id, topic, state)
    select 'deliver', event, topic, 'held' from json_to_recordset(${JSON.stringify(held)}::json) as h(event uuid, topic text)`.execute(
    batch.cx.db,
  )
  for (const process of batch.processes.values()) {
    if (process.held || batch.held.has(process.key) || !held.some(({ topic }) => topic === topicOfStart(process.key)))
      continue
    batch.held.add(process.key)
    await sql`update processes set held_at = ${batch.cx.now} where key = ${process.key} and held_at is null`.execute(
      batch.cx.db,
    )
    batch.cx.record('process.held', {
      subject: { kind: 'process', id: process.definitionId },
      payload: { key: process.key, starts: process.startsAnHour },
    })
  }
}

async function withoutBegun(batch: Batch, inputs: Input[]): Promise<Input[]> {
  const { rows: begun } = await sql<{
    start: string
  }>`/* started-already */ select started_by_event || ' ' || process_key as start
    from process_instances where started_by_event = any(${inputs.map((input) => input.cause)}::uuid[])`.execute(
    batch.cx.db,
  )
  if (begun.length === 0) return inputs
  const known = new Set(begun.map((row) => row.start))
  return inputs.filter(({ cause, instance }) => {
    const fresh = !known.has(`${cause} ${instance.key}`)
    if (!fresh) batch.live.delete(instance.id)
    return fresh
  })
}

/** Arms the starts by time of the version that is switched on; those of the version before are gone. */
export async function armStarts(cx: Cx, ports: EnginePorts, key: string): Promise<void> {
  const batch = await openBatch(cx, ports)
  await sql`delete from process_start_timers where process_key = ${key}`.execute(cx.db)
  const process = batch.processes.get(key)
  for (const id of process?.graph.starts ?? []) {
    const element = process!.graph.elements[id]!
    if (element.kind !== 'timerStart') continue
    try {
      const timer = armedTimer(envFor(batch, key), element, { settings: process!.settings }, undefined)
      if (timer) await putStart(cx, key, timer)
    } catch (error) {
      // Its time cannot be told by the settings as they are: filling them in anew arms it.
      if (!(error instanceof Stopped)) throw error
      cx.deps.log.warn({ process: key, element: id, reason: error.message }, 'a start by time could not be armed')
    }
  }
}

const putStart = (cx: Cx, key: string, timer: ArmedTimer) =>
  sql`insert into process_start_timers (process_key, element, due_at, timer)
    values (${key}, ${timer.element}, ${timer.dueAt}, ${JSON.stringify(timer)})
    on conflict (process_key, element) do update set due_at = excluded.due_at, timer = excluded.timer`.execute(cx.db)

/** Starts what is due by time; each firing begins one instance. A paused process lets its time pass. */
export async function startsByTime(batch: Batch, limit: number): Promise<{ inputs: Input[]; fired: number }> {
  const { rows } = await sql<{ process_key: string; timer: ArmedTimer }>`
    select process_key, timer from process_start_timers where due_at <= ${batch.cx.now} order by due_at, process_key, element
    limit ${limit} for update skip locked`.execute(batch.cx.db)
  if (rows.length > 0) await countStarts(batch)
  const inputs: Input[] = []
  for (const { process_key: key, timer } of rows) {
    const next = nextFiring(envFor(batch, key), timer)
    if (next) await putStart(batch.cx, key, next)
    else
      await sql`delete from process_start_timers where process_key = ${key} and element = ${timer.element}`.execute(
        batch.cx.db,
      )
    const process = batch.processes.get(key)
    if (!process || !mayStart(batch, process)) continue
    batch.started.set(key, (batch.started.get(key) ?? 0) + 1)
    const variables = { ...batch.ports.simulated?.variables(key) }
    inputs.push(begin(batch, process, { startEvent: timer.element, variables, subject: null, cause: null, depth: 0 }))
  }
  return { inputs, fired: rows.length }
}
