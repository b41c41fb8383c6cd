import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const outreach = { outreachId: z.uuid(), channel: z.string() }

export const outreachEvents = defineEvents({
  // The message did not arrive and goes to the same customer by another channel.
  'outreach.went_on': z.object({ ...outreach, from: z.string(), trouble: z.string() }),
  // No channel is left by which to try.
  'outreach.failed': z.object({ ...outreach, trouble: z.string() }),
  // Nobody could be written to: `why` is the code it was refused with.
  'outreach.unreached': z.object({ why: z.string() }),
  // The customer pressed the button behind the link of the message.
  'message.confirmed': z.object({
    outreachId: z.uuid(),
    messageId: z.uuid().nullable(),
    kind: z.string(),
    id: z.uuid(),
  }),
})
