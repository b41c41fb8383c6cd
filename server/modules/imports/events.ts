import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const file = { kind: z.string(), file: z.string() }
const counts = { made: z.number(), updated: z.number(), skipped: z.number(), refused: z.number() }

export const importEvents = defineEvents({
  'import.created': z.object({ ...file, total: z.number() }),
  'import.discarded': z.object(file),
  'import.started': z.object({ ...file, total: z.number(), processes: z.boolean() }),
  'import.stopped': z.object({ ...file, ...counts }),
  'import.finished': z.object({ ...file, ...counts }),
  'import.undo_asked': z.object(file),
  'import.undone': z.object({ ...file, undone: z.number(), kept: z.number() }),
})
