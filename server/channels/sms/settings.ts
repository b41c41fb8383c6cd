import { z } from 'zod'

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9._:-]+$/)
const baseUrl = (usual: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default(usual)
    .transform((url) => url.replace(/\/+$/, ''))
const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^\P{Cc}*$/u)

/** Sent without Polish letters: cheaper, and legible on every telephone. */
const withoutPolish = z.boolean().default(false)

export const smppSettings = z.strictObject({
  provider: z.literal('smpp'),
  host,
  port: z.number().int().min(1).max(65535).default(2775),
  security: z.enum(['tls', 'none']).default('tls'),
  checkCertificate: z.boolean().default(true),
  /** Certificates of an own authority (PEM), trusted besides the usual ones. */
  ca: z.string().max(20_000).nullable().default(null),
  systemId: text(15).min(1),
  // SMPP 3.4 leaves room for eight; many providers take longer ones all the same.
  password: text(64).min(1),
  systemType: text(12).default(''),
  /** How a text of several parts travels. */
  longTexts: z.enum(['udh', 'sar', 'payload']).default('udh'),
  /** How a delivery report names the message, beside how it was named when sent. */
  receiptIds: z.enum(['same', 'hex_to_decimal', 'decimal_to_hex']).default('same'),
  /** Messages under way at once. */
  window: z.number().int().min(1).max(100).default(10),
  withoutPolish,
})

export const smsapiSettings = z.strictObject({
  provider: z.literal('smsapi'),
  url: baseUrl('https://api.smsapi.pl'),
  token: text(500).min(1),
  /** Part of the address SMSAPI calls: it signs nothing itself. */
  callbackKey: z.string().regex(/^[A-Za-z0-9_-]{32,100}$/),
  withoutPolish,
})

export const twilioSettings = z.strictObject({
  provider: z.literal('twilio'),
  url: baseUrl('https://api.twilio.com'),
  accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
  authToken: text(200).min(1),
  messagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-fA-F]{32}$/)
    .nullable()
    .default(null),
  withoutPolish,
})

export const smsSettings = z.discriminatedUnion('provider', [smppSettings, smsapiSettings, twilioSettings])

export type SmppSettings = z.output<typeof smppSettings>
export type SmsapiSettings = z.output<typeof smsapiSettings>
export type TwilioSettings = z.output<typeof twilioSettings>
export type SmsSettings = z.output<typeof smsSettings>
