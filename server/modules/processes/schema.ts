import { z } from 'zod'

/** Variables of a case: any JSON, in all no more than a case can carry along with ease. */
export const variables = z
  .record(z.string().max(200), z.unknown())
  .refine((given) => JSON.stringify(given).length <= 100_000)
