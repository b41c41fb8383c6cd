import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

export const taskEvents = defineEvents({
  'task.created': z.object({
    taskId: z.uuid(),
    title: z.string(),
    assigneeId: z.uuid().nullable(),
    dueAt: z.string().nullable(),
  }),
  'task.claimed': z.object({ taskId: z.uuid(), by: z.uuid() }),
  'task.completed': z.object({
    taskId: z.uuid(),
    title: z.string(),
    outcome: z.string().nullable(),
    by: z.uuid().nullable(),
    instance: z.uuid().nullable(),
    token: z.number().nullable(),
    comesAgain: z.boolean().optional().describe('another one of its series follows'),
    variables: z.record(z.string(), z.unknown()),
  }),
  'task.cancelled': z.object({ taskId: z.uuid(), title: z.string(), comesAgain: z.boolean().optional() }),
  'task.reopened': z.object({ taskId: z.uuid(), version: z.number() }),
  'task.updated': z.object({ taskId: z.uuid(), version: z.number() }),
  'task.assigned': z.object({
    taskId: z.uuid(),
    title: z.string(),
    assigneeId: z.uuid(),
    dueAt: z.string().nullable(),
  }),
  'task.coming_up': z.object({ taskId: z.uuid(), title: z.string(), assigneeId: z.uuid(), dueAt: z.string() }),
  'task.delegated': z.object({
    taskId: z.uuid(),
    title: z.string(),
    from: z.uuid().nullable(),
    to: z.uuid(),
    word: z.string(),
    version: z.number(),
  }),
  'task.reminded': z.object({ taskId: z.uuid(), title: z.string(), recipients: z.array(z.uuid()) }),
  'task.acknowledged': z.object({ taskId: z.uuid(), title: z.string(), version: z.number() }),
  'task.watched': z.object({ taskId: z.uuid(), title: z.string(), watcherId: z.uuid() }),
  'task.unwatched': z.object({ taskId: z.uuid(), title: z.string(), watcherId: z.uuid() }),
  'task.checklist_changed': z.object({ taskId: z.uuid(), title: z.string(), version: z.number(), count: z.number() }),
  'task.item_done': z.object({ taskId: z.uuid(), title: z.string(), version: z.number(), item: z.string() }),
  'task.item_undone': z.object({ taskId: z.uuid(), title: z.string(), version: z.number(), item: z.string() }),
})
