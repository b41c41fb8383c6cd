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
    variables: z.record(z.string(), z.unknown()),
  }),
  'task.cancelled': z.object({ taskId: z.uuid(), title: z.string() }),
  'task.reopened': z.object({ taskId: z.uuid(), version: z.number() }),
  'task.updated': z.object({ taskId: z.uuid(), version: z.number() }),
  'task.assigned': z.object({
    taskId: z.uuid(),
    title: z.string(),
    assigneeId: z.uuid(),
    dueAt: z.string().nullable(),
  }),
  'task.coming_up': z.object({ taskId: z.uuid(), title: z.string(), assigneeId: z.uuid(), dueAt: z.string() }),
})
