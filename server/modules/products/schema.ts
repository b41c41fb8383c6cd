import { z } from 'zod'
import { PRICE_MODES, PRODUCT_KINDS, VAT_CODES } from '../../../pure/vat.ts'

const text = (max: number) => z.string().trim().max(max)

/** A price in major units with up to 8 digits after the point, as FA(3) allows. */
export const unitPrice = z
  .string()
  .max(19)
  .regex(/^\d{1,10}(?:\.\d{1,8})?$/)
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .max(3)
export const vat = z.enum(VAT_CODES).describe('percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT')
export const productKind = z.enum(PRODUCT_KINDS)
export const priceMode = z.enum(PRICE_MODES)
export const unit = text(20).min(1)

export const productInput = z.strictObject({
  name: text(300).min(1).optional(),
  code: text(60).nullable().optional().describe('SKU, unique whatever its case'),
  kind: productKind.optional(),
  unit: unit.optional().describe('one of the units of the company'),
  price: unitPrice.nullable().optional().describe('major units; null: agreed each time'),
  priceMode: priceMode.optional(),
  currency: currency.optional().describe('ISO 4217; left out when creating: the base currency'),
  vat: vat.optional(),
  pkwiu: text(40).optional(),
  gtu: z
    .string()
    .max(6)
    .regex(/^GTU_(?:0[1-9]|1[0-3])$/)
    .nullable()
    .optional(),
  note: z.string().max(20_000).optional(),
})
export type ProductInput = z.output<typeof productInput>

export const newProductInput = productInput.extend({ name: text(300).min(1), kind: productKind, unit, vat })
export type NewProduct = z.output<typeof newProductInput>

export const productSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    code: z.string().nullable(),
    kind: productKind,
    unit: z.string(),
    price: z.string().nullable().describe('major units; null: agreed each time'),
    priceMode,
    currency: z.string(),
    vat,
    pkwiu: z.string(),
    gtu: z.string().nullable(),
    note: z.string(),
    version: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
    archivedAt: z.string().nullable(),
  })
  .meta({ id: 'Product' })
export type ProductView = z.output<typeof productSchema>
