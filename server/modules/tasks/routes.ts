import { z } from 'zod'
import { defineRoute, idParams } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { cancelTask, claimTask, completeTask, createTask, reopenTask, updateTask } from './commands.ts'
import { claimsFor, listTasks, taskById } from './queries.ts'
import { claimSchema, newTaskSchema, taskChangeSchema, taskSchema } from './schema.ts'

export const taskRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/tasks',
    operationId: 'tasks.list',
    summary: 'Tasks by due date',
    access: { kind: 'task', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      scope: z.enum(['mine', 'set_by_me', 'team', 'claims']).default('mine'),
      status: z.enum(['open', 'done', 'all']).default('open'),
      subjectKind: z.enum(['lead', 'deal', 'contact', 'company']).optional(),
      subjectId: z.uuid().optional(),
    }),
    answer: pageOf(taskSchema),
    run: ({ deps, user, query }) =>
      listTasks(deps.database.db, user, {
        scope: query.scope,
        status: query.status,
        after: query.after,
        limit: query.limit,
        ...(query.subjectKind && query.subjectId ? { subject: { kind: query.subjectKind, id: query.subjectId } } : {}),
      }),
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
    summary: 'One task',
    access: { kind: 'task', action: 'read', of: 'id' },
    params: idParams,
    answer: taskSchema,
    run: ({ deps, user, params }) => taskById(deps.database.db, user, params.id),
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
    access: { kind: 'task', action: 'update', of: 'id' },
    params: idParams,
    body: taskChangeSchema,
    refusals: ['task.already_completed'],
    run: ({ params, body, write }) => write((cx) => updateTask(cx, params.id, body)),
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
    run: ({ params, body, write }) => write((cx) => completeTask(cx, params.id, body.outcome ?? null)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tasks/:id/completion',
    operationId: 'tasks.reopen',
    summary: 'Take back the tick of a task a person set',
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
