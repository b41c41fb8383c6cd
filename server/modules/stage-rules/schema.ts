import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'
import { REJECT_REASONS } from '../../../pure/leads.ts'
import type { Do } from '../../../pure/stage-rules.ts'
import { customInput } from '../fields/schema.ts'

/** Days, hours or minutes: what a person says in a sentence. */
const duration = z.string().regex(/^P(?:[1-9]\d{0,2}D|T[1-9]\d{0,2}[HM])$/)
const pause = z.strictObject({
  duration: duration.describe('ISO 8601: days, hours or minutes, such as P3D or PT4H'),
  working: z.boolean().default(false).describe('counted in the working time of the company'),
})
export type Pause = z.output<typeof pause>

export const ROLES = ['owner', 'supervisor', 'head', 'department'] as const
const who = z
  .union([z.enum(ROLES), z.uuid()])
  .describe('the owner of the record, his supervisor, the head of its department, everybody in it, or a person')

const setAction = z.strictObject({
  do: z.literal('set'),
  fields: z
    .strictObject({
      expectedInDays: z.number().int().min(0).max(730).optional().describe('expected close, counted from that day'),
      ownerId: z.uuid().optional(),
      source: z.string().trim().min(1).max(60).optional(),
      custom: customInput,
    })
    .describe('which of them a kind has, and its own fields in `custom`')
    .refine(({ custom, ...fields }) => Object.keys(fields).length + Object.keys(custom ?? {}).length > 0, {
      params: { code: 'field.required' },
    }),
})
const taskAction = z.strictObject({
  do: z.literal('task'),
  title: z.string().trim().min(1).max(300),
  body: z.string().max(2000).default(''),
  to: who,
  due: pause.nullable().default(null).describe('counted from when it is set'),
})
const notifyAction = z.strictObject({
  do: z.literal('notify'),
  to: z.array(who).min(1).max(20),
  text: z.string().trim().min(1).max(500),
  mail: z.boolean().default(true),
})
export const actionSchema = z.discriminatedUnion('do', [
  setAction,
  z.strictObject({ do: z.literal('move'), stageId: z.uuid() }),
  z.strictObject({ do: z.literal('win') }),
  z.strictObject({ do: z.literal('lose'), reasonId: z.uuid() }),
  taskAction,
  notifyAction,
  z.strictObject({ do: z.literal('resume') }),
  z.strictObject({ do: z.literal('put_off'), ...pause.shape }),
  z.strictObject({ do: z.literal('reject'), reason: z.enum(REJECT_REASONS) }),
  z.strictObject({ do: z.literal('reopen') }),
  z.strictObject({ do: z.literal('process'), key: z.string().min(1).max(100) }),
  z.strictObject({ do: z.literal('wait'), ...pause.shape }),
])
export type RuleAction = z.output<typeof actionSchema>
export type Action<D extends Do> = Extract<RuleAction, { do: D }>

export const TRIGGERS = ['enter', 'leave', 'stay'] as const

const condition = z
  .record(z.string().max(3), z.unknown())
  .nullable()
  .default(null)
  .describe('a filter as of the list of the kind; null: every record')

const asked = {
  departmentId: z.uuid().nullable().describe('whose rule it is, and whose records it touches; null: the whole company'),
  kind: kindKey,
  stage: z.string().min(1).max(40).describe('the id of a stage of a pipeline of the kind; of leads: their status'),
  trigger: z.enum(TRIGGERS),
  stay: pause.nullable().default(null).describe('with trigger = stay: after how long'),
  condition,
  actions: z.array(actionSchema).min(1).max(20).describe('done one after the other'),
}
export const ruleInput = z.strictObject({ name: z.string().trim().min(1).max(120), ...asked })
export type RuleInput = z.output<typeof ruleInput>
export const trialInput = z.strictObject(asked)
export type TrialInput = z.output<typeof trialInput>

export const ruleSchema = z
  .object({
    id: z.uuid(),
    ...ruleInput.shape,
    pipelineId: z.uuid().nullable().describe('null: of leads'),
    key: z.string().describe('of its process: cases, faults, pause'),
    paused: z.boolean(),
    running: z.number(),
    ran: z.number().describe('how many cases it ever had'),
    lastRanAt: z.string().nullable(),
    incidents: z.number(),
    mayChange: z.boolean(),
    version: z.number(),
    updatedAt: z.string(),
  })
  .meta({ id: 'StageRule' })
export type RuleView = z.output<typeof ruleSchema>

const trialAction = z.object({
  recipients: z.array(z.string()).nullable().describe('names; null where the action has none'),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  refused: z.string().nullable().describe('code with which it would be refused today'),
})
export const trialSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    happened: z.number().describe('how often the trigger was met; at most 1000 are looked at'),
    met: z.number().describe('how often the condition holds, too'),
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        at: z.string(),
        actions: z.array(trialAction).describe('in the order of the rule'),
      }),
    ),
  })
  .meta({ id: 'StageRuleTrial' })
export type Trial = z.output<typeof trialSchema>
