import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const figureEvents = defineEvents({
  'figure.exported': z.object({ report: z.string(), format: z.string(), whole: z.boolean() }),
})
