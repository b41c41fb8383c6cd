import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'
import { HELD_REASONS } from './rules/held.ts'

const form = z.object({ name: z.string(), key: z.string() })

export const formEvents = defineEvents({
  'form.created': form,
  'form.updated': form,
  'form.switched_on': form,
  'form.switched_off': form,
  'form.archived': form,
  'form.restored': form,
  'submission.held': z.object({ formId: z.uuid(), formVersion: z.number().int(), reason: z.enum(HELD_REASONS) }),
  'submission.let_through': z.object({ formId: z.uuid(), leadId: z.uuid().nullable(), recordId: z.uuid().nullable() }),
})
