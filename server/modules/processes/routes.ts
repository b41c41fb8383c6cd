import { z } from 'zod'
import { OWN } from '../../../pure/kinds.ts'
import { allow } from '../../core/access.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { cancelInstance } from './commands/cases.ts'
import { changeSettings, pauseProcess, resolveIncident } from './commands.ts'
import { beat, instanceById, instancesOf, listIncidents, listProcesses, processByKey } from './queries.ts'
import { caseRoutes } from './routes-cases.ts'
import { element, instance, words } from './schema.ts'

const summary = z.object({
  key: z.string(),
  name: words,
  version: z.number(),
  settingsVersion: z.number().nullable(),
  paused: z.boolean(),
  running: z.number(),
  late: z.number(),
  incidents: z.number(),
  /** Since when the guard holds its starts, and how many it holds */
  heldAt: z.string().nullable(),
  heldStarts: z.number(),
  startsAnHour: z.number(),
})
const keyParams = z.strictObject({ key: z.string().max(100) })
const subject = z.object({ kind: z.string(), id: z.uuid() })

export const processRoutes = [
  ...caseRoutes,
  defineRoute({
    method: 'GET',
    path: '/api/processes',
    operationId: 'processes.list',
    summary: 'Processes with their running, late and faulty cases',
    access: { kind: 'process', action: 'read' },
    answer: z.object({ items: z.array(summary) }),
    run: async ({ deps }) => ({ items: await listProcesses(deps.database.db) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/processes/:key',
    operationId: 'processes.get',
    summary: 'One process: model, sentences with blanks, settings, tokens on its elements',
    access: { kind: 'process', action: 'read' },
    params: keyParams,
    answer: summary.extend({
      bpmn: z.string(),
      shipped: z.boolean(),
      sentences: z.array(
        z.object({
          text: words,
          elements: z.array(z.string()),
          when: z.object({ blank: z.string(), is: z.string() }).optional(),
        }),
      ),
      blanks: z.record(z.string(), z.looseObject({ type: z.string(), label: words })),
      elements: z.record(z.string(), z.string()),
      settings: z.record(z.string(), z.unknown()),
      defaults: z.record(z.string(), z.unknown()),
      changedAt: z.string().nullable(),
      changedBy: z.string().nullable(),
      tokens: z.array(z.object({ element: z.string(), tokens: z.number() })),
      mayChange: z.boolean(),
    }),
    run: ({ deps, user, params }) => processByKey(deps.database.db, user, params.key) as never,
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/processes/:key/settings',
    operationId: 'processes.change_settings',
    summary: 'Fill the blanks of a shipped process; counts from the next wait on',
    access: { kind: 'process', action: 'change' },
    params: keyParams,
    body: z.strictObject({ settings: z.record(z.string().max(60), z.unknown()) }),
    answer: z.object({ version: z.number() }),
    run: async ({ params, body, write }) => ({
      version: await write((cx) => changeSettings(cx, params.key, body.settings)),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/pause',
    operationId: 'processes.pause',
    summary: 'Start no new cases of a process; running ones go on',
    access: { kind: 'process', action: 'change' },
    params: keyParams,
    run: ({ params, write }) => write((cx) => pauseProcess(cx, params.key, true)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/processes/:key/pause',
    operationId: 'processes.switch_on',
    summary: 'Let a paused process start cases again',
    access: { kind: 'process', action: 'change' },
    params: keyParams,
    run: ({ params, write }) => write((cx) => pauseProcess(cx, params.key, false)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/processes',
    operationId: 'processes.of_record',
    summary: 'Cases about one record: where each stands, for whom it waits, since when',
    access: 'signed-in',
    params: z.strictObject({
      kind: z.enum(['lead', 'deal', 'ticket', 'invoice', 'contract', OWN, 'task']),
      id: z.uuid(),
    }),
    answer: z.object({ items: z.array(instance) }),
    run: async ({ deps, user, params }) => {
      await allow(deps.database.db, user, params.kind, 'read', params.id)
      return { items: await instancesOf(deps.database.db, user, params) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/instances/:id',
    operationId: 'processes.instance',
    summary: 'One case with its model and its way so far',
    access: 'signed-in',
    params: idParams,
    answer: instance.extend({
      suspended: z.boolean(),
      calledBy: z.uuid().nullable(),
      variables: z.record(z.string(), z.unknown()).nullable().describe('Of the process itself; only for who may steer'),
      bpmn: z.string(),
      elements: z.record(z.string(), z.string()),
      history: z.array(
        z.object({ element, token: z.number(), what: z.string(), flow: z.string().nullable(), at: z.string() }),
      ),
    }),
    run: ({ deps, user, params }) => instanceById(deps.database.db, user, params.id),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/instances/:id',
    operationId: 'processes.cancel_instance',
    summary: 'End a running case; its tasks are withdrawn',
    access: { kind: 'process', action: 'steer' },
    params: idParams,
    refusals: ['process.not_running'],
    run: ({ params, write }) => write((cx) => cancelInstance(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/incidents',
    operationId: 'processes.incidents',
    summary: 'Steps that could not be done and wait for a person',
    access: { kind: 'process', action: 'steer' },
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          instance: z.uuid(),
          process: z.string(),
          processName: words,
          element,
          code: z.string(),
          message: z.string(),
          raisedAt: z.string(),
          subject: subject.extend({ title: z.string() }).nullable(),
        }),
      ),
    }),
    run: async ({ deps, user }) => ({ items: await listIncidents(deps.database.db, user) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/incidents/:id/resolution',
    operationId: 'processes.resolve_incident',
    summary: 'Retry the step, skip it, or end the case',
    access: { kind: 'process', action: 'steer' },
    params: idParams,
    body: z.strictObject({ resolution: z.enum(['retry', 'skip', 'cancel']) }),
    refusals: ['process.incident_resolved', 'process.not_running'],
    run: ({ params, body, write }) => write((cx) => resolveIncident(cx, params.id, body.resolution)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/beat',
    operationId: 'processes.beat',
    summary: 'Heartbeat of the processes: last seen, running cases, lateness',
    access: 'signed-in',
    answer: z.object({
      secondsAgo: z.number().nullable(),
      latenessMs: z.number(),
      running: z.number(),
      backlog: z.number(),
      failed: z.number(),
    }),
    run: ({ deps }) => beat(deps.database.db),
  }),
]
