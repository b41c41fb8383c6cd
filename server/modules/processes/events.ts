import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const processEvents = defineEvents({
  'process.settings_changed': z.object({ key: z.string(), version: z.number() }),
  'process.paused': z.object({ key: z.string() }),
  'process.switched_on': z.object({ key: z.string() }),
  'process.incident_resolved': z.object({ process: z.string(), element: z.string(), resolution: z.string() }),
  'process.cancelled': z.object({ process: z.string() }),
})
