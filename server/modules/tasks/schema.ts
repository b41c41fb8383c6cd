import { z } from 'zod'
import { durations } from '../../../pure/duration-schema.ts'
import { SUBJECTS } from '../../../pure/kinds.ts'
import { FREQUENCIES } from '../../../pure/recurrence.ts'
import { PRIORITIES } from './rules.ts'

/** Reminders before the date, each an ISO 8601 duration: minutes, hours, days or weeks. */
const remindBefore = durations(5).nullable()

const recurrence = z.strictObject({
  freq: z.enum(FREQUENCIES),
  interval: z.number().int().min(1).max(99).default(1),
  until: z.iso.date().nullable().default(null).describe('the last day it may fall on'),
  count: z.number().int().min(1).max(1000).nullable().default(null).describe('how many there are in all'),
})

const MOST_ITEMS = 100
const itemText = z.string().trim().min(1).max(300)

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
    priority: z.enum(PRIORITIES),
    repeat: recurrence.nullable(),
    owner: person.nullable().describe('who set it'),
    delegatedBy: person.nullable().describe('who gave it on last'),
    acknowledgedAt: z.string().nullable(),
    checklistRequired: z.boolean().describe('true: done only once every item is'),
    checklistDone: z.number(),
    checklistTotal: z.number(),
    createdAt: z.string(),
    completedAt: z.string().nullable(),
    completedBy: person.nullable(),
    outcome: z.string().nullable(),
    byProcess: z.object({ key: z.string(), instance: z.uuid(), element: z.string() }).nullable(),
    doneByRecord: z.boolean(),
    version: z.number(),
    form: z
      .array(
        z.object({
          type: z.string(),
          key: z.string(),
          label: z.string(),
          values: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
          validate: z.object({ required: z.boolean().optional() }).optional(),
        }),
      )
      .nullable()
      .describe('what its process asks of whoever does it'),
  })
  .meta({ id: 'Task' })

export const taskPageSchema = taskSchema.extend({
  may: z.array(z.string()),
  checklist: z.array(
    z.object({ id: z.uuid(), text: z.string(), doneAt: z.string().nullable(), doneBy: person.nullable() }),
  ),
  watchers: z.array(person),
})

export const claimSchema = taskSchema
  .extend({ channel: z.string(), who: z.string(), startedAt: z.string(), candidates: z.number() })
  .meta({ id: 'Claim' })

export const newTaskSchema = z.strictObject({
  title: z.string().trim().min(1).max(300),
  body: z.string().max(10_000).optional(),
  assigneeId: z.uuid().nullish(),
  subject: z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() }).nullish(),
  dueAt: z.iso.datetime({ offset: true }).nullish(),
  remindBefore: remindBefore.optional(),
  priority: z.enum(PRIORITIES).optional(),
  checklistRequired: z.boolean().optional(),
  repeat: recurrence.nullable().optional().describe('the next one is made when this one is done; needs dueAt'),
  checklist: z.array(itemText).max(MOST_ITEMS).optional(),
  watchers: z.array(z.uuid()).max(50).optional(),
})

export const taskChangeSchema = z.strictObject({
  title: z.string().trim().min(1).max(300).optional(),
  body: z.string().max(10_000).optional(),
  dueAt: z.iso.datetime({ offset: true }).nullable().optional(),
  assigneeId: z.uuid().optional(),
  remindBefore: remindBefore.optional(),
  priority: z.enum(PRIORITIES).optional(),
  checklistRequired: z.boolean().optional(),
  repeat: recurrence.nullable().optional(),
})

export const checklistSchema = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid().optional(), text: itemText })).max(MOST_ITEMS),
})

export const delegationSchema = z.strictObject({ assigneeId: z.uuid(), word: z.string().trim().max(2000).default('') })
