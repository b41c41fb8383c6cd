import { sql } from 'kysely'
import type { EngineEvent } from '../../pure/bpmn/advance.ts'
import type { Graph } from '../../pure/bpmn/graph.ts'
import type { Intent } from '../../pure/bpmn/protocol.ts'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import type { Actor } from '../core/actor.ts'
import type { Db } from '../core/db.ts'
import type { Subject } from '../core/events.ts'
import { newId } from '../core/ids.ts'
import type { Cx } from '../core/write.ts'
import { type ActiveProcess, activeProcesses, definitionOf } from './definitions.ts'
import type { Calendars, EnginePorts, NewUserTask } from './ports.ts'

/** One instance while a batch works on it; written back once, at the end. */
export interface Live {
  id: string
  fresh: boolean
  definitionId: string
  key: string
  version: number
  subject: Subject | null
  startedBy: string | null
  depth: number
  departmentId: string | null
  graph: Graph
  state: InstanceState | null
  startedAt: Date
  touched: boolean
  suspended: boolean
  calledBy: { instance: string; token: number } | null
  /** How often it moved, this batch included. */
  moves: number
  movesBefore: number
}

/** An attempt of a step that went wrong. */
export interface Attempt {
  at: string
  message: string
}

/** One event for one instance. */
export interface Input {
  instance: Live
  event: EngineEvent
  /** The event of the log it comes from. */
  cause: string | null
  depth: number
  /** What was tried before, where a step is tried again. */
  attempts?: Attempt[]
  /** A person's hand: it reaches a suspended instance, too. */
  byHand?: true
  /** What a command came to in the transaction that ran it: nothing waited for it. */
  atOnce?: true
}

export interface StepCall {
  input: Input
  token: number
  element: string
  type: string
  values: Record<string, unknown>
  retries: number | undefined
}

type Thrown<T extends Intent['type']> = { input: Input; intent: Extract<Intent, { type: T }> }

/** What is still to be done in a batch, first come first served. */
export type Act =
  | ({ do: 'tell' } & Input)
  | { do: 'step'; call: StepCall }
  | ({ do: 'message' } & Thrown<'message.throw'>)
  | ({ do: 'signal' } & Thrown<'signal.throw'>)
  | ({ do: 'call' } & Thrown<'call.start'> & { called: Live | null })
  | { do: 'cancel call'; input: Input; token: number }
  | { do: 'answer call'; input: Input; caller: { instance: string; token: number }; event: CallEvent }
  | { do: 'kept'; wait: Wait }

export const telling = (input: Input): Act => ({ do: 'tell', ...input })

export type CallEvent = Extract<EngineEvent, { type: `call.${string}` }>

export interface Wait {
  instance_id: string
  token: number
  element: string
  kind: 'timer' | 'held' | 'message' | 'signal' | 'step'
  due_at: string | null
  working_time: boolean
  message_name: string | null
  correlation_key: string | null
}

export type WaitKey = Pick<Wait, 'instance_id' | 'token' | 'element' | 'kind'>

/** What one event moved in one case, step by step. */
export interface HistoryRow {
  instance_id: string
  definition_id: string
  event_id: string | null
  elements: string[]
  tokens: number[]
  whats: string[]
  flows: string[]
}

/** All that one transaction of the engine reads once and writes at its end. */
export interface Batch {
  cx: Cx
  ports: EnginePorts
  /** It has the lane to itself. */
  alone: boolean
  processes: Map<string, ActiveProcess>
  calendars: Calendars
  /** The departments below each one that owns a process, itself included. */
  departments: Map<string, string[]>
  live: Map<string, Live>
  queue: Act[]
  waitsGone: Map<string, WaitKey>
  waitsNew: Map<string, Wait>
  /** Which event opened a wait for a message in this batch. */
  openedBy: Map<string, string | null>
  /** Waits opened in this batch and what of it they were given: nothing is given twice. */
  given: Set<string>
  /** Whether any thrown message is kept for one who does not wait yet. */
  keepsMessages: boolean
  tasks: NewUserTask[]
  cancelled: { instance: string; token: number; cx: Cx }[]
  history: HistoryRow[]
  incidents: {
    instance: Live
    token: number
    element: string
    code: string
    message: string
    attempts: Attempt[]
  }[]
  cleared: { instance: string; token: number }[]
  /** How often each instance was told something in this batch: one that talks to itself for ever is stopped. */
  told: Map<string, number>
  started: Map<string, number>
  /** How many began in this hour before; null until a process is to begin by an event. */
  starts: Map<string, number> | null
  /** Processes that the guard stopped in this batch. */
  held: Set<string>
  actors: Map<string, Actor>
  /** Rows of the outbox that the batch leaves behind: tries of a step, events of suspended instances. */
  later: { instance: string; payload: LaterPayload; held: boolean; attempt: number }[]
}

/** An event for an instance that goes through the outbox. */
export interface LaterPayload {
  event: EngineEvent
  cause: string | null
  depth: number
  attempts?: Attempt[]
}

export const waitKey = (wait: WaitKey): string => `${wait.instance_id}:${wait.token}:${wait.element}:${wait.kind}`

/**
 * For the rest of the transaction rows are looked up by index, one after the other, whatever the planner believes of the
 * tables: a prepared statement keeps the plan it got from them, and they may be a hundred times larger an hour later.
 */
export async function lookUpByIndex(db: Db): Promise<void> {
  await sql`/* by-index */ select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(db)
}

/** What every batch stands on and seldom changes. */
interface Standing {
  epoch: number
  /** Absences come into sight and years end as time goes by. */
  hour: number
  processes: Map<string, ActiveProcess>
  calendars: Calendars
  departments: Map<string, string[]>
}

// Known by the count that the database keeps of its changes (engine_epoch), read anew in each transaction.
const remembered = new WeakMap<object, Standing>()
const HOUR_MS = 3_600_000

async function standingOn(cx: Cx, ports: EnginePorts, epoch: number): Promise<Standing> {
  const hour = Math.floor(cx.now.getTime() / HOUR_MS)
  const known = remembered.get(cx.deps.database)
  if (known?.epoch === epoch && known.hour === hour) return known
  const [processes, calendars] = await Promise.all([activeProcesses(cx.db), ports.calendars(cx.db)])
  const owners = new Set([...processes.values()].flatMap(({ departmentId }) => departmentId ?? []))
  const departments = new Map<string, string[]>()
  for (const id of owners) departments.set(id, await ports.departmentsBelow(cx.db, id))
  const standing = { epoch, hour, processes, calendars, departments }
  remembered.set(cx.deps.database, standing)
  return standing
}

/** How often what stands has changed, and whether any thrown message is kept. */
export async function readGround(db: Db): Promise<{ epoch: number; keeps: boolean }> {
  const { rows } = await sql<{ epoch: number; keeps: boolean }>`/* epoch */ select epoch,
    exists (select from process_messages) as keeps from engine_epoch`.execute(db)
  return rows[0]!
}

export async function openBatch(
  cx: Cx,
  ports: EnginePorts,
  alone: 'alone' | 'shared' = 'alone',
  ground: Promise<{ epoch: number; keeps: boolean }> | { epoch: number; keeps: boolean } = readGround(cx.db),
): Promise<Batch> {
  const { epoch, keeps } = await ground
  const { processes, calendars, departments } = await standingOn(cx, ports, epoch)
  return {
    cx,
    ports,
    alone: alone === 'alone',
    processes,
    calendars,
    departments,
    live: new Map(),
    queue: [],
    waitsGone: new Map(),
    waitsNew: new Map(),
    openedBy: new Map(),
    given: new Set(),
    keepsMessages: keeps,
    tasks: [],
    cancelled: [],
    history: [],
    incidents: [],
    cleared: [],
    told: new Map(),
    started: new Map(),
    starts: null,
    held: new Set(),
    actors: new Map(),
    later: [],
  }
}

export interface Begin {
  startEvent?: string
  variables: Record<string, unknown>
  subject: Subject | null
  /** The event of the log that starts it. */
  cause: string | null
  depth: number
  startedBy?: string
  calledBy?: { instance: string; token: number }
  outer?: Extract<EngineEvent, { type: 'start' }>['outer']
}

/** A new instance of the version that is switched on, and the event that starts it. */
export function begin(batch: Batch, process: ActiveProcess, start: Begin): Input {
  const instance: Live = {
    id: newId(),
    fresh: true,
    definitionId: process.definitionId,
    key: process.key,
    version: process.version,
    subject: start.subject,
    startedBy: start.startedBy ?? null,
    depth: start.depth,
    departmentId: process.departmentId,
    graph: process.graph,
    state: null,
    startedAt: batch.cx.now,
    touched: true,
    suspended: false,
    calledBy: start.calledBy ?? null,
    moves: 0,
    movesBefore: 0,
  }
  batch.live.set(instance.id, instance)
  const { startEvent, variables, outer } = start
  const event: EngineEvent = {
    type: 'start',
    variables,
    ...(startEvent ? { startEvent } : {}),
    ...(outer ? { outer } : {}),
  }
  return { instance, event, cause: start.cause, depth: start.depth }
}

export interface InstanceRow {
  id: string
  definition_id: string
  process_key: string
  subject_kind: string | null
  subject_id: string | null
  started_by_event: string | null
  depth: number
  department_id: string | null
  state: InstanceState
  started_at: Date
  suspended_at: Date | null
  called_by: string | null
  called_by_token: number | null
  moves: number
}

/** Of an instance, as a batch needs it. Its status is looked at here: a partial index over it would be read whole once few seem active. */
export const INSTANCE_COLUMNS =
  sql.raw(`id, status, definition_id, process_key, subject_kind, subject_id, started_by_event, depth,
  department_id, state, started_at, suspended_at, called_by, called_by_token, moves`)

/** Locks running instances in the order of their ids and reads them. */
export async function lockedRows(db: Db, ids: readonly string[]): Promise<InstanceRow[]> {
  const { rows } = await sql<InstanceRow & { status: string }>`/* lock-instances */ select ${INSTANCE_COLUMNS}
    from process_instances where id = any(${plainArray(ids)}::uuid[]) order by id for update`.execute(db)
  return rows.filter((row) => row.status === 'active')
}

/** Takes locked instances into the batch. */
export async function adopt(batch: Batch, rows: InstanceRow[]): Promise<void> {
  for (const row of rows) {
    const { graph, version } = await definitionOf(batch.cx.db, row.definition_id)
    batch.live.set(row.id, {
      id: row.id,
      fresh: false,
      definitionId: row.definition_id,
      key: row.process_key,
      version,
      subject: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
      startedBy: row.started_by_event,
      depth: row.depth,
      departmentId: row.department_id,
      graph,
      state: row.state,
      startedAt: row.started_at,
      touched: false,
      suspended: row.suspended_at !== null,
      calledBy: row.called_by === null ? null : { instance: row.called_by, token: row.called_by_token! },
      moves: row.moves,
      movesBefore: row.moves,
    })
  }
}

/** The running instances with these ids, each locked once in a batch: never a wait before its instance. */
export async function lock(batch: Batch, ids: string[]): Promise<Map<string, Live>> {
  const missing = [...new Set(ids)].filter((id) => !batch.live.has(id))
  if (missing.length > 0) await adopt(batch, await lockedRows(batch.cx.db, missing))
  const found = new Map<string, Live>()
  for (const id of ids) {
    const instance = batch.live.get(id)
    if (instance) found.set(id, instance)
  }
  return found
}

/** An array of what needs no quotes, as PostgreSQL reads it: ids, numbers, flags. */
export const plainArray = (items: readonly (string | number | boolean | null)[]): string =>
  `{${items.map((item) => item ?? 'null').join(',')}}`
