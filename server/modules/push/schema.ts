import { z } from 'zod'

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[\w-]+={0,2}$/)
    .max(max)

/** As a browser's PushSubscription tells of itself. */
export const newSubscription = z.strictObject({
  endpoint: z.url().max(2000),
  keys: z.strictObject({ p256dh: base64url(200), auth: base64url(100) }),
  replaces: z.url().max(2000).optional().describe('the endpoint it had before its browser gave it another'),
})
export type NewSubscription = z.output<typeof newSubscription>

export const pushDevice = z
  .object({
    id: z.uuid(),
    endpoint: z.string().describe('by it a browser knows itself among them'),
    device: z.string(),
    createdAt: z.string(),
    takenAt: z.string().nullable().describe('when its push service last took a notification'),
    trouble: z
      .object({ code: z.string(), explanation: z.string() })
      .nullable()
      .describe('why the last one was not taken'),
  })
  .meta({ id: 'PushDevice' })

export const pushView = z.object({
  key: z.string().describe('of this installation, as a browser wants it (applicationServerKey)'),
  devices: z.array(pushDevice),
})
