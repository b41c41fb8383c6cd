import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const plan = { planId: z.uuid(), measure: z.string(), target: z.number(), version: z.number() }

export const figureEvents = defineEvents({
  'figure.exported': z.object({ report: z.string(), format: z.string(), whole: z.boolean() }),
  'plan.set': z.object(plan),
  'plan.changed': z.object(plan),
  'plan.removed': z.object(plan),
})
