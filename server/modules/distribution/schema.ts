import { z } from 'zod'

/** How one of several people is chosen. */
export const METHODS = ['round_robin', 'least_loaded', 'random', 'first_available'] as const
export type Method = (typeof METHODS)[number]

const method = z
  .enum(METHODS)
  .describe('in turn; who has the fewest open leads and tasks; at random; who works soonest, then has the fewest')

export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), personId: z.uuid() }),
  z.strictObject({ kind: z.literal('customer_owner') }),
  z.strictObject({
    kind: z.literal('department'),
    departmentId: z.uuid(),
    method: z.enum(['offer', ...METHODS]).describe('offer: everybody of the department may accept it'),
  }),
  z.strictObject({
    kind: z.literal('skill'),
    skill: z.string().trim().min(1).max(60),
    level: z.int().min(1).max(9).describe('at least this level'),
    departmentId: z.uuid().nullable().describe('null: of the whole company'),
    method,
  }),
])
export type Target = z.output<typeof targetSchema>

const conditions = z
  .record(z.string(), z.unknown())
  .describe('as the parameter `filter` of lists, over the fields of GET /api/distribution/fields')

const settable = {
  name: z.string().trim().min(1).max(120),
  conditions,
  target: targetSchema,
  workingOnly: z.boolean().describe('only people within their working hours at that moment'),
  active: z.boolean(),
}

export const newRuleInput = z.strictObject({
  ...settable,
  workingOnly: settable.workingOnly.default(false),
  active: settable.active.default(true),
})
export type NewRule = z.output<typeof newRuleInput>

export const ruleChangeInput = z.strictObject(settable).partial()
export type RuleChange = z.output<typeof ruleChangeInput>

export const ruleOrderInput = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) })

export const ruleSchema = z
  .object({ id: z.uuid(), ...settable, version: z.number() })
  .meta({ id: 'DistributionRule', description: 'who gets a request that comes in; the first rule that fits decides' })
export type RuleView = z.output<typeof ruleSchema>

export const simulationQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(90).default(30),
  off: z.enum(['true', 'false']).default('true').describe('as if the rules switched off were on'),
  rule: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .describe('only requests this rule decides about; none: no rule'),
  person: z.uuid().optional().describe('only requests this person would get'),
})
export type SimulationQuery = z.output<typeof simulationQuery>

const named = z.object({ id: z.uuid(), name: z.string() })

export const simulationSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    examined: z.number(),
    cut: z.boolean().describe('there were more: only the latest were looked at'),
    rules: z.array(named.extend({ count: z.number() })).describe('in their order'),
    unmatched: z.number().describe('no rule decided: offered as the process says'),
    people: z.array(named.extend({ count: z.number() })),
    departments: z.array(named.extend({ count: z.number() })).describe('offered to everybody of'),
    requests: z
      .array(
        z.object({
          leadId: z.uuid(),
          number: z.number(),
          title: z.string(),
          receivedAt: z.string(),
          rule: named.nullable(),
          skipped: z.array(named).describe('rules that fit and had nobody'),
          person: named.nullable(),
          department: named.nullable(),
          owner: named.nullable().describe('whose it is in truth'),
        }),
      )
      .describe('the latest 200 of those asked for'),
  })
  .meta({ id: 'DistributionSimulation' })
export type SimulationView = z.output<typeof simulationSchema>
