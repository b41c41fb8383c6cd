import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const account = { accountId: z.uuid(), channel: z.string(), name: z.string() }
const message = {
  messageId: z.uuid(),
  conversationId: z.uuid(),
  channel: z.string(),
  accountId: z.uuid().nullable(),
}
const conversation = { conversationId: z.uuid(), channel: z.string(), version: z.number() }

export const messageEvents = defineEvents({
  'channel_account.added': z.object({ ...account, version: z.number() }),
  'channel_account.changed': z.object({ ...account, version: z.number(), secretsChanged: z.boolean() }),
  'channel_account.archived': z.object({ ...account, version: z.number() }),
  'channel_account.broke': z.object({ ...account, trouble: z.string() }),
  'channel_account.recovered': z.object({ ...account, since: z.string() }),
  'message.received': z.object({
    ...message,
    /** Whether it opened its conversation. */
    opened: z.boolean(),
    automatic: z.boolean(),
    own: z.boolean(),
    /** It lay there before the account was set up. */
    past: z.boolean(),
    /** What a message from somebody unknown becomes; null where the sender is known. */
    becomes: z.enum(['lead', 'ticket', 'nothing']).nullable(),
    ownerId: z.uuid().nullable(),
    departmentId: z.uuid().nullable(),
  }),
  'message.queued': z.object({ ...message, automatic: z.boolean(), sendAt: z.string().nullable() }),
  'message.cancelled': z.object(message),
  'message.sent': z.object({ ...message, answer: z.string() }),
  'message.delivered': z.object(message),
  'message.read': z.object(message),
  'message.failed': z.object({ ...message, trouble: z.string(), attempts: z.number() }),
  'conversation.assigned': z.object({ ...conversation, from: z.uuid().nullable(), ownerId: z.uuid().nullable() }),
  'conversation.closed': z.object(conversation),
  'conversation.reopened': z.object(conversation),
  'conversation.filed': z.object({ ...conversation, kind: z.string(), id: z.uuid() }),
  'customer.opted_out': z.object({ channel: z.string(), how: z.enum(['answer', 'hand']) }),
  'customer.opted_in': z.object({ channel: z.string(), how: z.enum(['answer', 'hand']) }),
  'customer_peace.changed': z.object({ version: z.number() }),
  'conversation.unfiled': z.object({ ...conversation, kind: z.string(), id: z.uuid() }),
})
