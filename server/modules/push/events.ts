import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const browser = { subscriptionId: z.uuid(), device: z.string() }

export const pushEvents = defineEvents({
  'push.allowed': z.object(browser),
  'push.tried': z.object(browser),
  'push.withdrawn': z.object({ ...browser, gone: z.boolean() }),
})
