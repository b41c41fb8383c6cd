import { z } from 'zod'
import { MAILED_EVERY } from '../../../pure/figure-mailings.ts'
import {
  CASES_OF,
  FIGURE_PERIODS,
  GROUPINGS,
  PLAN_MEASURES,
  PLAN_PERIODS,
  REPORT_KEYS,
  SPANS,
} from '../../../pure/figures.ts'

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

export const processParams = z.strictObject({ key: z.string().min(1).max(100) })
/** Days on the company's calendar, both included. */
export const processQuery = { from: z.iso.date(), to: z.iso.date() }
export const comparedQuery = {
  ...processQuery,
  compare: z.enum(['previous', 'year']).optional().describe('with the stretch before, or a year earlier'),
}

const element = z.object({ id: z.string(), name: z.object({ pl: z.string(), en: z.string() }) })
const minutes = z.number().nullable()

const ofProcess = {
  begun: z.number().describe('cases that began in these days'),
  ended: z.number().describe('cases that ended in these days, in whatever way'),
  measured: z.number().describe('of these, whose times, steps and ways are measured: the last five thousand at most'),
  times: z.array(
    z.object({
      of: z.enum(SPANS).describe('the whole, a task was open, none was, a task was open past its date'),
      cases: z.number().describe('cases that have at least a minute of it; the others count in no median'),
      median: minutes,
      p90: minutes,
      total: z.number(),
    }),
  ),
  dated: z.number().describe('measured cases with a task that had a date'),
  inTime: z.number().describe('of these, none of whose tasks was done or withdrawn after its date'),
  people: z.array(
    z.object({
      id: z.uuid().nullable(),
      name: z.string().nullable().describe('null: done by nobody in particular'),
      tasks: z.number().describe('tasks done in these days'),
      median: minutes.describe('from creating a task to its being done'),
      late: z.number(),
    }),
  ),
  moreTasks: z.boolean().describe('only the last twenty thousand tasks are counted'),
  steps: z.array(z.object({ element, stays: z.number(), median: minutes, total: z.number() })),
  ways: z.array(z.object({ key: z.string(), elements: z.array(element), cases: z.number(), median: minutes })),
  moreWays: z.boolean(),
}

export const processFigures = z
  .object({
    range,
    compared: range.nullable(),
    countedTo: z.string().describe('every case that had ended by then is counted'),
    ...ofProcess,
    before: z.object(ofProcess).nullable().describe('the same of the days compared with'),
  })
  .meta({ id: 'ProcessFigures' })
export type ProcessFigures = z.output<typeof processFigures>

export const processCellQuery = {
  ...processQuery,
  of: z.enum(CASES_OF).describe('which number of the report'),
  row: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('of tasks the person ("none": nobody in particular), of a step its element, of a way its key'),
}
export type ProcessCellQuery = z.output<z.ZodObject<typeof processCellQuery>>

export const countedCase = z.object({
  id: z.string(),
  case: z.uuid(),
  subject: z
    .object({ title: z.string(), titleParams: z.record(z.string(), z.unknown()).nullable() })
    .nullable()
    .describe('null: the case is about nothing'),
  minutes: z.number(),
  at: z.string().describe('its end, or its beginning where it has not ended or these are asked for'),
})

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

/** A report, or the figures of one process. */
export const MAILED_REPORTS = [...REPORT_KEYS, 'processes'] as const

const { from: _from, to: _to, ...narrowed } = reportQuery
const mailedQuery = z.strictObject(narrowed)
export type MailedQuery = z.output<typeof mailedQuery>

const when = {
  period: z.enum(FIGURE_PERIODS).describe('which days it counts, seen from the day it goes out on'),
  every: z.enum(MAILED_EVERY),
  day: z
    .number()
    .int()
    .min(1)
    .max(31)
    .nullable()
    .describe('of a week from Monday (1 to 7), of a month (1 to 31, else its last); null of every day'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .describe('HH:MM on the wall of the company’s zone'),
  recipients: z
    .array(z.uuid())
    .min(1)
    .max(50)
    .describe('employees who may see the report; each gets what he or she may see'),
}

export const mailingInput = z.strictObject({
  report: z.enum(MAILED_REPORTS),
  process: z.string().min(1).max(100).nullable().default(null).describe('whose figures, where the report is processes'),
  query: mailedQuery.default({}),
  ...when,
})
export type MailingInput = z.output<typeof mailingInput>

export const mailingChange = z.strictObject({ ...when, paused: z.boolean() }).partial()
export type MailingChange = z.output<typeof mailingChange>

/** Why a report could not be prepared. */
export const FAILURES = ['no_room', 'no_folder', 'too_big', 'gone', 'drawing'] as const

export const mailingSchema = z
  .object({
    id: z.uuid(),
    report: z.enum(MAILED_REPORTS),
    process: z.object({ key: z.string(), name: z.object({ pl: z.string(), en: z.string() }) }).nullable(),
    query: mailedQuery,
    ...when,
    recipients: z.array(z.object({ id: z.uuid(), name: z.string(), active: z.boolean() })),
    owner: z.object({ id: z.uuid(), name: z.string() }),
    paused: z.boolean(),
    nextAt: z.string().nullable().describe('null while it is paused'),
    sentAt: z.string().nullable().describe('when its hour last came, or somebody wanted it at once'),
    failed: z
      .object({ at: z.string(), why: z.enum(FAILURES) })
      .nullable()
      .describe('when and why it could not be prepared the last time; it is tried again at the next'),
    can: z.boolean().describe('whether the caller may change it; else it only comes to the caller'),
    version: z.number(),
  })
  .meta({ id: 'FigureMailing' })
export type MailingView = z.output<typeof mailingSchema>
