import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const rate = { base: z.string(), currency: z.string(), rateOn: z.string() }

export const currencyEvents = defineEvents({
  'exchange_rate.set': z.object({ ...rate, rate: z.string() }),
  'exchange_rate.removed': z.object({ ...rate, rate: z.string() }),
  'exchange_rate.imported': z.object({
    base: z.string(),
    count: z.number(),
    changed: z.number(),
    currencies: z.array(z.string()),
    from: z.string(),
    to: z.string(),
  }),
})
