import { z } from 'zod'
import { GROUPINGS, PLAN_MEASURES, PLAN_PERIODS, REPORT_KEYS } from '../../../pure/figures.ts'

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

const target = z.number().int().min(1).max(1_000_000_000_000)

export const planInput = z.strictObject({
  measure: z.enum(PLAN_MEASURES),
  period: z.enum(PLAN_PERIODS),
  on: z.iso.date().describe('any day of the period'),
  personId: z.uuid().nullable().default(null),
  departmentId: z.uuid().nullable().default(null).describe('with all departments below it; neither: the whole company'),
  productId: z.uuid().nullable().default(null).describe('only of won deals and their value'),
  target: target.describe('how many; minor units of the company’s currency for value'),
})
export type PlanInput = z.output<typeof planInput>
export const planChange = z.strictObject({ target })

const named = z.object({ id: z.uuid(), name: z.string() }).nullable()
export const planSchema = z
  .object({
    id: z.uuid(),
    measure: z.enum(PLAN_MEASURES),
    period: z.enum(PLAN_PERIODS),
    range,
    person: named,
    department: named,
    product: named,
    target: z.number(),
    reached: z.number(),
    done: z.number().describe('reached by the target'),
    elapsed: z.number().describe('how much of the days of the period has begun'),
    pace: z.number().nullable().describe('what the whole period comes to at the pace until now; null before it begins'),
    can: z.boolean().describe('whether the caller may change it'),
    version: z.number(),
  })
  .meta({ id: 'Plan' })
export type PlanView = z.output<typeof planSchema>
