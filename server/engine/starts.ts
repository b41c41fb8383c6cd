import { sql } from 'kysely'
import { triggerMatches } from '../../pure/bpmn/graph.ts'
import type { ArmedTimer } from '../../pure/bpmn/state.ts'
import { Stopped } from '../../pure/bpmn/stopped.ts'
import { armedTimer, nextFiring } from '../../pure/bpmn/timers.ts'
import { mayRead } from '../core/access.ts'
import type { Subject } from '../core/events.ts'
import type { Cx } from '../core/write.ts'
import { type Batch, type Begin, begin, type Input, openBatch } from './batch.ts'
import { envFor } from './carry-out.ts'
import type { ActiveProcess } from './definitions.ts'
import type { EnginePorts } from './ports.ts'
import type { DeliveredRow } from './rows.ts'

export const DEEPEST = 30

/** More cases than it may have in an hour: something runs away. A person lets them begin, or throws them away. */
function isHeld(batch: Batch, process: ActiveProcess): boolean {
  if (process.held || batch.held.has(process.key)) return true
  const begun = (batch.starts?.get(process.key) ?? 0) + (batch.started.get(process.key) ?? 0)
  return begun >= process.startsAnHour
}

/** Reads how many cases began in this hour; asked before anything may begin. */
async function countStarts(batch: Batch): Promise<void> {
  if (batch.starts) return
  const since = new Date(batch.cx.now.getTime() - 3_600_000)
  const { rows } = await sql<{ key: string; starts: number }>`/* count-starts */ select key, starts from processes
    where starts_since > ${since}`.execute(batch.cx.db)
  batch.starts = new Map(rows.map((row) => [row.key, row.starts]))
}

const countStart = ({ started }: Batch, key: string): void => {
  started.set(key, (started.get(key) ?? 0) + 1)
}

/** An instance that processes started through each other too deep begins stopped, so that a person sees it. */
function startedStopped(input: Input): Input {
  if (input.depth < DEEPEST || input.event.type !== 'start') return input
  const message = 'Processes started each other too many times over'
  return { ...input, event: { ...input.event, stopped: { code: 'loop_guard', message } } }
}

interface Starter {
  process: ActiveProcess
  startEvent: string
  /** The version of now, where it has the rights of a department alone and another is there for the records of others. */
  narrow: ActiveProcess
}

interface Start extends Starter {
  row: DeliveredRow
  subject: Subject
  variables: Record<string, unknown>
  /** The guard held it, and a person lets it begin after all. */
  isDecided: boolean
}

const known = new WeakMap<Batch['processes'], Map<string, Starter[]>>()

/** What begins by which event, in the order in which events are offered. Every batch asks for every event. */
function startersOf({ processes }: Batch): Map<string, Starter[]> {
  const found = known.get(processes)
  if (found) return found
  const starters = new Map<string, Starter[]>()
  for (const narrow of processes.values()) {
    for (const process of narrow.wider ? [narrow, narrow.wider] : [narrow]) {
      for (const { event, startEvent } of process.graph.triggers) {
        const starter = { process, startEvent, narrow }
        const others = starters.get(event)
        if (others) others.push(starter)
        else starters.set(event, [starter])
      }
    }
  }
  known.set(processes, starters)
  return starters
}

/** An event starts one case of a process, also when it is delivered again. */
export async function startsFor(batch: Batch, rows: DeliveredRow[]): Promise<Input[]> {
  const inputs: Input[] = []
  const held: { event: string; topic: string }[] = []
  const starts = await withoutBegun(batch, await withinRights(batch, wantedStarts(batch, rows)))
  if (starts.length > 0) await countStarts(batch)
  for (const { row, process, startEvent, isDecided, subject, variables } of starts) {
    if (!isDecided && isHeld(batch, process)) {
      held.push({ event: row.id, topic: topicOfStart(process.key) })
      continue
    }
    if (!isDecided) countStart(batch, process.key)
    const depth = row.depth + 1
    inputs.push(
      startedStopped(
        begin(batch, process, { startEvent, variables, subject, cause: row.id, depth, startedBy: row.id }),
      ),
    )
  }
  if (held.length > 0) await hold(batch, held)
  return inputs
}

function wantedStarts(batch: Batch, rows: DeliveredRow[]): Start[] {
  const starters = startersOf(batch)
  const starts: Start[] = []
  for (const row of rows) {
    for (const starter of starters.get(row.name) ?? []) {
      const { process, startEvent, narrow } = starter
      const isDecided = row.topic === topicOfStart(narrow.key)
      if (!isDecided && (narrow.paused || row.topic !== null)) continue
      const { subject, variables } = startOf(row)
      const context = { ...variables, settings: process.settings }
      if (!triggerMatches(process.graph, startEvent, context).matches) continue
      starts.push({ ...starter, row, subject, variables, isDecided })
    }
  }
  return starts
}

/**
 * A process with the rights of a department alone begins by what happens to records it may read; by what happens to others
 * begins, where there is one, its last version with wider rights.
 */
async function withinRights(batch: Batch, starts: Start[]): Promise<Start[]> {
  const may = new Map<string, boolean>()
  const kept: Start[] = []
  for (const start of starts) {
    const { process, narrow, row } = start
    if (narrow.departmentId === null) {
      kept.push(start)
      continue
    }
    const key = `${narrow.departmentId} ${row.subject_id}`
    const reached = may.get(key) ?? (await reaches(batch, narrow.departmentId, row))
    may.set(key, reached)
    // The wider one has rights of its own: those of its process, which may be a department's, too.
    const wider = process !== narrow
    const within = wider && process.departmentId !== null ? await reaches(batch, process.departmentId, row) : true
    if (wider ? !reached && within : reached) kept.push(start)
  }
  return kept
}

const reaches = (batch: Batch, departmentId: string, { subject_kind: kind, subject_id: id }: DeliveredRow) =>
  mayRead(batch.cx.db, { kind: 'process', id: '', departmentIds: batch.departments.get(departmentId) ?? [] }, kind, id)

function startOf(row: DeliveredRow) {
  const subject = { kind: row.subject_kind, id: row.subject_id }
  const actor = row.actor_kind === 'user' ? row.actor_id : null
  const event = { name: row.name, id: row.id, at: row.at.toISOString(), actor }
  return { subject, variables: { ...row.payload, subject, event } }
}

const topicOfStart = (key: string): string => `start:${key}`

async function hold(batch: Batch, held: { event: string; topic: string }[]): Promise<void> {
  await sql`insert into outbox (kind, event_id, topic, state)
    select 'deliver', event, topic, 'held' from json_to_recordset(${JSON.stringify(held)}::json) as h(event uuid, topic text)`.execute(
    batch.cx.db,
  )
  for (const process of batch.processes.values()) {
    if (held.some(({ topic }) => topic === topicOfStart(process.key))) await markHeld(batch, process)
  }
}

/** From now on all its starts are held; people are told. */
async function markHeld(batch: Batch, process: ActiveProcess): Promise<void> {
  if (process.held || batch.held.has(process.key)) return
  batch.held.add(process.key)
  await sql`update processes set held_at = ${batch.cx.now} where key = ${process.key} and held_at is null`.execute(
    batch.cx.db,
  )
  batch.cx.record('process.held', {
    subject: { kind: 'process', id: process.definitionId },
    payload: { key: process.key, starts: process.startsAnHour },
  })
}

/** A start by a message or a signal; null where the guard holds it for a person. */
export async function startOrHold(batch: Batch, process: ActiveProcess, start: Begin): Promise<Input | null> {
  await countStarts(batch)
  if (!isHeld(batch, process)) {
    countStart(batch, process.key)
    return startedStopped(begin(batch, process, start))
  }
  await sql`insert into outbox (kind, topic, payload, state)
    values ('deliver', ${topicOfStart(process.key)}, ${JSON.stringify({ start })}, 'held')`.execute(batch.cx.db)
  await markHeld(batch, process)
  return null
}

/** Starts by messages and signals that the guard held, and that a person lets begin after all. */
export function heldStartsFor(batch: Batch, rows: DeliveredRow[]): Input[] {
  return rows.flatMap(({ topic, later }) => {
    const process = topic?.startsWith('start:') ? batch.processes.get(topic.slice('start:'.length)) : undefined
    return process && later?.start ? [startedStopped(begin(batch, process, later.start))] : []
  })
}

async function withoutBegun(batch: Batch, starts: Start[]): Promise<Start[]> {
  if (starts.length === 0) return starts
  const { rows } = await sql<{
    start: string
  }>`/* started-already */ select started_by_event || ' ' || process_key as start
    from process_instances where started_by_event = any(${starts.map(({ row }) => row.id)}::uuid[])`.execute(
    batch.cx.db,
  )
  const begun = new Set(rows.map((row) => row.start))
  const here = new Set<string>()
  return starts.filter(({ row, process, startEvent }) => {
    const start = `${row.id} ${process.key}`
    if (begun.has(start) || here.has(`${start} ${startEvent}`)) return false
    here.add(`${start} ${startEvent}`)
    return true
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

/** A start by time of a process. */
export interface StartDue {
  process: string
  element: string
}

/** Starts what is due by time; each firing begins one instance. A process that is paused or held lets its time pass.
 * `left` are not taken, `taken` is told what is. */
export async function startsByTime(
  batch: Batch,
  limit: number,
  left: StartDue[],
  taken: StartDue[],
): Promise<{ inputs: Input[]; fired: number }> {
  const { rows } = await sql<{ process_key: string; timer: ArmedTimer }>`
    select process_key, timer from process_start_timers where due_at <= ${batch.cx.now}
      and not process_key || ' ' || element = any(${left.map(({ process, element }) => `${process} ${element}`)}::text[]) order by due_at, process_key, element
    limit ${limit} for update skip locked`.execute(batch.cx.db)
  if (rows.length > 0) await countStarts(batch)
  const inputs: Input[] = []
  taken.push(...rows.map(({ process_key, timer }) => ({ process: process_key, element: timer.element })))
  for (const { process_key: key, timer } of rows) {
    const next = nextFiring(envFor(batch, key), timer)
    if (next) await putStart(batch.cx, key, next)
    else
      await sql`delete from process_start_timers where process_key = ${key} and element = ${timer.element}`.execute(
        batch.cx.db,
      )
    const process = batch.processes.get(key)
    if (!process || process.paused) continue
    if (isHeld(batch, process)) {
      await markHeld(batch, process)
      continue
    }
    countStart(batch, key)
    const variables = { ...batch.ports.simulated?.variables(key) }
    const { wider } = process
    // By time a version with narrower rights does its department's share first, the one before it what is left.
    for (const version of wider?.graph.elements[timer.element]?.kind === 'timerStart' ? [process, wider] : [process])
      inputs.push(begin(batch, version, { startEvent: timer.element, variables, subject: null, cause: null, depth: 0 }))
  }
  return { inputs, fired: rows.length }
}
