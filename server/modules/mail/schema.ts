import { z } from 'zod'
import { isEmail, normaliseEmail } from '../../../pure/email.ts'

export const address = z
  .string()
  .max(254)
  .refine(isEmail, { params: { code: 'field.email' } })
  .transform((text) => normaliseEmail(text) ?? text)

export const security = z.enum(['starttls', 'tls', 'none'])

// A control character in a name would begin another header, or fool whoever reads it.
const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^\P{Cc}*$/u)

export const mailSettingsInput = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/),
  port: z.number().int().min(1).max(65535),
  security,
  user: words(320).nullish(),
  /** Left out: stays as it is. Empty or null: forgotten. */
  password: z.string().max(1000).nullish(),
  fromAddress: address,
  fromName: words(200).default(''),
  checkCertificate: z.boolean().default(true),
  /** Certificates of an own authority, PEM. */
  ca: z.string().max(100_000).nullish(),
})
export type MailSettingsInput = z.output<typeof mailSettingsInput>

export const mailSettingsView = z
  .object({
    configured: z.boolean(),
    host: z.string(),
    port: z.number(),
    security,
    user: z.string().nullable(),
    hasPassword: z.boolean(),
    fromAddress: z.string(),
    fromName: z.string(),
    checkCertificate: z.boolean(),
    ca: z.string().nullable(),
    version: z.number(),
    /** Mails kept within the last day because no server was set: the button can send these. */
    kept: z.number(),
    /** Mails that did not go out at the last try and are tried again; why, in the caller's language. */
    waiting: z
      .object({ count: z.number(), trouble: z.object({ code: z.string(), explanation: z.string() }) })
      .nullable(),
  })
  .meta({ id: 'MailSettings' })

export const mailTestResult = z
  .object({
    ok: z.boolean(),
    code: z.string(),
    /** What it means and what to do, in the caller's language. */
    explanation: z.string(),
    /** The server's own words. */
    serverAnswer: z.string().nullable(),
  })
  .meta({ id: 'MailTestResult' })

export const mailState = z.enum(['kept', 'queued', 'sending', 'sent', 'failed'])

export const outgoingMail = z
  .object({
    id: z.uuid(),
    toAddress: z.string(),
    toName: z.string(),
    recipient: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    subject: z.string(),
    state: mailState,
    attempts: z.number(),
    trouble: z.object({ code: z.string(), explanation: z.string() }).nullable(),
    serverAnswer: z.string().nullable(),
    about: z.object({ kind: z.string(), id: z.uuid() }).nullable(),
    createdAt: z.string(),
    sentAt: z.string().nullable(),
  })
  .meta({ id: 'OutgoingMail' })

export const outgoingMailWhole = outgoingMail
  .extend({
    messageId: z.string(),
    locale: z.string(),
    /** Null in a confidential mail (it holds a link that lets its reader in): nobody but its addressee reads that. */
    bodyText: z.string().nullable(),
    bodyHtml: z.string().nullable(),
    confidential: z.boolean(),
  })
  .meta({ id: 'OutgoingMailWhole' })
