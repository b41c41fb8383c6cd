import { z } from 'zod'
import { PATTERNS } from '../../../pure/process-design/patterns.ts'

/** Variables of a case: any JSON, in all no more than a case can carry along with ease. */
export const variables = z
  .record(z.string().max(200), z.unknown())
  .refine((given) => JSON.stringify(given).length <= 100_000)

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
