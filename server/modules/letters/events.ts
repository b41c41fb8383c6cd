import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const template = { templateId: z.uuid(), name: z.string(), version: z.number() }

export const letterEvents = defineEvents({
  'message_template.created': z.object(template),
  'message_template.updated': z.object(template),
  'message_template.archived': z.object(template),
  'message_template.restored': z.object(template),
  'message_upload.created': z.object({ uploadId: z.uuid(), size: z.number() }),
  /** Of a record: documents of it went to somebody. */
  'letter.documents_sent': z.object({
    messageId: z.uuid(),
    conversationId: z.uuid(),
    documents: z.array(z.object({ kind: z.string(), id: z.uuid(), name: z.string() })),
    names: z.string(),
    count: z.number(),
  }),
  'message_upload.deleted': z.object({ uploadId: z.uuid() }),
})
