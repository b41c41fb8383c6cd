import { z } from 'zod'
import { currency, priceMode, productKind, unit, unitPrice, vat } from '../../products/schema.ts'

export const sells = z.enum(['goods', 'services', 'mixed'])

const quantity = z
  .string()
  .max(16)
  .regex(/^\d{1,9}(?:\.\d{1,6})?$/)
  .refine((text) => /[1-9]/.test(text))

export const dealLineInput = z
  .strictObject({
    id: z.uuid().optional().describe('of a line that is there already'),
    productId: z.uuid().nullable().default(null).describe('null: a line of free text'),
    name: z.string().trim().min(1).max(300),
    kind: productKind,
    quantity,
    unit,
    unitPrice: unitPrice.describe('major units of the currency, net or gross as priceMode says'),
    discountPercent: z
      .string()
      .max(6)
      .regex(/^(?:\d{1,2}(?:\.\d{1,2})?|100(?:\.0{1,2})?)$/)
      .nullable()
      .default(null),
    discountAmount: z
      .number()
      .int()
      .min(0)
      .max(1_000_000_000_000)
      .nullable()
      .default(null)
      .describe('minor units, off the whole line'),
    vat,
  })
  .meta({ id: 'NewDealLine' })
export type DealLineInput = z.output<typeof dealLineInput>

export const saveLinesInput = z.strictObject({
  priceMode,
  currency: currency.optional().describe('left out: as it is; unit prices are taken to be in it'),
  lines: z.array(dealLineInput).max(200).describe('all of them, in their order'),
})
export type SaveLines = z.output<typeof saveLinesInput>

const minor = z.number().describe('minor units')

export const dealLineSchema = z
  .object({
    id: z.uuid(),
    productId: z.uuid().nullable(),
    code: z.string().nullable().describe("the product's"),
    pkwiu: z.string().describe("the product's"),
    gtu: z.string().nullable().describe("the product's"),
    name: z.string(),
    kind: productKind,
    quantity: z.string(),
    unit: z.string(),
    unitPrice: z.string(),
    discountPercent: z.string().nullable(),
    discountAmount: z.number().nullable(),
    vat,
    value: minor.describe('minor units after the discount, net or gross as priceMode says'),
  })
  .meta({ id: 'DealLine' })
export type DealLineView = z.output<typeof dealLineSchema>

export const dealLinesSchema = z
  .object({
    dealId: z.uuid(),
    version: z.number().describe("the deal's"),
    priceMode,
    currency: z.string(),
    sells: sells.nullable(),
    amountFrom: priceMode.nullable(),
    lines: z.array(dealLineSchema),
    rates: z.array(z.object({ vat, net: minor, tax: minor, gross: minor })),
    net: minor,
    tax: minor,
    gross: minor,
  })
  .meta({ id: 'DealLines' })
export type DealLinesView = z.output<typeof dealLinesSchema>
