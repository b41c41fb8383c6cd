import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const processEvents = defineEvents({
  'process.settings_changed': z.object({ key: z.string(), version: z.number() }),
  'process.published': z.object({ key: z.string(), version: z.number(), name: z.string(), reason: z.string() }),
  'process.rolled_back': z.object({ key: z.string(), version: z.number(), to: z.number(), reason: z.string() }),
  'process.draft_discarded': z.object({ key: z.string() }),
  'process.paused': z.object({ key: z.string() }),
  'process.switched_on': z.object({ key: z.string() }),
  'process.incident_resolved': z.object({ process: z.string(), element: z.string(), resolution: z.string() }),
  'process.started': z.object({ process: z.string() }),
  'process.suspended': z.object({ process: z.string() }),
  'process.resumed': z.object({ process: z.string() }),
  'process.token_moved': z.object({ process: z.string(), token: z.number(), to: z.string() }),
  'process.variables_set': z.object({ process: z.string(), names: z.array(z.string()) }),
  'process.guard_changed': z.object({ key: z.string() }),
  'process.held_started': z.object({ key: z.string(), starts: z.number() }),
  'process.held_discarded': z.object({ key: z.string(), starts: z.number() }),
  'process.message_published': z.object({ name: z.string(), key: z.string().nullable() }),
  'process.signal_broadcast': z.object({ name: z.string(), key: z.string().nullable() }),
  'process.bulk_started': z.object({ action: z.string(), total: z.number(), process: z.string().nullable() }),
  'process.bulk_stopped': z.object({ done: z.number() }),
  'process.case_migrated': z.object({ process: z.string(), from: z.number(), to: z.number() }),
  'process.cancelled': z.object({ process: z.string() }),
  'process_history.changed': z.object({ version: z.number() }),
  'process_history.forgotten': z.object({ cases: z.number(), file: z.string().nullable() }),
})
