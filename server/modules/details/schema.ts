import { z } from 'zod'
import { DETAILS, LONGEST } from './rules.ts'

/** Records whose customer may be asked. */
export const ASKED_FROM = ['deal', 'company', 'contact'] as const
export const aboutParams = z.strictObject({ kind: z.enum(ASKED_FROM), id: z.uuid() })
export type About = z.output<typeof aboutParams>

export const askInput = z.strictObject({
  days: z.number().int().min(1).max(90).default(14).describe('how long its link opens the page'),
})

export const decideInput = z.strictObject({
  take: z.array(z.enum(DETAILS)).max(DETAILS.length).describe('the values that go onto the cards; the others do not'),
})

const proposal = z.object({
  key: z.enum(DETAILS),
  card: z.enum(['company', 'contact']),
  before: z.string(),
  after: z.string(),
  state: z.enum(['same', 'new', 'different']),
})

export const requestSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(['waiting', 'opened', 'answered', 'decided', 'expired', 'revoked']),
    askedBy: z.string().nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
    openedAt: z.string().nullable(),
    answeredAt: z.string().nullable(),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
    proposals: z.array(proposal).describe('of one that waits for a decision: what was answered beside what is there'),
  })
  .meta({ id: 'DetailRequest' })
export type RequestView = z.output<typeof requestSchema>

export const askedSchema = z.object({
  request: requestSchema,
  url: z.string(),
  letter: z
    .object({ locale: z.enum(['pl', 'en']), subject: z.string(), body: z.string() })
    .describe('a letter with the link'),
})

const typed = (key: keyof typeof LONGEST) =>
  z
    .string()
    .max(LONGEST[key] * 4)
    .default('')
/** As the page posts it; what is wrong with it is told on the page. */
export const pageInput = z.object({
  companyName: typed('companyName'),
  nip: typed('nip'),
  address: typed('address'),
  person: typed('person'),
  email: typed('email'),
  phone: typed('phone'),
  bankAccount: typed('bankAccount'),
  do: z.enum(['send', 'look_up']).catch('send').default('send'),
})
export type PageInput = z.output<typeof pageInput>

export const registerInput = z.strictObject({
  active: z.boolean().optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional()
    .describe('of the register: its address before /api/search'),
})
export type RegisterInput = z.output<typeof registerInput>

export const registerSchema = z
  .object({ active: z.boolean(), url: z.string(), version: z.number() })
  .meta({ id: 'NipRegister' })
export type RegisterView = z.output<typeof registerSchema>
