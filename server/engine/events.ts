import { z } from 'zod'
import { defineEvents } from '../core/events.ts'

export const engineEvents = defineEvents({
  'process.deployed': z.object({ key: z.string(), version: z.number() }),
  'process.incident_raised': z.object({
    process: z.string(),
    element: z.string(),
    code: z.string(),
    message: z.string(),
  }),
  'process.held': z.object({ key: z.string(), starts: z.number() }),
  'step.finished': z.object({
    instance: z.string(),
    token: z.number(),
    variables: z.record(z.string(), z.unknown()).optional(),
    error: z.string().optional(),
    attempts: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  }),
})
