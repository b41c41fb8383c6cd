import { z } from 'zod'

export const words = z.object({ pl: z.string(), en: z.string() })
export const name = z.strictObject({ pl: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) })

/** A field a stage may ask for, by its key in the registry. */
const fieldKey = z.string().regex(/^[A-Za-z][\w.]{0,59}$/)
const requiredFields = z.array(fieldKey).max(60)

export const MOVERS = ['everybody', 'owner', 'supervisors', 'named'] as const

const transition = z.strictObject({
  who: z.enum(MOVERS),
  departmentIds: z.array(z.uuid()).max(50).default([]).describe('with who = named: everybody in these and below them'),
  employeeIds: z.array(z.uuid()).max(200).default([]).describe('with who = named'),
})
export type Transition = z.output<typeof transition>

const transitions = z
  .record(z.uuid(), transition)
  .refine((given) => Object.keys(given).length <= 200)
  .nullable()
  .describe('by id of the stage gone to; null: from here a deal may go anywhere')

const onLeaving = z
  .strictObject({
    expectedInDays: z.number().int().min(0).max(730).optional().describe('expected close, counted from that day'),
    ownerId: z.uuid().optional(),
    source: z.string().trim().min(1).max(60).optional(),
  })
  .describe('set when a deal goes on from here')
export type OnLeaving = z.output<typeof onLeaving>

const check = z.object({ id: z.uuid(), name: words })
export type Check = z.output<typeof check>

/** How a stage of a kind of the company's own closes what comes to it. */
export const FINAL = ['done', 'dropped'] as const

export const stageSchema = z
  .object({
    id: z.uuid(),
    key: z.string().nullable(),
    name: words,
    position: z.number(),
    probability: z.number(),
    rottingDays: z.number().nullable(),
    final: z.enum(FINAL).nullable().describe('what comes here is closed: done, or given up; null: it goes on'),
    requiredFields,
    checklist: z.array(check),
    transitions,
    onLeaving,
    version: z.number(),
  })
  .meta({ id: 'Stage' })
export type StageView = z.output<typeof stageSchema>

export const pipelineSchema = z
  .object({
    id: z.uuid(),
    key: z.string().nullable(),
    kind: z.string().describe('whose stages these are: deal, or the key of a kind of the company’s own'),
    name: words,
    position: z.number(),
    winFields: requiredFields,
    winFromLast: z.boolean(),
    archived: z.boolean(),
    version: z.number(),
    stages: z.array(stageSchema),
  })
  .meta({ id: 'Pipeline' })
export type PipelineView = z.output<typeof pipelineSchema>

export const pipelineInput = z.strictObject({
  name,
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .default('deal')
    .describe('deal, or the key of a kind of the company’s own'),
})
export const pipelineChange = z.strictObject({
  name: name.optional(),
  winFields: requiredFields.optional(),
  winFromLast: z.boolean().optional().describe('a deal is won from the last stage only'),
})
export type PipelineChange = z.output<typeof pipelineChange>

export const stageInput = z.strictObject({
  name,
  probability: z.number().int().min(0).max(100),
  rottingDays: z.number().int().min(1).max(3650).nullable().optional(),
  final: z.enum(FINAL).nullable().optional().describe('of a kind of the company’s own only'),
})
export type StageInput = z.output<typeof stageInput>

export const stageChange = stageInput.partial().extend({
  requiredFields: requiredFields.optional(),
  checklist: z
    .array(z.strictObject({ id: z.uuid().optional(), name }))
    .max(30)
    .optional()
    .describe('the whole list in its order; an item with `id` is one that is there'),
  transitions: transitions.optional(),
  onLeaving: onLeaving.optional(),
})
export type StageChange = z.output<typeof stageChange>

export const order = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200).describe('all of them, in their order') })

/** What a person who wants to move a deal to a stage, or to win it, has to know. */
export const wayOnSchema = z
  .object({
    stageId: z.uuid().nullable().describe('null: winning'),
    barred: z
      .enum(['stage.transition_closed', 'stage.transition_not_yours', 'deal.win_from_last_only'])
      .nullable()
      .describe('why this way is not open to the caller, whatever he fills in'),
    who: z.enum(MOVERS).nullable().describe('who may go this way, where the stage says so'),
    missingFields: z.array(fieldKey),
    openChecks: z.array(check),
    skipped: z.array(z.object({ id: z.uuid(), name: words })),
  })
  .meta({ id: 'WayOn' })
export type WayOnView = z.output<typeof wayOnSchema>

export const waysSchema = z
  .object({
    ways: z.array(wayOnSchema),
    checks: z
      .array(
        check.extend({
          checkedAt: z.string().nullable(),
          checkedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
        }),
      )
      .describe('the list of the stage where the deal is'),
    stays: z
      .array(z.object({ stageId: z.uuid(), seconds: z.number() }))
      .describe('how long it was at each stage of its pipeline, all its stays together'),
  })
  .meta({ id: 'Ways' })
export type WaysView = z.output<typeof waysSchema>
