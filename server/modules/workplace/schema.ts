import { z } from 'zod'
import { callSchema } from '../telephony/schema.ts'

const words = z.object({ pl: z.string(), en: z.string() })

export const timelineEntry = z
  .object({
    id: z.uuid(),
    at: z.string(),
    name: z.string(),
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    payload: z.record(z.string(), z.unknown()),
    names: z.record(z.string(), z.string()),
    changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    call: callSchema.nullable(),
    note: z.object({ id: z.uuid(), body: z.string(), deleted: z.boolean(), mine: z.boolean() }).nullable(),
    message: z
      .object({
        id: z.uuid(),
        conversationId: z.uuid(),
        subject: z.string(),
        excerpt: z.string(),
        name: z.string(),
        files: z.array(z.string()),
      })
      .nullable(),
    task: z
      .object({ id: z.uuid(), title: z.string(), titleParams: z.record(z.string(), z.unknown()).nullable() })
      .nullable(),
    why: z
      .object({
        process: words,
        processKey: z.string(),
        version: z.number(),
        instance: z.uuid(),
        element: words.nullable(),
        elementId: z.string().nullable(),
        startedBy: z.object({ name: z.string(), at: z.string() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'TimelineEntry' })
