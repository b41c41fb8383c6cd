import type pg from 'pg'
import type { Actor } from './actor.ts'
import type { Config } from './config.ts'
import type { Database, Db } from './db.ts'
import type { Cause, NewEvent } from './events.ts'

/** Everything the server is made of; put together in server/parts.ts, once for each thread, and passed on. */
export interface Deps {
  config: Config
  database: Database
  connection: pg.PoolConfig
  log: Log
  /** Names of all events of the registry. */
  eventNames: ReadonlySet<string>
  /** Called after a commit that left work in the outbox. */
  wake(): void
  /** What a new company finds in place: its form, its pipeline. In the transaction that sets it up. */
  onCompanySetUp?: (cx: Cx, locale: 'pl' | 'en') => Promise<void>
  /** Fills an empty database with the demo company. */
  seedDemo?: () => Promise<void>
  /** Brings a person's decision (retry, skip, cancel) to a running case; set where the engine is put together. */
  steer?: (
    cx: Cx,
    instanceId: string,
    event: { type: 'cancel' } | { type: 'incident.retry' | 'incident.skip'; token: number },
  ) => Promise<void>
  /** Tests only: called around each commit; throws `Died` to place a crash there. */
  probe?: (where: 'before-commit' | 'after-commit') => void
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
  deps: Deps
  /** Puts an event into the log and into the outbox; returns its id. Written when the transaction ends, in order. */
  record(name: string, event: NewEvent): string
  /** Something for the outer world; `key` makes it happen once. */
  effect(topic: string, key: string, payload: Record<string, unknown>): void
  /** Runs a part that may fail by itself: on an error its rows, events and effects are undone, then the error goes on. */
  savepoint<T>(part: () => Promise<T>): Promise<T>
  /** The same transaction as somebody else (a step of a process acts as that process). */
  as(actor: Actor, cause: Cause | null, depth: number): Cx
}
