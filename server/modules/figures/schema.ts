import { z } from 'zod'
import { GROUPINGS, REPORT_KEYS } from '../../../pure/figures.ts'

export const reportParams = z.strictObject({ report: z.enum(REPORT_KEYS) })

const one = z.union([z.uuid(), z.literal('none')])

/** What a report counts; days on the company's calendar, both included. */
export const reportQuery = {
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(GROUPINGS).optional().describe('what the rows are; what is usual for the report unless given'),
  person: one.optional().describe('only what is this person’s; none: nobody’s'),
  department: one.optional().describe('only what lies in this department itself; none: in no department'),
  pipeline: z.uuid().optional().describe('of the funnel'),
  compare: z.enum(['previous', 'year']).optional().describe('with the stretch before, or a year earlier'),
}
export type ReportQuery = z.output<z.ZodObject<typeof reportQuery>>

const range = z.object({ from: z.string(), to: z.string() })
const values = z.record(z.string(), z.number().nullable())

export const reportSchema = z
  .object({
    report: z.enum(REPORT_KEYS),
    by: z.enum(GROUPINGS),
    range,
    compared: range.nullable(),
    currency: z.string(),
    countedTo: z.string().describe('everything committed until then is counted'),
    within: z
      .object({ people: z.array(z.uuid()), departments: z.array(z.uuid()) })
      .nullable()
      .describe('whose figures the caller sees; null: everybody’s'),
    pipeline: z.uuid().nullable().describe('whose stages a funnel has'),
    columns: z.array(z.object({ key: z.string(), unit: z.enum(['count', 'money', 'share', 'minutes']) })),
    rows: z.array(
      z.object({
        key: z.string().nullable(),
        name: z.string().nullable().describe('null: nobody’s, or of days, whose key says it'),
        range,
        values,
        before: values.nullable(),
      }),
    ),
    total: z.object({ values, before: values.nullable() }),
    more: z.boolean().describe('there are further rows, which only the total counts'),
  })
  .meta({ id: 'FigureReport' })
export type ReportView = z.output<typeof reportSchema>

export const FORMATS = ['csv', 'xlsx'] as const

export const cellQuery = {
  ...reportQuery,
  column: z.string().min(1).max(60).describe('key of a column; of a share, its part'),
  row: z.string().min(1).max(100).optional().describe('key of a row, "none" for that without; every row unless given'),
}
export type CellQuery = z.output<z.ZodObject<typeof cellQuery>>

export const countedRecord = z.object({
  id: z.uuid(),
  name: z.string().nullable().describe('null: the caller may not read it, or it has none'),
  day: z.string(),
  amount: z.number(),
  minutes: z.number().nullable(),
})
export const countedAs = { kind: z.enum(['lead', 'deal', 'call', 'ticket']), count: z.number() }
