import { z } from 'zod'

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9._:-]+$/)
const port = z.number().int().min(1).max(65535)
const security = z.enum(['tls', 'starttls', 'none'])
const oneLineOf = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^\P{Cc}*$/u)

/** What a mailbox is reached by: where letters are fetched, and where they are handed over. */
export const mailboxSettings = z.strictObject({
  imapHost: host,
  imapPort: port.default(993),
  imapSecurity: security.default('tls'),
  smtpHost: host,
  smtpPort: port.default(465),
  smtpSecurity: security.default('tls'),
  user: oneLineOf(320).min(1),
  password: z.string().min(1).max(1000),
  /** Where handing over wants another sign-in than fetching does. */
  smtpUser: oneLineOf(320).nullish(),
  smtpPassword: z.string().max(1000).nullish(),
  checkCertificate: z.boolean().default(true),
  /** Certificates of an own authority, PEM. */
  ca: z.string().max(100_000).nullish(),
  /** How many days back the first look goes; null for everything. What is older than the account opens no requests. */
  days: z.number().int().min(0).max(3650).nullable().default(30),
  /** Takes the folder of sent letters, too: answers written in another program are seen. */
  sent: z.boolean().default(true),
})
export type MailboxSettings = z.output<typeof mailboxSettings>
