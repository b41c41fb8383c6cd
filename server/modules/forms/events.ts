import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const form = z.object({ name: z.string(), key: z.string() })

export const formEvents = defineEvents({
  'form.created': form,
  'form.updated': form,
  'form.switched_on': form,
  'form.switched_off': form,
  'form.archived': form,
  'form.restored': form,
  'submission.received': z.object({ formId: z.uuid(), formVersion: z.number().int(), leadId: z.uuid() }),
})
