import { z } from 'zod'
import { rightsOn } from '../../core/access.ts'
import { ifMatchOrAny } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { cancelTask, claimTask, createTask, reopenTask, updateTask } from './commands.ts'
import { tickOff } from './complete-tasks.ts'
import { claimsFor, countTasks, listTasks, TASK_TIMES, type TaskFilter, taskById } from './queries.ts'
import { claimSchema, newTaskSchema, taskChangeSchema, taskSchema } from './schema.ts'

const SCOPES = ['mine', 'set_by_me', 'team', 'claims'] as const
const narrowing = {
  scope: z.enum(SCOPES).default('mine'),
  q: z.string().trim().max(100).optional().describe('words of the title or of the record'),
  assigneeId: z.uuid().optional(),
  subjectKind: z.enum(['lead', 'deal', 'contact', 'company']).optional(),
  subjectId: z.uuid().optional(),
}
type Narrowing = {
  scope: (typeof SCOPES)[number]
  q?: string
  assigneeId?: string
  subjectKind?: string
  subjectId?: string
}
const filterOf = (query: Narrowing): Omit<TaskFilter, 'status'> => ({
  scope: query.scope,
  q: query.q,
  assigneeId: query.assigneeId,
  ...(query.subjectKind && query.subjectId ? { subject: { kind: query.subjectKind, id: query.subjectId } } : {}),
})

export const taskRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/tasks',
    operationId: 'tasks.list',
    summary: 'Tasks by due date; those done by when they were, the latest first',
    access: { kind: 'task', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      ...narrowing,
      status: z.enum(['open', 'done', 'all']).default('open'),
      time: z.enum(TASK_TIMES).optional().describe('of open tasks: late by the minute, due today, later or undated'),
    }),
    answer: pageOf(taskSchema),
    run: ({ deps, user, query }) =>
      listTasks(deps.database.db, user, {
        ...filterOf(query),
        status: query.status,
        time: query.time,
        after: query.after,
        limit: query.limit,
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/tasks/counts',
    operationId: 'tasks.counts',
    summary: 'How many open tasks are late, due today, coming',
    access: { kind: 'task', action: 'read' },
    query: z.strictObject(narrowing),
    answer: z.object({ late: z.number(), today: z.number(), coming: z.number() }),
    run: ({ deps, user, query }) => countTasks(deps.database.db, user, filterOf(query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/claims',
    operationId: 'tasks.claims',
    summary: 'Requests waiting for somebody to accept them, open to the caller',
    access: { kind: 'task', action: 'read' },
    answer: z.object({ items: z.array(claimSchema) }),
    run: async ({ deps, user }) => ({ items: await claimsFor(deps.database.db, user) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/tasks/:id',
    operationId: 'tasks.get',
    summary: 'One task, and what the caller may do with it',
    access: { kind: 'task', action: 'read', of: 'id' },
    params: idParams,
    answer: taskSchema.extend({ may: z.array(z.string()) }),
    async run({ deps, user, params }) {
      const { db } = deps.database
      return { ...(await taskById(db, user, params.id)), may: await rightsOn(db, user, 'task', params.id) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tasks',
    operationId: 'tasks.create',
    summary: 'Set a task',
    access: { kind: 'task', action: 'create' },
    body: newTaskSchema,
    answer: taskSchema,
    status: 201,
    run: async ({ deps, user, body, write }) => {
      const id = await write((cx) =>
        createTask(cx, {
          title: body.title,
          body: body.body,
          assigneeId: body.assigneeId ?? null,
          subject: body.subject ?? null,
          dueAt: body.dueAt ?? null,
          remindBefore: body.remindBefore ?? null,
        }),
      )
      return taskById(deps.database.db, user, id)
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/tasks/:id',
    operationId: 'tasks.update',
    summary: 'Change a task: words, date, person',
    description: 'With `If-Match` what somebody else changed meanwhile is not overwritten; other fields merge.',
    access: { kind: 'task', action: 'update', of: 'id' },
    params: idParams,
    body: taskChangeSchema,
    refusals: ['task.already_completed', 'task.words_of_process', 'version_conflict'],
    run({ params, body, request, write }) {
      const expected = ifMatchOrAny(request)
      return write((cx) => updateTask(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tasks/:id/completion',
    operationId: 'tasks.complete',
    summary: 'Tick a task off',
    access: { kind: 'task', action: 'complete', of: 'id' },
    params: idParams,
    body: z.strictObject({ outcome: z.string().max(60).nullish() }),
    refusals: ['task.already_completed', 'task.is_claim', 'task.done_by_record'],
    run: ({ deps, user, params, body, request, write }) =>
      tickOff(
        deps,
        user,
        { id: params.id, outcome: body.outcome ?? null },
        request.headers['idempotency-key'] === undefined ? undefined : write,
      ),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tasks/:id/completion',
    operationId: 'tasks.reopen',
    summary: 'Take back the tick, or the withdrawal, of a task a person set',
    access: { kind: 'task', action: 'complete', of: 'id' },
    params: idParams,
    refusals: ['task.process_went_on'],
    run: ({ params, write }) => write((cx) => reopenTask(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tasks/:id/claim',
    operationId: 'tasks.claim',
    summary: 'Take a task offered to several people; the first one gets it',
    access: { kind: 'task', action: 'read', of: 'id' },
    params: idParams,
    refusals: ['lead.already_taken', 'task.not_candidate', 'task.withdrawn', 'task.not_claim'],
    run: async ({ params, write }) => {
      await write((cx) => claimTask(cx, params.id))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tasks/:id',
    operationId: 'tasks.cancel',
    summary: 'Withdraw a task a person set',
    access: { kind: 'task', action: 'update', of: 'id' },
    params: idParams,
    refusals: ['task.already_completed', 'task.belongs_to_process'],
    run: ({ params, write }) => write((cx) => cancelTask(cx, params.id)),
  }),
]
