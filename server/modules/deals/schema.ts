import { z } from 'zod'
import { matchesSchema } from '../contacts/schema.ts'
import { customAnswer, customInput } from '../fields/schema.ts'
import { pipelineSchema, stageSchema, words } from '../pipelines/schema.ts'
import { priceMode } from '../products/schema.ts'
import { sells } from './schema/lines.ts'
import { REQUIRABLE } from './schema/parts.ts'

const text = (max: number) => z.string().trim().max(max)

// Minor units; ten billion in major ones leaves room for the sum of a whole board below 2^53.
const amount = z.number().int().min(0).max(1_000_000_000_000).nullable().describe('minor units of the currency')
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .max(3)

export const dealChangeInput = z.strictObject({
  title: text(300).min(1).optional(),
  amount: amount.optional(),
  currency: currency.optional().describe('ISO 4217; left out when creating: the base currency'),
  rate: z
    .string()
    .max(17)
    .regex(/^\d{1,8}(?:\.\d{1,8})?$/)
    .nullable()
    .optional()
    .describe('units of the base currency for one of this; null: not known yet'),
  rateOn: z.iso.date().nullable().optional(),
  expectedOn: z.iso.date().nullable().optional(),
  contactId: z.uuid().nullable().optional(),
  companyId: z.uuid().nullable().optional(),
  ownerId: z.uuid().nullable().optional().describe('left out when creating: the caller'),
  source: text(60).optional(),
  note: z.string().max(20_000).optional(),
  custom: customInput,
})
export type DealChange = z.output<typeof dealChangeInput>

export const newDealInput = dealChangeInput.extend({
  title: text(300).min(1),
  pipelineId: z.uuid().optional().describe('left out: the first pipeline'),
  stageId: z.uuid().optional().describe('left out: the first stage'),
})
export type NewDealInput = z.output<typeof newDealInput>

/** What a move or a win is asked for, filled in by the same action. */
export const fillingInput = {
  fields: dealChangeInput.omit({ title: true }).optional().describe('changed by the same action'),
  checks: z.array(z.uuid()).max(30).optional().describe('items of the checklist ticked by the same action'),
}
export interface Filling {
  fields?: Omit<DealChange, 'title'>
  checks?: string[]
}

export const lossInput = z.strictObject({
  reasonId: z.uuid().optional().describe('from the list; this or `reason` is required'),
  reason: text(500).optional().describe('in free words'),
})

const named = z.object({ id: z.uuid(), name: z.string() })
export const DEAL_STATUSES = ['open', 'won', 'lost'] as const

export const dealSchema = z
  .object({
    id: z.uuid(),
    number: z.number(),
    title: z.string(),
    status: z.enum(DEAL_STATUSES),
    pipelineId: z.uuid(),
    stage: z.object({ id: z.uuid(), name: words, probability: z.number(), rottingDays: z.number().nullable() }),
    missingFields: z.array(z.enum(REQUIRABLE)).describe('what its stage asks for and it does not hold'),
    openChecks: z.number().describe('how much of the checklist of its stage is not ticked'),
    stageEnteredAt: z.string(),
    owner: named.nullable(),
    departmentId: z.uuid().nullable(),
    contact: named.nullable(),
    company: named.nullable(),
    leadId: z.uuid().nullable(),
    source: z.string(),
    amount: z.number().nullable().describe('minor units of the currency'),
    currency: z.string(),
    rate: z.string().nullable(),
    rateOn: z.string().nullable(),
    amountBase: z.number().nullable().describe('minor units of the base currency; null while the rate is not known'),
    amountFrom: priceMode.nullable().describe('which total of its lines the amount is; null: typed by hand'),
    sells: sells.nullable().describe('what its lines are; null without lines'),
    expectedOn: z.string().nullable(),
    lostReason: z.string().nullable().describe('in free words, beside or instead of the one from the list'),
    lostReasonOf: z.object({ id: z.uuid(), name: words }).nullable().describe('from the list'),
    closedAt: z.string().nullable(),
    closedBy: named.nullable(),
    note: z.string(),
    custom: customAnswer,
    nextTask: z
      .object({
        id: z.uuid(),
        title: z.string(),
        titleParams: z.record(z.string(), z.unknown()).nullable(),
        dueAt: z.string().nullable(),
      })
      .nullable(),
    version: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Deal' })
export type DealView = z.output<typeof dealSchema>

const sums = {
  count: z.number(),
  sum: z.number().describe('minor units of the base currency'),
  converted: z.number().describe('how many of them were converted to the base currency'),
  unconverted: z.number().describe('how many are left out of the sum, their rate being unknown'),
}

export const boardSchema = z
  .object({
    pipeline: pipelineSchema,
    currency: z.string(),
    columns: z.array(
      z.object({
        stage: stageSchema,
        ...sums,
        cards: z.array(dealSchema),
        next: z.string().nullable().describe('cursor for GET /api/deals?status=open&sort=-stageEnteredAt&stageId=...'),
      }),
    ),
    won: z.object(sums).describe('won in the present month'),
  })
  .meta({ id: 'DealBoard' })
export type Board = z.output<typeof boardSchema>

const cardLines = { email: text(320).nullish(), phone: text(60).nullish() }

/** An existing card by its id (taken as it is), else the fields of a new one. */
const conversionContact = z.strictObject({
  id: z.uuid().optional(),
  firstName: text(100).optional(),
  lastName: text(200).optional(),
  position: text(200).optional(),
  ...cardLines,
})

const conversionCompany = z.strictObject({
  id: z.uuid().optional(),
  name: text(300).optional(),
  nip: text(40).nullish(),
  regon: text(40).nullish(),
  address: text(1000).optional(),
  website: text(300).optional(),
  ...cardLines,
})

export const conversionInput = z.strictObject({
  contact: conversionContact.nullable().default(null),
  company: conversionCompany.nullable().default(null),
  deal: newDealInput.omit({ contactId: true, companyId: true }).nullable().default(null),
})
export type Conversion = z.output<typeof conversionInput>

export const convertedSchema = z.object({
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
})
export type Converted = z.output<typeof convertedSchema>

export const proposalSchema = z
  .object({
    lead: z.object({ id: z.uuid(), number: z.number(), title: z.string(), status: z.string() }),
    contact: z
      .object({
        firstName: z.string(),
        lastName: z.string(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
      })
      .nullable(),
    company: z.object({ name: z.string(), nip: z.string().nullable() }).nullable(),
    deal: z.object({
      title: z.string(),
      pipelineId: z.uuid().nullable(),
      amount: z.number().nullable(),
      currency: z.string(),
      ownerId: z.uuid().nullable(),
    }),
    matches: matchesSchema,
  })
  .meta({ id: 'ConversionProposal' })
export type Proposal = z.output<typeof proposalSchema>
