import type { EngineEvent } from '../../pure/bpmn/advance.ts'
import type { Graph } from '../../pure/bpmn/graph.ts'
import type { Intent } from '../../pure/bpmn/protocol.ts'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import type { Actor } from '../core/actor.ts'
import type { Subject } from '../core/events.ts'
import { newId } from '../core/ids.ts'
import type { SpanRef } from '../core/traces.ts'
import type { Cx } from '../core/write.ts'
import type { ActiveProcess } from './definitions.ts'
import { type Ground, readGround, surroundingsOf } from './ground.ts'
import type { AsRead } from './lane.ts'
import type { Calendars, EnginePorts, NewUserTask } from './ports.ts'

/** One instance while a batch works on it. */
export interface Live {
  id: string
  /** It has no row yet. */
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
  /** It was put into another version, and its row does not say so yet */
  isMigrated?: true
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
  /** The span of what it moved, once it has, where traces are collected. */
  trace?: SpanRef
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

/** What a batch knows of traces, where they are collected. */
export interface Origins {
  /** By events of the log: the span that recorded them */
  of: Map<string, SpanRef>
  /** The moves of cases that each of them led to */
  moves: Map<string, SpanRef[]>
}

/** All that one transaction of the engine reads once and writes at its end. */
export interface Batch {
  cx: Cx
  ports: EnginePorts
  /** Where its events come from, where traces are collected. */
  origins: Origins | null
  /** It has the lane to itself. */
  alone: boolean
  /** What it stands on was read before the transaction. */
  standsOn: AsRead | null
  /** The transaction does nothing after it. */
  isLast: boolean
  /** A module did something in it: a step ran, a task was made or withdrawn, a reaction followed. */
  isShared: boolean
  processes: Map<string, ActiveProcess>
  calendars: Calendars
  /** The departments below each one that owns a process, itself included. */
  departments: Map<string, string[]>
  live: Map<string, Live>
  queue: Act[]
  waitsGone: Map<string, WaitKey>
  waitsNew: Map<string, Wait>
  /** Keys of waits that came or went since the last saving. */
  unsaved: Set<string>
  /** Which event opened a wait for a message in this batch. */
  openedBy: Map<string, string | null>
  /** Waits opened in this batch and what of it they were given: nothing is given twice. */
  given: Set<string>
  /** Whether any thrown message is kept for one who does not wait yet. */
  keepsMessages: boolean
  tasks: NewUserTask[]
  cancelled: { instance: string; token: number; cx: Cx }[]
  history: HistoryRow[]
  /** How much of the history is saved. */
  historySaved: number
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

export async function openBatch(
  cx: Cx,
  ports: EnginePorts,
  alone: 'alone' | 'shared' = 'alone',
  ground: Promise<Ground> | Ground = readGround(cx.db),
): Promise<Batch> {
  const { epoch, keeps } = await ground
  const { processes, calendars, departments, heard } = await surroundingsOf(cx, ports, epoch)
  cx.hears(heard)
  return {
    cx,
    ports,
    origins: null,
    alone: alone === 'alone',
    standsOn: null,
    isLast: false,
    isShared: false,
    processes,
    calendars,
    departments,
    live: new Map(),
    queue: [],
    waitsGone: new Map(),
    waitsNew: new Map(),
    unsaved: new Set(),
    openedBy: new Map(),
    given: new Set(),
    keepsMessages: keeps,
    tasks: [],
    cancelled: [],
    history: [],
    historySaved: 0,
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
  /** The department with whose rights alone it acts, where those of its process are wider. */
  actsFor?: string | null
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
    departmentId: start.actsFor ?? process.departmentId,
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
