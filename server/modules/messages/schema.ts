import { z } from 'zod'
import { SUBJECTS } from '../../../pure/kinds.ts'

const text = (max: number) => z.string().trim().max(max)
const named = z.object({ id: z.uuid(), name: z.string() })

export const UNKNOWN_BECOMES = ['lead', 'ticket', 'nothing'] as const

export const accountInput = z.strictObject({
  name: text(100).min(1),
  address: text(320).min(1).describe('the own address, number or name there'),
  settings: z
    .record(z.string().max(60), z.unknown())
    .describe('as the channel needs them; secrets left out stay as they are'),
  departmentId: z.uuid().nullable().describe('whose inbox it fills'),
  ownerId: z.uuid().nullable().describe('a personal account'),
  unknownBecomes: z.enum(UNKNOWN_BECOMES),
  active: z.boolean(),
})
export type AccountInput = z.output<typeof accountInput>
export const accountChange = accountInput.partial()
export type AccountChange = z.output<typeof accountChange>
export const newAccount = accountInput
  .extend({ channel: text(40).min(1) })
  .partial({ departmentId: true, ownerId: true, unknownBecomes: true, active: true })
export type NewAccount = z.output<typeof newAccount>

export const accountSchema = z
  .object({
    id: z.uuid(),
    channel: z.string(),
    name: z.string(),
    address: z.string(),
    settings: z.record(z.string(), z.unknown()).describe('without secrets'),
    secretsSet: z.array(z.string()),
    department: named.nullable(),
    owner: named.nullable(),
    unknownBecomes: z.enum(UNKNOWN_BECOMES),
    active: z.boolean(),
    trouble: z
      .object({
        code: z.string(),
        words: z.string().describe('in the reader’s language'),
        detail: z.string(),
        since: z.string(),
      })
      .nullable(),
    webhookUrl: z.string().nullable().describe('where the provider posts to'),
    receiving: z.boolean().describe('a node of Tok listens now, or the provider calls'),
    version: z.number(),
    createdAt: z.string(),
  })
  .meta({ id: 'ChannelAccount' })
export type AccountView = z.output<typeof accountSchema>

export const checkResult = z.object({
  ok: z.boolean(),
  code: z.string(),
  explanation: z.string(),
  detail: z.string().describe('the other side’s own words'),
  field: z.string().nullable().describe('the setting to look at, where one stands out'),
})

export const correspondent = z.strictObject({ address: text(320).min(1), name: text(200).default('') })
export const subjectRef = z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() })

export const MESSAGE_STATES = [
  'received',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
] as const

const seen = z.object({ address: z.string(), name: z.string() })

export const messageSchema = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    channel: z.string(),
    direction: z.enum(['in', 'out']),
    from: seen,
    to: z.array(seen),
    cc: z.array(seen),
    subject: z.string(),
    text: z.string(),
    html: z.string().nullable().describe('cleaned; to be shown in a sandbox all the same'),
    automatic: z.boolean(),
    state: z.enum(MESSAGE_STATES),
    trouble: z.object({ code: z.string(), words: z.string(), detail: z.string() }).nullable(),
    author: named.nullable(),
    files: z.array(
      z.object({
        position: z.number(),
        name: z.string(),
        type: z.string(),
        size: z.number(),
        contentId: z.string().nullable(),
      }),
    ),
    sendAt: z.string().nullable(),
    sentAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Message' })
export type MessageView = z.output<typeof messageSchema>

export const conversationSchema = z
  .object({
    id: z.uuid(),
    number: z.number(),
    channel: z.string(),
    account: named.nullable(),
    subject: z.string(),
    address: z.string(),
    name: z.string(),
    department: named.nullable(),
    owner: named.nullable(),
    private: z.boolean(),
    waitingSince: z.string().nullable(),
    lastAt: z.string(),
    lastText: z.string(),
    closedAt: z.string().nullable(),
    links: z.array(z.object({ kind: z.string(), id: z.uuid(), name: z.string() })),
    version: z.number(),
    createdAt: z.string(),
  })
  .meta({ id: 'Conversation' })
export type ConversationView = z.output<typeof conversationSchema>

export const newMessage = z.strictObject({
  accountId: z.uuid().optional().describe('left out: that of the conversation, else the first the writer may use'),
  channel: text(40).optional(),
  to: z.array(correspondent).min(1).max(100).optional().describe('left out in a conversation: the other side'),
  cc: z.array(correspondent).max(50).default([]),
  subject: text(500).default(''),
  text: z.string().max(200_000),
  html: z.string().max(500_000).nullable().default(null),
  sendAt: z.iso.datetime({ offset: true }).nullable().default(null),
  evenNow: z.boolean().default(false).describe('also within the quiet hours of customers'),
  about: z.array(subjectRef).max(10).default([]),
})
export type NewMessage = z.output<typeof newMessage>

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('on the wall of the company’s time zone')
export const peaceInput = z.strictObject({
  from: time,
  to: time.describe('equal to `from`: no quiet hours'),
  restDays: z.boolean().describe('also the days on which the company does not work'),
  dailyCap: z.number().int().min(1).max(100).nullable().describe('messages of processes to one customer a day'),
})
export const peaceSchema = peaceInput.extend({ version: z.number() }).meta({ id: 'CustomerPeace' })

export const optOutSchema = z
  .object({
    channel: z.string(),
    address: z.string(),
    optedOut: z.object({ at: z.string(), how: z.enum(['answer', 'hand']), by: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'OptOut' })
export type OptOutView = z.output<typeof optOutSchema>
export const optOutChange = z.strictObject({
  channel: text(40).min(1),
  address: text(320).min(1),
  optedOut: z.boolean(),
})
