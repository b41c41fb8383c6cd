import { z } from 'zod'
import { allowAtAll } from '../../core/access.ts'
import { ifMatchOrAny } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { bulkAction, bulkFilter, countMatching, listBulks, startBulk, stopBulk } from './commands/bulks.ts'
import { moveToken, setVariables, startCase, suspendInstance } from './commands/cases.ts'
import { changeHistoryRule } from './commands/history.ts'
import { planMigration } from './commands/migrations.ts'
import { broadcastSignal, checkModel, decideHeldStarts, deployModel, publishMessage, setGuard } from './commands.ts'
import { metricsText } from './metrics.ts'
import { historyRuleOf } from './queries/history-rule.ts'
import { elements, historyRuleInput, historyRuleSchema, MODEL_LIMIT, model, variables } from './schema.ts'

const keyParams = z.strictObject({ key: z.string().max(100) })
const name = z.string().trim().min(1).max(200)
const duration = z.iso.duration()
const version = z.int().min(1).max(1_000_000)

const problem = z.object({
  severity: z.string(),
  code: z.string(),
  elementId: z.string(),
  elementName: z.string().optional(),
  params: z.record(z.string(), z.string()),
  message: z.string(),
  suggestion: z.string(),
})

/** Models, cases and what is told to them: what a person or a program does to processes beside filling in their blanks. */
export const steeringRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/models/check',
    operationId: 'processes.check',
    summary: 'What is wrong or doubtful about a model of BPMN, element by element',
    access: { kind: 'process', action: 'start' },
    body: z.strictObject({ bpmn: model }),
    bodyLimit: MODEL_LIMIT,
    answer: z.object({ problems: z.array(problem) }),
    status: 200,
    run: async ({ deps, body, locale }) => ({ problems: await checkModel(deps, body.bpmn, locale) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes',
    operationId: 'processes.deploy',
    summary: 'Switch on a model as the next version of a process; running cases stay with theirs',
    access: { kind: 'process', action: 'deploy' },
    body: z.strictObject({
      key: z.string().regex(/^[a-z][a-z0-9_]{2,59}$/),
      name,
      bpmn: model,
      departmentId: z.uuid().nullish(),
    }),
    bodyLimit: MODEL_LIMIT,
    status: 201,
    answer: z.object({ key: z.string(), version: z.number() }),
    refusals: ['process.definition_invalid', 'process.key_shipped'],
    run: ({ body, write }) => write((cx) => deployModel(cx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/instances',
    operationId: 'processes.start',
    summary: 'Start a case by hand, about a record or about none',
    access: { kind: 'process', action: 'start' },
    params: keyParams,
    body: z.strictObject({
      startEvent: name.optional(),
      subject: z
        .strictObject({
          kind: z.enum(['lead', 'deal', 'ticket', 'invoice', 'contract', 'task', 'contact', 'company']),
          id: z.uuid(),
        })
        .nullish(),
      variables: variables.optional(),
    }),
    status: 201,
    answer: z.object({ id: z.uuid() }),
    refusals: ['process.start_event_unknown'],
    run: async ({ params, body, write }) => {
      const { startEvent, subject = null, variables: given = {} } = body
      return { id: await write((cx) => startCase(cx, { key: params.key, startEvent, subject, variables: given })) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/processes/:key/guard',
    operationId: 'processes.set_guard',
    summary: 'How many cases may begin within an hour before a person is asked',
    access: { kind: 'process', action: 'change' },
    params: keyParams,
    body: z.strictObject({ startsAnHour: z.int().min(1).max(10_000_000) }),
    run: ({ params, body, write }) => write((cx) => setGuard(cx, params.key, body.startsAnHour)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/held-starts',
    operationId: 'processes.decide_held_starts',
    summary: 'Let the starts that the guard holds begin, or throw them away',
    access: { kind: 'process', action: 'change' },
    params: keyParams,
    body: z.strictObject({ decision: z.enum(['start', 'discard']) }),
    status: 200,
    answer: z.object({ starts: z.number() }),
    refusals: ['process.not_held'],
    run: async ({ params, body, write }) => ({
      starts: await write((cx) => decideHeldStarts(cx, params.key, body.decision)),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/messages',
    operationId: 'processes.publish',
    summary: 'A message to the case that has waited longest for it, else to a process it starts, else kept for one',
    access: { kind: 'process', action: 'publish' },
    body: z.strictObject({
      name,
      correlationKey: z.string().max(500).nullish(),
      variables: variables.optional(),
      timeToLive: duration.optional(),
    }),
    run: ({ deps, body, actor, request, write }) =>
      publishMessage(
        deps,
        actor,
        {
          name: body.name,
          key: body.correlationKey || undefined,
          variables: body.variables ?? {},
          timeToLive: body.timeToLive,
          subject: null,
        },
        request.headers['idempotency-key'] === undefined ? undefined : write,
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/signals',
    operationId: 'processes.broadcast',
    summary: 'A signal to every case that waits for it now and every process it starts',
    access: { kind: 'process', action: 'publish' },
    body: z.strictObject({ name, variables: variables.optional() }),
    status: 200,
    answer: z.object({ reached: z.number() }),
    run: async ({ body, write }) => ({
      reached: await write((cx) => broadcastSignal(cx, { name: body.name, variables: body.variables ?? {} })),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/instances/:id/suspension',
    operationId: 'processes.suspend_instance',
    summary: 'Hold a case still: its timers do not fire, its events wait',
    access: { kind: 'process', action: 'steer' },
    params: idParams,
    refusals: ['process.not_running'],
    run: ({ params, write }) => write((cx) => suspendInstance(cx, params.id, true)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/instances/:id/suspension',
    operationId: 'processes.resume_instance',
    summary: 'Let a case go on; it hears what it missed',
    access: { kind: 'process', action: 'steer' },
    params: idParams,
    refusals: ['process.not_suspended'],
    run: ({ params, write }) => write((cx) => suspendInstance(cx, params.id, false)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/instances/:id/tokens/:token/move',
    operationId: 'processes.move_token',
    summary: 'Put a token of a case on another element',
    access: { kind: 'process', action: 'steer' },
    params: z.strictObject({ id: z.uuid(), token: z.coerce.number().int().min(1).max(2_000_000_000) }),
    body: z.strictObject({ to: name }),
    refusals: ['process.not_running', 'process.meets_nothing'],
    run: ({ params, body, write }) => write((cx) => moveToken(cx, params.id, params.token, body.to)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/instances/:id/variables',
    operationId: 'processes.set_variables',
    summary: 'Put variables of a case right',
    access: { kind: 'process', action: 'steer' },
    params: idParams,
    body: z.strictObject({ variables }),
    refusals: ['process.not_running', 'process.meets_nothing'],
    run: ({ params, body, write }) => write((cx) => setVariables(cx, params.id, body.variables)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/case-actions',
    operationId: 'processes.start_bulk',
    summary:
      'Do something to many cases: retry, skip, move, set variables, suspend, resume, cancel, put into another version',
    access: { kind: 'process', action: 'steer' },
    body: z.strictObject({ filter: bulkFilter, action: bulkAction, dryRun: z.boolean().optional() }),
    status: 200,
    answer: z.object({ id: z.uuid().nullable(), total: z.number() }),
    run: async ({ deps, user, body: { filter, action, dryRun }, write }) =>
      dryRun
        ? { id: null, total: await countMatching(deps.database.db, user, filter, action) }
        : write((cx) => startBulk(cx, filter, action)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/migration-plans',
    operationId: 'processes.plan_migration',
    summary: 'What would come of putting the running cases of a version into another: who goes, who stays and why',
    access: { kind: 'process', action: 'change' },
    params: keyParams,
    body: z.strictObject({ from: version, to: version, elements: elements.optional() }),
    status: 200,
    answer: z.object({
      cases: z.number(),
      looked: z.number().describe('how many of them were looked at one by one'),
      go: z.number(),
      places: z.array(
        z.object({ element: z.string(), cases: z.number(), to: z.string().nullable(), refusal: z.string().nullable() }),
      ),
      stay: z.array(
        z.object({ code: z.string(), element: z.string(), cases: z.number(), examples: z.array(z.uuid()) }),
      ),
      targets: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })),
    }),
    run: ({ params, body: { from, to, elements: chosen = {} }, write }) =>
      write((cx) => planMigration(cx, { process: params.key, from, to, chosen })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/case-actions',
    operationId: 'processes.bulks',
    summary: 'What was asked for many cases, and how far it is',
    access: { kind: 'process', action: 'steer' },
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          action: z.looseObject({ do: z.string() }),
          filter: z.looseObject({}),
          total: z.number(),
          done: z.number(),
          refused: z.number(),
          reasons: z.array(z.object({ code: z.string(), element: z.string(), cases: z.number() })),
          by: z.string(),
          createdAt: z.string(),
          finishedAt: z.string().nullable(),
          stopped: z.boolean(),
        }),
      ),
    }),
    run: async ({ deps, user }) => ({ items: await listBulks(deps.database.db, user) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/case-actions/:id',
    operationId: 'processes.stop_bulk',
    summary: 'Stop what is being done to many cases; what is done stays done',
    access: { kind: 'process', action: 'steer' },
    params: idParams,
    run: ({ params, write }) => write((cx) => stopBulk(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/metrics',
    operationId: 'processes.metrics',
    summary: 'Figures for Prometheus, for who may observe',
    access: { kind: 'process', action: 'observe' },
    run: async ({ deps, user, reply }) => {
      allowAtAll(user, 'process', 'observe')
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText(deps.database.db))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/process-history',
    operationId: 'process_history.settings',
    summary: 'How long finished cases stay, and whether they are archived before they go',
    access: { kind: 'process_history', action: 'update' },
    answer: historyRuleSchema,
    run: ({ deps }) => historyRuleOf(deps.database.db),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/settings/process-history',
    operationId: 'process_history.change',
    summary: 'Set how long finished cases stay; what ended longer ago goes within ten minutes, portion by portion',
    access: { kind: 'process_history', action: 'update' },
    body: historyRuleInput,
    answer: historyRuleSchema,
    refusals: ['version_conflict'],
    run: ({ body, request, write }) =>
      write(async (cx) => {
        await changeHistoryRule(cx, body, ifMatchOrAny(request))
        return historyRuleOf(cx.db)
      }),
  }),
]
