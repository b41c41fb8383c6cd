import type { z } from 'zod'
import type { ElementMap, Graph } from '../../pure/bpmn/graph.ts'
import type { MigrationRefusal } from '../../pure/bpmn/migration.ts'
import type { Problem } from '../../pure/bpmn/problem.ts'
import type { EngineEvent } from '../../pure/bpmn/protocol.ts'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import type { StepOffer } from '../../pure/process-design/offers.ts'
import type { Actor } from './actor.ts'
import type { Channel } from './channel.ts'
import type { Config } from './config.ts'
import type { Database, Db } from './db.ts'
import type { ConnectionConfig } from './db-hosts.ts'
import type { Cause, NewEvent, Subject } from './events.ts'
import type { Statement } from './given-rows.ts'
import type { Span, SpanRef, Traces } from './traces.ts'

/** Everything the server is made of; put together in server/parts.ts, once for each thread, and passed on. */
export interface Deps {
  config: Config
  database: Database
  connection: ConnectionConfig
  log: Log
  /** Names of all events of the registry. */
  eventNames: ReadonlySet<string>
  /** By their keys: the ways to reach customers and be reached. */
  channels: ReadonlyMap<string, Channel>
  /** Where somebody collects traces. */
  traces?: Traces
  /** Called after a commit that left work in the outbox. */
  wake(): void
  /** Hears what was committed, on whichever node, until what it answers is called; set where pages are served. */
  listen?: (heard: (hints: { kind: string | null; id: string | null }[]) => void) => () => void
  /** What a new company finds in place: its form, its pipeline. In the transaction that sets it up. */
  onCompanySetUp?: (cx: Cx, locale: 'pl' | 'en') => Promise<void>
  /** Fills an empty database with the demo company. */
  seedDemo?: () => Promise<void>
  /** What the engine does at somebody's word; set where it is put together. */
  engine?: EngineVerbs
  /** Tests only: called around each commit; throws `Died` to place a crash there. */
  probe?: (where: 'before-commit' | 'after-commit') => void
}

/** A model that becomes the next version of its key. */
export interface Deployment {
  key: string
  name: string
  bpmn: string
  origin: 'shipped' | 'own' | 'rule'
  originVersion?: number
  /** What its blanks are filled with, where it is new here; its starts by time are armed by them. */
  settingsId?: string
  /** Who deploys it; null for what comes with Tok. */
  by: string | null
  /** Why, in his words. */
  reason?: string
  /** With whose rights alone its cases act, where those of its process are wider. */
  departmentId?: string | null
}

/** A case somebody begins by hand. `subject` is the record it is about. */
export interface HandStart {
  key: string
  startEvent?: string
  variables: Record<string, unknown>
  subject: Subject | null
  /** The department with whose rights it acts, where who starts it has no wider ones. */
  actsFor?: string | null
}

/** What a person, or whoever does the work of a token, brings to an instance. */
export type SteerEvent = Exclude<EngineEvent, { type: 'start' | `call.${string}` | 'timers.rearm' | 'step.retry' }>

export interface PublishedMessage {
  name: string
  /** Compared only where both sides have one. */
  key: string | undefined
  variables: Record<string, unknown>
  /** ISO duration for which it is kept when nobody waits; a week unless said otherwise. */
  timeToLive?: string
  subject: Subject | null
}

/** A step as people who draw processes know it. */
export interface OfferedStep {
  type: string
  input: z.ZodType
  offers: StepOffer[]
}

/** Whose case is rehearsed, and about what. */
export interface RehearsedProcess {
  key: string
  departmentId: string | null
  subject: Subject | null
}

/** What a case comes to at a moment: a step, or a task for a person. */
export type Act = { at: Date; token: number; element: string } & (
  | { step: string; input: Record<string, unknown> }
  | {
      task: {
        name: string
        assignee?: string
        candidateGroups: string[]
        candidateUsers: string[]
        dueAt?: string
        properties: Record<string, string>
        input: Record<string, unknown>
      }
    }
)

/** What an act would have given, and what would have been recorded; `key` is the step's, as rows have it. */
export interface Outcome {
  key: string
  output: Record<string, unknown> | null
  refusal: { code: string; params: Record<string, unknown> } | null
  events: { name: string; subject: Subject; payload: Record<string, unknown> }[]
}

/** The engine as commands of the modules know it; each verb works in the transaction it is given. */
export interface EngineVerbs {
  /** Refuses an unsound model with every problem (process.definition_invalid). */
  deploy(cx: Cx, deployment: Deployment): Promise<{ definitionId: string; version: number }>
  /** The problems of a model without deploying it. */
  check(bpmn: string): Promise<Problem[]>
  /** What a model may use here. */
  readonly steps: ReadonlyMap<string, OfferedStep>
  /** Does what a case would come to, act by act, in a transaction that its caller undoes. */
  rehearse(cx: Cx, process: RehearsedProcess, acts: Act[]): Promise<Outcome[]>
  armStarts(cx: Cx, key: string): Promise<void>
  steer(cx: Cx, instanceId: string, event: SteerEvent): Promise<void>
  steerMany(cx: Cx, told: { instance: string; event: SteerEvent }[]): Promise<Set<string>>
  /** Puts running instances into another version; tells of each why it stays in its own, nothing for one that goes. */
  migrateMany(
    cx: Cx,
    migration: { instances: string[]; definitionId: string; chosen: ElementMap },
  ): Promise<Map<string, MigrationRefusal[]>>
  /** Why each of these would stay; changes nothing. */
  rehearseMigration(
    cx: Cx,
    cases: { key: string; graph: Graph; state: InstanceState }[],
    to: Graph,
    chosen: ElementMap,
  ): Promise<MigrationRefusal[][]>
  start(cx: Cx, start: HandStart): Promise<string>
  /** Opens its own transaction; `also` is done in it. */
  publish(deps: Deps, actor: Actor, message: PublishedMessage, also?: (cx: Cx) => void): Promise<void>
  publishWithin(cx: Cx, message: PublishedMessage): Promise<void>
  broadcast(cx: Cx, signal: { name: string; variables: Record<string, unknown> }): Promise<number>
  suspend(cx: Cx, instanceId: string): Promise<void>
  resume(cx: Cx, instanceId: string): Promise<void>
}

/** The process is gone at this point: nobody catches it to try something else. */
export class Died extends Error {}

export interface Log {
  debug(fields: object | string, message?: string): void
  info(fields: object | string, message?: string): void
  warn(fields: object | string, message?: string): void
  error(fields: object | string, message?: string): void
}

/** The open transaction and everything a command may use in it. */
export interface Cx {
  db: Db
  /** Business time; the same through the whole transaction. */
  now: Date
  actor: Actor
  cause: Cause | null
  depth: number
  /** What the work belongs to, where traces are collected. */
  trace: SpanRef | null
  deps: Deps
  /** Puts an event into the log and into the outbox; returns its id. Written when the transaction ends, in order. */
  record(name: string, event: NewEvent): string
  /**
   * Sends what was recorded until now ahead of the end: for transactions with so many events that they should not gather.
   * Not within a savepoint.
   */
  sendEvents(): void
  /** Something for the outer world; `key` makes it happen once. */
  effect(topic: string, key: string, payload: Record<string, unknown>): void
  /**
   * A statement whose answer nobody needs: it travels with those around it and with the commit, its failure is the
   * transaction's. Not within a savepoint.
   */
  trail(statement: Promise<unknown>): void
  /** The same for a change of rows that nothing else in the transaction asks about: it goes as one statement with the events. */
  atEnd(statement: Statement): void
  /**
   * Should the database crash within a second of the commit, the transaction may be undone, since what it took is then there
   * again and is done again. The commit does not wait for the disk (docs/decisions/044-commits-that-need-no-wait.md).
   */
  repeatable(): void
  /**
   * Events of other names than these are told to nobody: what was listened to when the transaction began. Null: the database is
   * asked, as long as nothing else is known.
   */
  hears(names: ReadonlySet<string> | null): void
  /** Runs a part that may fail by itself: on an error its rows, events and effects are undone, then the error goes on. */
  savepoint<T>(part: () => Promise<T>): Promise<T>
  /** Told of once the transaction is committed. */
  span(span: Span): void
  /** The same transaction as somebody else (a step of a process acts as that process). */
  as(actor: Actor, cause: Cause | null, depth: number, trace?: SpanRef | null): Cx
}
