import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const notificationEvents = defineEvents({
  'notice.sent': z.object({
    noticeId: z.uuid(),
    code: z.string(),
    params: z.record(z.string(), z.unknown()),
    recipients: z.array(z.uuid()),
  }),
  'notice.read': z.object({ count: z.number() }),
})
