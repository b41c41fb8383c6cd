import { z } from 'zod'
import { normaliseEmail } from '../../../pure/email.ts'
import { LEAD_STATUSES, REJECT_REASONS } from '../../../pure/leads.ts'
import { normaliseNip } from '../../../pure/nip.ts'
import { normalisePhone } from '../../../pure/phone.ts'
import { customAnswer, customInput } from '../fields/schema.ts'

const person = z.object({ id: z.uuid(), name: z.string() })

export const leadSchema = z
  .object({
    id: z.uuid(),
    number: z.number(),
    title: z.string(),
    status: z.enum(LEAD_STATUSES),
    source: z.string(),
    owner: person.nullable(),
    departmentId: z.uuid().nullable(),
    personName: z.string(),
    companyName: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    nip: z.string().nullable(),
    message: z.string(),
    product: z.string(),
    amount: z.number().nullable().describe('minor units of the currency'),
    currency: z.string(),
    custom: customAnswer,
    utm: z.record(z.string(), z.string()).nullable(),
    pageUrl: z.string().nullable(),
    referrer: z.string().nullable(),
    acceptedAt: z.string().nullable(),
    waitingUntil: z.string().nullable(),
    waitingTimes: z.number(),
    rejectedReason: z.string().nullable(),
    rejectedNote: z.string().nullable(),
    closedAt: z.string().nullable(),
    dealId: z.uuid().nullable(),
    contactId: z.uuid().nullable(),
    companyId: z.uuid().nullable(),
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
  .meta({ id: 'Lead' })

/** An optional text that is normalised on the way in; what cannot be is an error at the field. */
const normalised = (max: number, normalise: (text: string) => string | null, code: string) =>
  z
    .string()
    .max(max)
    .nullable()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === null || text.trim() === '') return text === undefined ? undefined : null
      const value = normalise(text)
      if (value === null) context.addIssue({ code: 'custom', params: { code } })
      return value
    })

export const leadChangeSchema = z.strictObject({
  title: z.string().trim().min(1).max(300).optional(),
  personName: z.string().trim().max(200).optional(),
  companyName: z.string().trim().max(300).optional(),
  email: normalised(320, normaliseEmail, 'field.email'),
  phone: normalised(40, (text) => normalisePhone(text), 'field.phone'),
  nip: normalised(20, normaliseNip, 'field.nip'),
  product: z.string().trim().max(300).optional(),
  message: z.string().max(20_000).optional(),
  amount: z.number().int().min(0).max(9_000_000_000_000_00).nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  custom: customInput,
})

export const newLeadSchema = leadChangeSchema.extend({
  title: z.string().trim().min(1).max(300),
  source: z.string().trim().min(1).max(60).default('manual'),
  departmentId: z.uuid().nullish(),
  mine: z
    .boolean()
    .default(false)
    .describe('true: the caller keeps the lead; false: it goes through the handling of requests'),
})

export const rejectSchema = z.strictObject({ reason: z.enum(REJECT_REASONS), note: z.string().max(2000).default('') })
