import { z } from 'zod'
import { SUBJECTS } from '../../../pure/kinds.ts'
import { rightsOn } from '../../core/access.ts'
import { ifMatchOrAny } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { setChecklist, tickItem } from './commands/checklist.ts'
import { acknowledgeTask, delegateTask, remindOfTask } from './commands/give.ts'
import { unwatchTask, watchTask } from './commands/watchers.ts'
import { cancelTask, claimTask, createTask, reopenTask, updateTask } from './commands.ts'
import { tickOff } from './complete-tasks.ts'
import {
  claimsFor,
  countTasks,
  listTasks,
  partsOf,
  TASK_SCOPES,
  TASK_TIMES,
  type TaskFilter,
  type TaskScope,
  taskById,
} from './queries.ts'
import {
  checklistSchema,
  claimSchema,
  delegationSchema,
  newTaskSchema,
  taskChangeSchema,
  taskPageSchema,
  taskSchema,
} from './schema.ts'

const watcherParams = z.strictObject({ id: z.uuid(), employeeId: z.uuid() })
const itemParams = z.strictObject({ id: z.uuid(), itemId: z.uuid() })

const narrowing = {
  scope: z.enum(TASK_SCOPES).default('mine'),
  q: z.string().trim().max(100).optional().describe('words of the title or of the record'),
  assigneeId: z.uuid().optional(),
  subjectKind: z.enum(SUBJECTS).optional(),
  subjectId: z.uuid().optional(),
}
type Narrowing = {
  scope: TaskScope
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
    answer: taskPageSchema,
    async run({ deps, user, params }) {
      const { db } = deps.database
      const task = await taskById(db, user, params.id)
      const [may, parts] = await Promise.all([rightsOn(db, user, 'task', params.id), partsOf(db, params.id)])
      return { ...task, ...parts, may }
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
          ...body,
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
    body: z.strictObject({
      outcome: z.string().max(60).nullish(),
      answers: z.record(z.string().max(200), z.unknown()).optional().describe('to what its form asks'),
    }),
    refusals: [
      'task.already_completed',
      'task.is_claim',
      'task.done_by_record',
      'task.checklist_open',
      'task.needs_answers',
    ],
    run: ({ deps, user, params, body, request, write }) =>
      tickOff(
        deps,
        user,
        { id: params.id, outcome: body.outcome ?? null, answers: body.answers },
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
    query: z.strictObject({
      series: z
        .enum(['goes_on', 'ends'])
        .default('goes_on')
        .describe('of a task that comes again: whether it still does'),
    }),
    refusals: ['task.already_completed', 'task.belongs_to_process'],
    run: ({ params, query, write }) =>
      write((cx) => cancelTask(cx, params.id, { endsSeries: query.series === 'ends' })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tasks/:id/delegation',
    operationId: 'tasks.delegate',
    summary: 'Give a task on to somebody else, with a word',
    access: { kind: 'task', action: 'delegate', of: 'id' },
    params: idParams,
    body: delegationSchema,
    refusals: ['task.already_completed', 'task.is_claim', 'version_conflict'],
    run({ params, body, request, write }) {
      const expected = ifMatchOrAny(request)
      return write((cx) => delegateTask(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tasks/:id/reminder',
    operationId: 'tasks.remind',
    summary: 'Remind whoever a task waits for; once in an hour',
    access: { kind: 'task', action: 'update', of: 'id' },
    params: idParams,
    refusals: ['task.already_completed', 'notification.no_recipient'],
    run: ({ params, write }) => write((cx) => remindOfTask(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tasks/:id/acknowledgement',
    operationId: 'tasks.acknowledge',
    summary: 'Say that one knows of a task somebody else gave',
    access: { kind: 'task', action: 'complete', of: 'id' },
    params: idParams,
    refusals: ['task.already_completed', 'task.not_given'],
    run: ({ params, write }) => write((cx) => acknowledgeTask(cx, params.id)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/tasks/:id/watchers/:employeeId',
    operationId: 'tasks.watch',
    summary: 'Have somebody told of a task: oneself, or others by those who may change it',
    access: { kind: 'task', action: 'read', of: 'id' },
    params: watcherParams,
    run: ({ params, write }) => write((cx) => watchTask(cx, params.id, params.employeeId)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tasks/:id/watchers/:employeeId',
    operationId: 'tasks.unwatch',
    summary: 'Have somebody told of a task no longer',
    access: { kind: 'task', action: 'read', of: 'id' },
    params: watcherParams,
    run: ({ params, write }) => write((cx) => unwatchTask(cx, params.id, params.employeeId)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/tasks/:id/checklist',
    operationId: 'tasks.set_checklist',
    summary: 'The whole checklist in its order; items named by their id stay ticked',
    access: { kind: 'task', action: 'update', of: 'id' },
    params: idParams,
    body: checklistSchema,
    refusals: ['task.already_completed', 'version_conflict'],
    run({ params, body, request, write }) {
      const expected = ifMatchOrAny(request)
      return write((cx) => setChecklist(cx, params.id, body.items, expected))
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/tasks/:id/checklist/:itemId/tick',
    operationId: 'tasks.tick_item',
    summary: 'Tick an item of the checklist',
    access: { kind: 'task', action: 'complete', of: 'id' },
    params: itemParams,
    refusals: ['task.already_completed'],
    run: ({ params, write }) => write((cx) => tickItem(cx, params.id, params.itemId, true)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tasks/:id/checklist/:itemId/tick',
    operationId: 'tasks.untick_item',
    summary: 'Take the tick of an item back',
    access: { kind: 'task', action: 'complete', of: 'id' },
    params: itemParams,
    refusals: ['task.already_completed'],
    run: ({ params, write }) => write((cx) => tickItem(cx, params.id, params.itemId, false)),
  }),
]
