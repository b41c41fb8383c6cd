import { z } from 'zod'
import { PATTERNS } from '../../../pure/process-design/patterns.ts'

/** Variables of a case: any JSON, in all no more than a case can carry along with ease. */
export const variables = z
  .record(z.string().max(200), z.unknown())
  .refine((given) => JSON.stringify(given).length <= 100_000)

/** Which element of the version before goes on as which of the next one, where it is not the one of its id. */
export const elements = z
  .record(z.string().max(200), z.string().max(200))
  .refine((given) => Object.keys(given).length <= 500)

export const words = z.object({ pl: z.string(), en: z.string() })
export const element = z.object({ id: z.string(), name: words })

/** What a case is about. The title of a task is a code with parameters where a process set it. */
const caseSubject = z.object({
  kind: z.string(),
  id: z.uuid(),
  title: z.string(),
  titleParams: z.record(z.string(), z.unknown()).nullable(),
})

export const instance = z
  .object({
    id: z.uuid(),
    process: z.string(),
    name: words,
    version: z.number(),
    status: z.string(),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    subject: caseSubject.nullable(),
    maySteer: z.boolean(),
    tokens: z.array(
      z.object({
        token: z.number(),
        element,
        phase: z.string(),
        since: z.string().nullable(),
        task: z
          .object({
            id: z.uuid(),
            kind: z.string(),
            title: z.string(),
            titleParams: z.record(z.string(), z.unknown()).nullable(),
            dueAt: z.string().nullable(),
            assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
            offeredTo: z.array(z.string()).describe('departments'),
            askedOf: z.array(z.string()).describe('people'),
          })
          .nullable(),
        timers: z.array(z.object({ element, dueAt: z.string() })),
        incident: z.object({ id: z.uuid(), code: z.string(), message: z.string(), raisedAt: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'ProcessInstance' })

export const historyRuleInput = z.strictObject({
  months: z.int().min(1).max(600).nullable().describe('since a case ended; null: for ever'),
  archive: z.boolean().describe('written to `archive/cases` of the data folder before it goes'),
})
export const historyRuleSchema = historyRuleInput.extend({ version: z.number() }).meta({ id: 'ProcessHistoryRule' })

export const processName = z.string().trim().min(1).max(200)
export const reason = z.string().trim().min(1).max(1000)
/** A file of BPMN; its route takes more than the usual (MODEL_LIMIT). */
export const model = z.string().min(1).max(800_000)
export const MODEL_LIMIT = 3_500_000

export const newDraft = z.strictObject({
  name: processName,
  departmentId: z.uuid().nullish(),
  /** What happens in it, and to records of which kind; instead of both a file. */
  pattern: z.enum(PATTERNS).default('blank'),
  kind: z.string().max(60).default('lead'),
  bpmn: model.optional(),
})
export type NewDraft = z.output<typeof newDraft>

const id = z.int().min(1).max(1_000_000)
const elementId = z.string().min(1).max(200)
const act = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  token: id,
  element: elementId,
  step: z.string().max(100).optional(),
  input: variables.optional(),
  task: z
    .strictObject({
      name: z.string().max(500),
      assignee: z.string().max(200).optional(),
      candidateGroups: z.array(z.string().max(200)).max(100),
      candidateUsers: z.array(z.string().max(200)).max(100),
      dueAt: z.iso.datetime({ offset: true }).optional(),
      properties: z.record(z.string().max(200), z.string().max(2000)),
      input: variables,
    })
    .optional(),
})

/** What a case came to until now, in order: all of it is done anew each time, for what one act changes the next one sees. */
export const rehearsalInput = z.strictObject({
  subject: z.strictObject({ kind: z.string().min(1).max(60), id: z.uuid() }).nullable(),
  acts: z.array(act).max(100),
})
export type RehearsalInput = z.output<typeof rehearsalInput>

const params = z.record(z.string(), z.unknown())
export const told = z
  .discriminatedUnion('what', [
    z.object({ what: z.literal('notice'), to: z.array(z.string()), code: z.string(), params, mail: z.boolean() }),
    z.object({
      what: z.literal('message'),
      channel: z.string(),
      to: z.array(z.object({ name: z.string(), address: z.string() })),
      heading: z.string(),
      text: z.string(),
    }),
    z.object({
      what: z.literal('task'),
      to: z.array(z.string()),
      departments: z.array(z.string()),
      title: z.string(),
      titleParams: params.nullable(),
      dueAt: z.string().nullable(),
    }),
    z.object({ what: z.literal('event'), name: z.string(), kind: z.string(), params }),
  ])
  .meta({ id: 'RehearsedTold' })
export type Told = z.output<typeof told>
