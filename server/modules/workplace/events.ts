import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const workplaceEvents = defineEvents({
  'note.added': z.object({ noteId: z.uuid() }),
  'note.deleted': z.object({ noteId: z.uuid() }),
  'note.restored': z.object({ noteId: z.uuid() }),
})
