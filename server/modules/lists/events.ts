import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const view = { viewId: z.uuid(), kind: z.string(), name: z.string(), shared: z.string() }

export const listEvents = defineEvents({
  'view.created': z.object(view),
  'view.updated': z.object({ ...view, version: z.number(), fields: z.array(z.string()) }),
  'view.deleted': z.object(view),
  'view.made_default': z.object({ kind: z.string(), viewId: z.uuid().nullable() }),
  'list.exported': z.object({
    kind: z.string(),
    format: z.string(),
    count: z.number(),
    columns: z.array(z.string()),
    /** The whole of it was sent. */
    whole: z.boolean(),
  }),
  'bulk_edit.started': z.object({ kind: z.string(), do: z.string(), total: z.number() }),
  'bulk_edit.stopped': z.object({ kind: z.string(), done: z.number() }),
  'bulk_edit.finished': z.object({
    kind: z.string(),
    changed: z.number(),
    unchanged: z.number(),
    refused: z.number(),
  }),
})
