import { z } from 'zod'

/** An ISO 8601 duration as the plain forms write it: minutes, hours, days or weeks. */
export const duration = z.string().regex(/^P(?:\d{1,3}W|\d{1,3}D|T(?:\d{1,4}H|\d{1,5}M))$/)

/** Several of them, each once. */
export const durations = (most: number) =>
  z
    .array(duration)
    .max(most)
    .refine((all) => new Set(all).size === all.length, { params: { code: 'field.twice' } })
