import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const field = {
  fieldId: z.uuid(),
  kind: z.string(),
  key: z.string(),
  name: z.object({ pl: z.string(), en: z.string() }),
}

export const fieldEvents = defineEvents({
  'field.created': z.object({ ...field, type: z.string() }),
  'field.updated': z.object({ ...field, version: z.number(), fields: z.array(z.string()) }),
  'field.archived': z.object(field),
  'field.restored': z.object(field),
  'field.deleted': z.object(field),
  'field.purge_asked': z.object(field),
  'field.purged': z.object(field),
  'field.order_changed': z.object({ kind: z.string() }),
})
