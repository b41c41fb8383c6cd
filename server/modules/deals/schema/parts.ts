import { z } from 'zod'
import { name, words } from '../../pipelines/schema.ts'

/** Fields of a deal that may be empty, so that a stage can ask for them: keys of fields.ts. */
export const REQUIRABLE = [
  'amount',
  'rate',
  'expectedOn',
  'contactId',
  'companyId',
  'ownerId',
  'source',
  'note',
] as const
export type Requirable = (typeof REQUIRABLE)[number]

export const lostReasonSchema = z
  .object({ id: z.uuid(), key: z.string().nullable(), name: words, position: z.number(), version: z.number() })
  .meta({ id: 'LostReason' })
export type LostReason = z.output<typeof lostReasonSchema>
export const lostReasonInput = z.strictObject({ name })

export const PEOPLE_ROLES = ['decision_maker', 'payer', 'recipient', 'technical', 'influencer', 'other'] as const
export const dealPersonInput = z.strictObject({
  kind: z.enum(['contact', 'company']),
  id: z.uuid(),
  role: z.enum(PEOPLE_ROLES),
})
export const dealPersonSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['contact', 'company']),
    card: z.object({ id: z.uuid(), name: z.string() }),
    role: z.enum(PEOPLE_ROLES),
  })
  .meta({ id: 'DealPerson' })
export type DealPerson = z.output<typeof dealPersonSchema>

const sums = {
  count: z.number(),
  sum: z.number().describe('minor units of the base currency'),
  weighted: z.number().describe('the sum, each amount times the probability of its stage'),
  unconverted: z.number().describe('how many are left out of the sums, their rate being unknown'),
}
export const forecastSchema = z
  .object({
    currency: z.string(),
    month: z.string().describe('the present one, as YYYY-MM; what was expected earlier is late'),
    stages: z.array(z.object({ id: z.uuid(), pipelineId: z.uuid(), name: words, probability: z.number(), ...sums })),
    months: z.array(
      z.object({
        month: z.string().nullable().describe('YYYY-MM; null: deals without an expected date'),
        ...sums,
        stages: z.array(z.object({ stageId: z.uuid(), ...sums })),
      }),
    ),
    total: z.object(sums),
  })
  .meta({ id: 'DealForecast' })
export type Forecast = z.output<typeof forecastSchema>
