import { z } from 'zod'
import { timelineEntry } from '../workplace/schema.ts'

const day = z.iso.date()

/** What the log can be narrowed to: all that is named must hold. */
export const logFilter = {
  /** Days on the company's calendar, both included. */
  from: day.optional(),
  to: day.optional(),
  /** An employee's id; or Tok itself: 'process', 'system', 'visitor'. */
  actor: z.union([z.uuid(), z.enum(['process', 'system', 'visitor'])]).optional(),
  /** The first word of an event's name: 'lead', 'deal', 'process'. */
  area: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  /** Done by this process. */
  process: z.string().min(1).max(100).optional(),
  /** A record, as kind/id. */
  about: z
    .string()
    .regex(/^[a-z_]{1,40}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
  /** A field whose value changed. */
  field: z.string().min(1).max(200).optional(),
}

export const loggedEvent = timelineEntry
  .omit({ call: true, message: true, note: true, task: true })
  .extend({ subject: z.object({ kind: z.string(), id: z.uuid(), title: z.string() }).nullable() })
  .meta({ id: 'LoggedEvent' })

export const fault = z.object({
  kind: z.enum([
    'event_changed',
    'event_removed',
    'event_added',
    'events_swapped',
    'personal_changed',
    'seal_changed',
    'seal_missing',
  ]),
  seal: z.number(),
  events: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), at: z.string().nullable() })),
})
