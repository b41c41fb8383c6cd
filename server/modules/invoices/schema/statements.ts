import { z } from 'zod'
import { STATEMENT_COLUMNS } from '../../../../pure/bank-statement.ts'

/** A statement may have so many bytes, and so many lines that came in. */
export const MOST_BYTES = 5 * 1024 * 1024
export const MOST_LINES = 5000
export const MOST_COLUMNS = 60

const column = z.enum(STATEMENT_COLUMNS)
const minor = z.number().describe('minor units')

export const fileQuery = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('of the file, as people know it'),
  columns: z
    .string()
    .max(600)
    .regex(new RegExp(`^(?:(?:${STATEMENT_COLUMNS.join('|')})?,)*(?:${STATEMENT_COLUMNS.join('|')})?$`))
    .optional()
    .describe(
      'of a table nobody has told the columns of: what each is, in their order, as in date,,amount; it is remembered',
    ),
})

export const lookSchema = z
  .object({
    kind: z.enum(['table', 'mt940']),
    lines: z.number().nullable().describe('what came in, line by line; null: the columns are not known'),
    columns: z.array(column.nullable()).describe('as they are known, or as far as they are'),
    sample: z.array(z.array(z.string())).describe('the first rows, of those where a day stands'),
    headers: z.array(z.string()),
  })
  .meta({ id: 'StatementLook' })
export type StatementLook = z.output<typeof lookSchema>

const named = z.object({ id: z.uuid(), name: z.string() }).nullable()
const summary = {
  id: z.uuid(),
  fileName: z.string(),
  createdAt: z.string(),
  by: named,
  lines: z.number(),
  known: z.number().describe('lines that were sent in before and are not here'),
  booked: z.number().describe('lines by which something was paid'),
}
export const statementSummary = z.object(summary).meta({ id: 'BankStatementSummary' })
export type StatementSummary = z.output<typeof statementSummary>

export const REASONS = ['number', 'amount', 'account', 'nip', 'name'] as const
const proposal = z.object({
  invoiceId: z.uuid(),
  number: z.string(),
  buyerName: z.string(),
  left: minor.describe('still to be paid'),
  amount: minor.describe('of the transfer to it'),
  why: z.array(z.enum(REASONS)),
})
const line = z.object({
  id: z.uuid(),
  bookedOn: z.string(),
  amount: minor,
  currency: z.string(),
  payer: z.string(),
  account: z.string().nullable(),
  title: z.string(),
  payments: z.array(
    z.object({ id: z.uuid(), invoiceId: z.uuid(), number: z.string(), buyerName: z.string(), amount: minor }),
  ),
  rest: minor.describe('what no invoice was paid by'),
  verdict: z.enum(['booked', 'sure', 'doubtful', 'unknown']),
  proposals: z.array(proposal),
})
export const statementSchema = z.object({ ...summary, items: z.array(line) }).meta({ id: 'BankStatement' })
export type StatementView = z.output<typeof statementSchema>
export type StatementLineView = StatementView['items'][number]

export const bookingInput = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        lineId: z.uuid(),
        invoices: z
          .array(
            z.strictObject({
              invoiceId: z.uuid(),
              amount: z.number().int().min(1).max(1_000_000_000_000).describe('minor units'),
            }),
          )
          .min(1)
          .max(100),
      }),
    )
    .min(1)
    .max(MOST_LINES)
    .describe('together: one that is refused refuses all'),
})
export type BookingInput = z.output<typeof bookingInput>
