import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const mail = { mailId: z.uuid() }

export const mailEvents = defineEvents({
  'mail.settings_changed': z.object({ passwordChanged: z.boolean(), version: z.number() }),
  'mail.tested': z.object({ ok: z.boolean(), trouble: z.string().nullable() }),
  'mail.queued': z.object({ ...mail, code: z.string(), state: z.enum(['queued', 'kept']) }),
  'mail.sent': z.object({ ...mail, answer: z.string() }),
  'mail.failed': z.object({ ...mail, trouble: z.string(), attempts: z.number() }),
  'mail.retried': z.object({ ...mail, from: z.enum(['failed', 'kept']) }),
  'mail.kept_sent': z.object({ count: z.number() }),
})
