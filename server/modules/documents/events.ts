import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const template = z.object({ templateId: z.uuid(), name: z.string(), version: z.number() })
const document = {
  documentId: z.uuid(),
  name: z.string(),
  number: z.string().nullable(),
  kind: z.string(),
  version: z.number(),
}

export const documentEvents = defineEvents({
  'deal.documents_asked': z.object({
    dealId: z.uuid(),
    number: z.number(),
    title: z.string(),
    version: z.number(),
    ownerId: z.uuid().nullable(),
    departmentId: z.uuid().nullable(),
  }),
  'document_template.file_received': z.object({ uploadId: z.uuid(), name: z.string(), size: z.number() }),
  'document_template.created': template,
  'document_template.updated': template,
  'document_template.archived': template,
  'document_template.restored': template,
  'letterhead.updated': z.object({ version: z.number() }),
  'document.prepared': z.object(document),
  'document.updated': z.object(document),
  'document.made': z.object({ ...document, no: z.number() }),
  'document.archived': z.object(document),
  'document.restored': z.object(document),
  'document.link_created': z.object({ ...document, no: z.number(), linkId: z.uuid(), expiresAt: z.string() }),
  'document.link_revoked': z.object({ ...document, linkId: z.uuid() }),
  'document.opened': z.object({ ...document, no: z.number(), linkId: z.uuid() }),
})
