import { z } from 'zod'
import { durations } from '../../../pure/duration-schema.ts'

/** Reminders before the date, each an ISO 8601 duration: minutes, hours, days or weeks. */
const remindBefore = durations(5).nullable()

const person = z.object({ id: z.uuid(), name: z.string() })

export const taskSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['task', 'claim']),
    status: z.enum(['open', 'done', 'cancelled']),
    title: z.string(),
    titleParams: z.record(z.string(), z.unknown()).nullable(),
    body: z.string(),
    assignee: person.nullable(),
    subject: z.object({ kind: z.string(), id: z.uuid(), title: z.string() }).nullable(),
    dueAt: z.string().nullable(),
    remindBefore: z.array(z.string()).nullable().describe('null: as the process of reminders says'),
    createdAt: z.string(),
    completedAt: z.string().nullable(),
    completedBy: person.nullable(),
    outcome: z.string().nullable(),
    byProcess: z.object({ key: z.string(), instance: z.uuid(), element: z.string() }).nullable(),
    doneByRecord: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Task' })

export const claimSchema = taskSchema
  .extend({ channel: z.string(), who: z.string(), startedAt: z.string(), candidates: z.number() })
  .meta({ id: 'Claim' })

export const newTaskSchema = z.strictObject({
  title: z.string().trim().min(1).max(300),
  body: z.string().max(10_000).optional(),
  assigneeId: z.uuid().nullish(),
  subject: z.strictObject({ kind: z.enum(['lead', 'deal', 'contact', 'company']), id: z.uuid() }).nullish(),
  dueAt: z.iso.datetime({ offset: true }).nullish(),
  remindBefore: remindBefore.optional(),
})

export const taskChangeSchema = z.strictObject({
  title: z.string().trim().min(1).max(300).optional(),
  body: z.string().max(10_000).optional(),
  dueAt: z.iso.datetime({ offset: true }).nullable().optional(),
  assigneeId: z.uuid().optional(),
  remindBefore: remindBefore.optional(),
})
