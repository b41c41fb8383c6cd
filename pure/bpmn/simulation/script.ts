import { z } from 'zod'
import { isDuration, parseInstant } from '../timer-values.ts'

const variables = z.record(z.string(), z.unknown())
const element = z.string().min(1)
const duration = z.string().refine(isDuration, 'must be an ISO 8601 duration such as P3D')
const key = z.union([z.string(), z.number()]).transform(String)

const entry = z.union(
  [
    z.object({ complete: element, variables: variables.optional(), index: z.int().min(0).optional() }),
    z.object({ advance: duration }),
    z.object({
      message: z.string().min(1),
      correlationKey: key.nullish(),
      variables: variables.optional(),
      /** How long it is kept for one who does not wait yet */
      timeToLive: duration.optional(),
    }),
    z.object({ signal: z.string().min(1), variables: variables.optional() }),
    z.object({
      throwError: element,
      code: z.string().optional(),
      index: z.int().min(0).optional(),
    }),
    z.object({
      throwEscalation: element,
      code: z.string().optional(),
      variables: variables.optional(),
      index: z.int().min(0).optional(),
    }),
    z.object({ cancel: z.literal(true) }),
  ],
  'must be one of complete, advance, message, signal, throwError, throwEscalation, cancel, with what belongs to it',
)

/** What happens to a simulated process, as a person writes it down. */
export const simulationScript = z.object({
  process: z.string().min(1).optional(),
  now: z
    .string()
    .refine((text) => parseInstant(text, 'UTC') !== null, 'must be an instant such as 2026-01-01T00:00:00Z')
    .default('2026-01-01T00:00:00Z'),
  /** The zone of local dates and of days; UTC unless named */
  zone: z.string().default('UTC'),
  variables: variables.default({}),
  /** What the model reads as `settings` */
  settings: variables.default({}),
  /** Tasks that are not completed by themselves though a step does them */
  manual: z.array(z.string()).default([]),
  do: z.array(entry).default([]),
})

export type SimulationScript = z.output<typeof simulationScript>
export type ScriptEntry = SimulationScript['do'][number]
