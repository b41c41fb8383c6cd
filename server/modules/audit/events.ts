import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const auditEvents = defineEvents({
  /** `whole`: all of it was sent. */
  'audit.exported': z.object({ count: z.number(), whole: z.boolean() }),
})
