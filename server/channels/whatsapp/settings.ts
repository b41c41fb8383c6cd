import { z } from 'zod'

export const whatsappSettings = z.strictObject({
  /** The Graph API with its version. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://graph.facebook.com/v24.0')
    .transform((url) => url.replace(/\/+$/, '')),
  phoneNumberId: z.string().regex(/^\d{5,30}$/),
  /** Of a system user with whatsapp_business_messaging. */
  token: z.string().trim().min(20).max(1000),
  /** Of the app that calls: it signs its calls with it. */
  appSecret: z.string().regex(/^[0-9a-f]{32}$/),
  /** What Meta repeats when the address of the webhook is entered there. */
  verifyToken: z.string().regex(/^[\w-]{8,200}$/),
  /** An approved template whose body has one variable: texts outside the 24 hours go in it. */
  template: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/)
    .nullable()
    .default(null),
  templateLanguage: z
    .string()
    .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)
    .default('pl'),
})
export type WhatsappSettings = z.output<typeof whatsappSettings>
