import { z } from 'zod'
import { CORRECTION_EFFECTS, INVOICE_KINDS, INVOICE_RATES } from '../../../pure/invoices/invoice.ts'
import { customAnswer, customInput } from '../fields/schema.ts'
import { currency, priceMode, unit, unitPrice } from '../products/schema.ts'
import { country, exemption, paymentMethod, roundedBy } from './schema/settings.ts'

const text = (max: number) => z.string().trim().max(max)
const minor = z.number().describe('minor units')
const id = z.uuid().nullable()
const day = z.iso.date().nullable()

export const invoiceRate = z.enum(INVOICE_RATES).describe('as P_12 of FA(3) has it')

export const invoiceLineInput = z
  .strictObject({
    productId: id.default(null).describe('null: a line of free text'),
    name: text(300).min(1),
    code: text(60).nullable().default(null),
    pkwiu: text(40).nullable().default(null),
    gtu: z
      .string()
      .max(6)
      .regex(/^GTU_(?:0[1-9]|1[0-3])$/)
      .nullable()
      .default(null),
    quantity: z
      .string()
      .max(16)
      .regex(/^\d{1,9}(?:\.\d{1,6})?$/),
    unit,
    unitPrice: unitPrice.describe('major units of the currency, net or gross as mode says'),
    discountPercent: z
      .string()
      .max(6)
      .regex(/^(?:\d{1,2}(?:\.\d{1,2})?|100(?:\.0{1,2})?)$/)
      .nullable()
      .default(null),
    discountAmount: z.number().int().min(0).max(1_000_000_000_000).nullable().default(null).describe('minor units'),
    vat: invoiceRate,
  })
  .meta({ id: 'NewInvoiceLine' })
export type InvoiceLineInput = z.output<typeof invoiceLineInput>

const foreignNumber = z.strictObject({ country, number: text(30).min(1) }).nullable()

export const buyerInput = z
  .strictObject({
    nip: text(20).nullable(),
    euVat: foreignNumber.describe('of a payer in the Union'),
    otherId: foreignNumber.describe('of one elsewhere'),
    name: text(300),
    address: z.strictObject({ country, line1: text(300), line2: text(300).nullable() }).nullable(),
    email: text(320).nullable(),
    phone: text(40).nullable(),
    customerNumber: text(60).nullable(),
    localGovernment: z.boolean(),
    vatGroup: z.boolean(),
  })
  .meta({ id: 'InvoiceBuyer' })
export type BuyerInput = z.output<typeof buyerInput>

export const draftInput = z
  .strictObject({
    kind: z.enum(['vat', 'advance', 'final', 'proforma']).optional().describe('a correction stays one'),
    ownerId: id.optional(),
    dealId: id.optional(),
    companyId: id.optional(),
    contactId: id.optional(),
    issuedOn: day.optional().describe('null: the day on which it is issued'),
    suppliedOn: day.optional(),
    place: text(100).optional(),
    currency: currency.optional(),
    rate: z
      .string()
      .max(17)
      .regex(/^\d{1,8}(?:\.\d{1,8})?$/)
      .nullable()
      .optional()
      .describe('złoty for one of the currency; null: not known yet'),
    rateOn: day.optional(),
    mode: priceMode.optional(),
    roundedBy: roundedBy.optional(),
    buyer: buyerInput.optional(),
    lines: z.array(invoiceLineInput).max(500).optional().describe('all of them, in their order'),
    exemption: exemption.nullable().optional(),
    splitPayment: z.boolean().optional(),
    cashMethod: z.boolean().optional(),
    paymentMethod: paymentMethod.optional(),
    dueOn: day.optional(),
    accountId: id.optional(),
    paidOn: day.optional().describe('when it was paid already before it is issued'),
    advance: z
      .number()
      .int()
      .min(0)
      .max(1_000_000_000_000)
      .nullable()
      .optional()
      .describe('of an advance: what was paid'),
    advances: z.array(z.uuid()).max(30).optional().describe('of a final invoice: the advances it settles'),
    reason: text(256).optional().describe('of a correction'),
    effect: z.enum(CORRECTION_EFFECTS).nullable().optional(),
    note: text(1000).optional(),
    custom: customInput,
  })
  .meta({ id: 'InvoiceChange' })
export type DraftInput = z.output<typeof draftInput>

export const newInvoiceInput = z.strictObject({
  dealId: z.uuid().optional().describe('its lines, its buyer and its owner are taken'),
  contractId: z.uuid().optional().describe('as of its deal; without one its value, its customer and its owner'),
  companyId: z.uuid().optional(),
  contactId: z.uuid().optional(),
  ownerId: z.uuid().nullable().optional().describe('left out: of the deal, else the caller'),
  kind: z.enum(['vat', 'advance', 'final', 'proforma']).default('vat'),
})
export type NewInvoice = z.input<typeof newInvoiceInput>

export const paymentInput = z.strictObject({
  paidOn: z.iso.date(),
  amount: z.number().int().min(1).max(1_000_000_000_000).describe('minor units of the currency'),
  note: text(300).default(''),
})
export type PaymentInput = z.output<typeof paymentInput>

export const correctionInput = z.strictObject({
  whole: z.boolean().default(false).describe('takes the whole invoice back'),
})

export const ksefNumberInput = z.strictObject({
  number: text(60).nullable().describe('as KSeF gave it; null takes back one noted by mistake'),
})

export const cancelInput = z.strictObject({ reason: text(300).min(1) })

const named = z.object({ id: z.uuid(), name: z.string() }).nullable()
export const STATUSES = ['draft', 'issued', 'cancelled'] as const
/** Why something has to be invoiced. */
export const BECAUSE = ['deal_won', 'contract_signed'] as const
export const PAYMENTS = ['unpaid', 'part', 'paid'] as const

const summary = {
  id: z.uuid(),
  kind: z.enum(INVOICE_KINDS),
  status: z.enum(STATUSES),
  number: z.string().nullable().describe('null of a draft'),
  title: z.string().describe('the number, or of a draft its buyer'),
  ksefNumber: z.string().nullable().describe('as KSeF gave it'),
  ksefOn: z.string().nullable().describe('the day KSeF took it in'),
  buyerName: z.string(),
  buyerNip: z.string().nullable(),
  deal: named,
  contract: named,
  company: named,
  contact: named,
  owner: named,
  departmentId: id,
  issuedOn: z.string().nullable(),
  suppliedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  currency: z.string(),
  rate: z.string().nullable(),
  rateOn: z.string().nullable(),
  net: minor,
  tax: minor,
  gross: minor,
  amountBase: minor.nullable().describe('gross in minor units of the base currency'),
  paid: minor,
  left: minor.describe('what is still to be paid, with its corrections'),
  payment: z.enum(PAYMENTS).nullable(),
  overdue: z.boolean(),
  sentAt: z.string().nullable(),
  note: z.string(),
  custom: customAnswer,
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
}

export const invoiceSummarySchema = z.object(summary).meta({ id: 'InvoiceSummary' })
export type InvoiceSummary = z.output<typeof invoiceSummarySchema>

const rateTotal = z.object({ vat: invoiceRate, net: minor, tax: minor, gross: minor })
const seller = z.object({
  nip: z.string(),
  name: z.string(),
  address: z.object({ country: z.string(), line1: z.string(), line2: z.string().nullable() }),
  email: z.string().nullable(),
  phone: z.string().nullable(),
})
const line = invoiceLineInput.extend({ value: minor.describe('after the discount, net or gross as mode says') })
const other = z.object({ id: z.uuid(), number: z.string().nullable(), status: z.enum(STATUSES), gross: minor })

export const invoiceSchema = z
  .object({
    ...summary,
    place: z.string(),
    mode: priceMode,
    roundedBy,
    seller: seller.describe('as it is on it, or of a draft as it would be'),
    buyer: buyerInput,
    lines: z.array(line),
    rates: z.array(rateTotal).describe('what it claims itself; of a correction the differences'),
    taxBase: minor.nullable().describe('the tax in złoty where it is in another currency'),
    exemption: exemption.nullable(),
    splitPayment: z.boolean(),
    cashMethod: z.boolean(),
    paymentMethod,
    accountId: id,
    account: z.string().nullable(),
    bank: z.string().nullable(),
    paidOn: z.string().nullable(),
    advance: minor.nullable(),
    advances: z.array(other),
    corrects: other.extend({ ksefNumber: z.string().nullable() }).nullable(),
    corrections: z.array(other),
    linesBefore: z.array(line).describe('of a correction: as they were'),
    reason: z.string(),
    effect: z.enum(CORRECTION_EFFECTS).nullable(),
    payments: z.array(
      z.object({ id: z.uuid(), paidOn: z.string(), amount: minor, note: z.string(), by: named, at: z.string() }),
    ),
    faults: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
      .describe('of a draft: what forbids issuing it'),
    issuedAt: z.string().nullable(),
    issuedBy: named,
    cancelReason: z.string().nullable(),
  })
  .meta({ id: 'Invoice' })
export type InvoiceView = z.output<typeof invoiceSchema>

export const toIssueSchema = z
  .object({
    id: z.uuid(),
    because: z.enum(BECAUSE).describe('by what it was agreed first'),
    since: z.string(),
    deal: named,
    contract: named.describe('signed; of a contract without a deal its own'),
    title: z.string(),
    company: named,
    owner: named,
    amount: minor.nullable(),
    currency: z.string(),
    draftId: id,
  })
  .meta({ id: 'ToInvoice' })
export type ToInvoice = z.output<typeof toIssueSchema>
