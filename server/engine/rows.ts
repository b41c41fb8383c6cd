import type { LoggedEvent } from '../core/events.ts'
import type { Begin, LaterPayload } from './batch.ts'

/** A row of the outbox on its way, with the event of the log that it names. */
export interface DeliveredRow {
  outbox_id: number
  /** null: for everybody; else the one reaction or start it is for, or `tell`: one event for one instance. */
  topic: string | null
  attempts: number
  instance_id: string | null
  /** The span that recorded it, as a traceparent, where traces are collected. */
  trace: string | null
  later: (LaterPayload & { start?: undefined }) | { start: Begin } | null
  id: string
  at: Date
  name: string
  actor_kind: string
  actor_id: string | null
  subject_kind: string
  subject_id: string
  payload: Record<string, unknown>
  changes: LoggedEvent['changes']
  cause: LoggedEvent['cause']
  depth: number
  department_id: string | null
}
