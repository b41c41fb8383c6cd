import { z } from 'zod'
import { PAYMENT_METHODS } from '../../../../pure/invoices/invoice.ts'
import { currency } from '../../products/schema.ts'

const text = (max: number) => z.string().trim().max(max)
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .max(2)
  .describe('ISO 3166-1')

export const exemption = z
  .strictObject({ by: z.enum(['act', 'directive', 'other']), text: text(256).min(1) })
  .describe('why there is no tax: an article of the act, the directive, or another ground')

export const paymentMethod = z.enum(PAYMENT_METHODS)
export const roundedBy = z.enum(['document', 'line']).describe('the tax once for each rate, or for each line')

const settings = {
  nip: text(20).describe('of the seller; empty: not known yet'),
  name: text(300),
  country,
  line1: text(300).describe('street and number'),
  line2: text(300).describe('postal code and town'),
  email: text(320),
  phone: text(40),
  place: text(100).describe('where invoices are issued'),
  paymentMethod,
  dueDays: z.number().int().min(0).max(365),
  roundedBy,
  cashMethod: z.boolean(),
  exemption: exemption.nullable(),
  note: text(1000).describe('on every new invoice'),
  accountingId: z
    .uuid()
    .nullable()
    .describe(
      'the department that keeps the books: its people handle all invoices, their payments and bank statements',
    ),
}
export const settingsInput = z.strictObject(settings).partial()
export type SettingsInput = z.output<typeof settingsInput>
export const settingsSchema = z.object({ ...settings, version: z.number() }).meta({ id: 'Invoicing' })
export type SettingsView = z.output<typeof settingsSchema>

const account = { bank: text(100), currency, usual: z.boolean().describe('new invoices in its currency name it') }
export const newAccountInput = z.strictObject({
  iban: text(60).min(1).describe('26 digits of a Polish account (NRB), or an IBAN'),
  bank: account.bank.default(''),
  currency: account.currency.default('PLN'),
  usual: account.usual.default(false),
})
export type NewAccount = z.output<typeof newAccountInput>
export const accountInput = z.strictObject(account).partial()
export type AccountInput = z.output<typeof accountInput>
export const accountSchema = z
  .object({ id: z.uuid(), iban: z.string(), ...account, version: z.number() })
  .meta({ id: 'BankAccount' })
export type AccountView = z.output<typeof accountSchema>

export const SERIES_USES = ['vat', 'advance', 'correction', 'proforma'] as const
const series = {
  name: text(80).min(1),
  pattern: text(60)
    .min(1)
    .describe('such as FV {N}/{MM}/{YYYY}: numbers begin anew within what tells them apart, a month or a year'),
  departmentId: z.uuid().nullable().describe('a branch: of whose invoices; null: of all that have none of their own'),
}
export const newSeriesInput = z.strictObject({
  ...series,
  usedFor: z.enum(SERIES_USES),
  departmentId: series.departmentId.default(null),
})
export type NewSeries = z.output<typeof newSeriesInput>
export const seriesInput = z.strictObject(series).partial()
export type SeriesInput = z.output<typeof seriesInput>
export const seriesSchema = z
  .object({ id: z.uuid(), usedFor: z.enum(SERIES_USES), ...series, used: z.boolean(), version: z.number() })
  .meta({ id: 'InvoiceSeries' })
export type SeriesView = z.output<typeof seriesSchema>

const pem = (about: string) => z.string().trim().min(1).max(20_000).describe(about)
export const certificateInput = z.strictObject({
  certificate: pem('PEM of a certificate of KSeF of type Offline'),
  key: pem('PEM of its private key'),
  passphrase: z.string().max(200).default('').describe('of the key, where it has one; it is not kept'),
})
export const certificateSchema = z
  .object({
    serial: z.string().describe('hexadecimal'),
    subject: z.string().describe('whom it names'),
    from: z.string(),
    until: z.string(),
    valid: z.boolean().describe('of this moment: invoices issued now carry KOD II'),
    endsInDays: z.number().nullable().describe('whole days left, where it runs out within thirty'),
  })
  .meta({ id: 'IssuerCertificate' })
export type CertificateView = z.output<typeof certificateSchema>

export const invoicingSchema = z
  .object({
    settings: settingsSchema,
    accounts: z.array(accountSchema),
    series: z.array(seriesSchema),
    certificate: certificateSchema.nullable(),
  })
  .meta({ id: 'InvoicingSettings' })
