import type pg from 'pg'
import type { Config } from './config.ts'
import type { Database } from './db.ts'
import type { Cx } from './write.ts'

/** Everything the server is made of; built once in main.ts (or by a test) and passed on. */
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
  steer?: (cx: Cx, instanceId: string, event: { type: 'cancel' } | { type: 'incident.retry' | 'incident.skip'; token: number }) => Promise<void>
  /** Tests only: called around each commit, so that a crash can be placed there. */
  probe?: (where: string) => void
}

export interface Log {
  debug(fields: object | string, message?: string): void
  info(fields: object | string, message?: string): void
  warn(fields: object | string, message?: string): void
  error(fields: object | string, message?: string): void
}
