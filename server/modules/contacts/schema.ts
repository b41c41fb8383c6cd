import { z } from 'zod'
import { REACHED_BY } from '../../../pure/channels.ts'
import { customAnswer, customInput } from '../fields/schema.ts'

const text = (max: number) => z.string().trim().max(max)

const point = z
  .strictObject({ value: z.string().trim().min(1).max(320), label: text(60).optional() })
  .meta({ id: 'NewContactPoint' })
const points = z.array(point).max(20)
const optionalNumber = text(40).nullable()

/** The fields of a person as they come in; values are normalised by rules.ts. */
export const contactInput = z.strictObject({
  firstName: text(100).optional(),
  lastName: text(200).optional(),
  position: text(200).optional(),
  companyId: z.uuid().nullable().optional(),
  ownerId: z.uuid().nullable().optional().describe('left out when creating: the caller'),
  emails: points.optional(),
  phones: points.optional().describe('a number without a country is read as Polish'),
  locale: z.enum(['pl', 'en']).nullable().optional(),
  preferredChannel: z.enum(REACHED_BY).nullable().optional().describe('how this person likes to be written to'),
  note: z.string().max(20_000).optional(),
  custom: customInput,
})
export type ContactInput = z.output<typeof contactInput>

export const companyInput = z.strictObject({
  name: text(300).min(1).optional(),
  nip: optionalNumber.optional(),
  regon: optionalNumber.optional(),
  address: text(1000).optional(),
  website: text(300).optional(),
  bankAccount: text(60).optional().describe('an IBAN; without a country it is read as Polish'),
  ownerId: z.uuid().nullable().optional().describe('left out when creating: the caller'),
  emails: points.optional(),
  phones: points.optional().describe('a number without a country is read as Polish'),
  note: z.string().max(20_000).optional(),
  custom: customInput,
})
export type CompanyInput = z.output<typeof companyInput>

export const newCompanyInput = companyInput.extend({ name: text(300).min(1) })
export type NewCompany = z.output<typeof newCompanyInput>

const named = z.object({ id: z.uuid(), name: z.string() })
const keptPoints = z.array(z.object({ value: z.string(), label: z.string() }))

const card = {
  id: z.uuid(),
  name: z.string(),
  owner: named.nullable(),
  departmentId: z.uuid().nullable(),
  emails: keptPoints,
  phones: keptPoints.describe('E.164'),
  note: z.string(),
  custom: customAnswer,
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  archivedAt: z.string().nullable(),
}

export const contactSchema = z
  .object({
    ...card,
    firstName: z.string(),
    lastName: z.string(),
    position: z.string(),
    company: named.nullable(),
    locale: z.enum(['pl', 'en']).nullable(),
    preferredChannel: z.enum(REACHED_BY).nullable(),
  })
  .meta({ id: 'Contact' })
export type ContactView = z.output<typeof contactSchema>

export const companySchema = z
  .object({
    ...card,
    nip: z.string().nullable(),
    regon: z.string().nullable(),
    address: z.string(),
    website: z.string(),
    bankAccount: z.string(),
  })
  .meta({ id: 'Company' })
export type CompanyView = z.output<typeof companySchema>

export const matchQuery = z.strictObject({
  email: text(320).optional(),
  phone: text(60).optional(),
  nip: text(40).optional(),
  companyName: text(300).optional(),
  personName: text(300).optional(),
})
export type MatchQuery = z.output<typeof matchQuery>

const by = z.array(z.enum(['nip', 'email', 'phone', 'name'])).describe('what agrees; name alone is a likeness')

export const matchesSchema = z
  .object({
    contacts: z.array(z.object({ contact: contactSchema, by })),
    companies: z.array(z.object({ company: companySchema, by })),
  })
  .meta({ id: 'Matches' })
export type Matches = z.output<typeof matchesSchema>
