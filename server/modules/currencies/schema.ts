import { z } from 'zod'

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .max(3)
/** No rate of tomorrow's century: what PostgreSQL and people can both read. */
export const rateDay = z.iso.date().refine((day) => day >= '1990-01-01' && day <= '2100-12-31')

const exchangeRate = z
  .string()
  .max(17)
  .regex(/^\d{1,8}(?:\.\d{1,8})?$/)
  .refine((text) => /[1-9]/.test(text))
  .describe('units of the base currency for one of this')

export const setRateInput = z.strictObject({ rate: exchangeRate })

export const rateSchema = z
  .object({
    currency: z.string(),
    rateOn: z.string(),
    rate: z.string().describe('units of the base currency for one of this'),
    source: z.enum(['manual', 'import']),
    setBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    setAt: z.string(),
  })
  .meta({ id: 'ExchangeRate' })
export type RateView = z.output<typeof rateSchema>

export const offerSchema = z
  .object({
    currency: z.string(),
    rate: z.string().nullable().describe('null: no rate of that day or of an earlier one'),
    rateOn: z.string().nullable(),
  })
  .meta({ id: 'RateOffer' })

export const importInput = z.strictObject({
  csv: z.string().min(1).max(500_000),
  currencies: z.array(currencyCode).max(200).optional().describe('only these; left out: all of the file'),
})
export type ImportInput = z.output<typeof importInput>

const lineError = z.object({
  line: z.number().describe('line of the file, from 1'),
  code: z.string(),
  message: z.string(),
})

export const previewSchema = z
  .object({
    base: z.string(),
    fresh: z.number().describe('rates that were not there'),
    changed: z.number().describe('rates that replace another value'),
    same: z.number().describe('rates that are there already'),
    currencies: z.array(z.object({ currency: z.string(), count: z.number() })),
    from: z.string().nullable(),
    to: z.string().nullable(),
    rows: z
      .array(
        z.object({
          line: z.number(),
          currency: z.string(),
          rateOn: z.string(),
          rate: z.string(),
          before: z.string().nullable(),
        }),
      )
      .describe('the latest hundred'),
    errors: z.array(lineError).describe('the first hundred'),
    wrong: z.number().describe('how many lines cannot be read; they are left out'),
  })
  .meta({ id: 'RatePreview' })
export type Preview = z.output<typeof previewSchema>
