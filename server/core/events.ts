import type { z } from 'zod'

export interface Subject {
  kind: string
  id: string
}

export interface Change {
  field: string
  from: unknown
  to: unknown
}

/** What made Tok do something by itself: the answer to "Why?". */
export interface Cause {
  event?: string
  instance?: string
  process?: string
  version?: number
  element?: string
  /** What somebody asked to be read from a file. */
  import?: string
}

/** An event as it is handed to cx.record(). */
export interface NewEvent {
  subject: Subject
  payload?: Record<string, unknown>
  changes?: Change[]
  /** Values about a person that must be erasable without breaking the log. */
  personal?: Record<string, unknown>
  /** Further records whose timelines show this event. */
  also?: Subject[]
}

/** An event as it is read back. */
export interface LoggedEvent {
  id: string
  at: Date
  name: string
  actor: { kind: string; id: string | null }
  subject: Subject
  payload: Record<string, unknown>
  changes: Change[] | null
  cause: Cause | null
  depth: number
  departmentId: string | null
}

export interface EventDefinition {
  name: string
  version: number
  payload: z.ZodType
}

/** Declares the past-tense events of a module; the timeline, process triggers and the docs derive from the list. */
export function defineEvents(events: Record<string, z.ZodType>): EventDefinition[] {
  return Object.entries(events).map(([name, payload]) => ({ name, version: 1, payload }))
}

/** What changed between two rows, for the fields named; equal values are left out. */
export function changesBetween(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  fields: readonly string[],
): Change[] {
  const comparable = (value: unknown) => (value instanceof Date ? value.toISOString() : JSON.stringify(value ?? null))
  return fields
    .filter((field) => field in after && comparable(before[field]) !== comparable(after[field]))
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
}
