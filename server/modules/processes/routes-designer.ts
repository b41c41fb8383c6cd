import { z } from 'zod'
import type { Act } from '../../core/deps.ts'
import { ifMatch, ifMatchOrAny } from '../../core/edit.ts'
import { defineRoute } from '../../core/http.ts'
import { createDraft, discardDraft, publishDraft, rollBack, saveDraft } from './commands/drafts.ts'
import { rehearseCase } from './commands/rehearse.ts'
import { catalogueOf, occasionsOf } from './queries/catalogue.ts'
import { designOf, listDrafts, versionModel, versionsOf } from './queries/designs.ts'
import {
  MODEL_LIMIT,
  model,
  newDraft,
  processName,
  type RehearsalInput,
  reason,
  rehearsalInput,
  told,
  words,
} from './schema.ts'

const keyParams = z.strictObject({ key: z.string().max(100) })
const versionParams = z.strictObject({
  key: z.string().max(100),
  version: z.coerce.number().int().min(1).max(1_000_000),
})
const made = z.object({ version: z.number() })

/** The acts as the engine takes them; one that is neither a step nor a task is none. */
const actsOf = ({ acts }: RehearsalInput): Act[] =>
  acts.flatMap(({ at, token, element, step, input, task }): Act[] => {
    const place = { at: new Date(at), token, element }
    if (task) return [{ ...place, task }]
    return step ? [{ ...place, step, input: input ?? {} }] : []
  })

/** Processes as they are drawn: one draft each, its versions, and what they were changed for. */
export const designerRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/process-drafts',
    operationId: 'processes.drafts',
    summary: 'Drafts this person may go on drawing, the last changed first',
    access: { kind: 'process', action: 'design' },
    answer: z.object({
      items: z.array(
        z.object({ key: z.string(), name: words, isNew: z.boolean(), changedBy: z.string(), changedAt: z.string() }),
      ),
    }),
    run: async ({ deps, user }) => ({ items: await listDrafts(deps.database.db, user) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/process-drafts',
    operationId: 'processes.create_draft',
    summary: 'Begin a process that is not there yet: blank, from a pattern of the gallery, or from a file of BPMN',
    access: { kind: 'process', action: 'design' },
    body: newDraft,
    bodyLimit: MODEL_LIMIT,
    status: 201,
    answer: z.object({ key: z.string() }),
    run: ({ body, write }) => write((cx) => createDraft(cx, body)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/processes/:key/draft',
    operationId: 'processes.draft',
    summary: 'What is drawn of a process: its draft, else its version of now',
    access: { kind: 'process', action: 'design' },
    params: keyParams,
    answer: z.object({
      key: z.string(),
      name: words,
      bpmn: z.string(),
      words: z
        .record(z.string(), words)
        .describe('of a shipped process: how its steps and flows are called as it comes, by their ids'),
      version: z.number().describe('of the draft, for If-Match; 0: nobody has drawn yet'),
      baseVersion: z.number().nullable().describe('of the process, from which it was begun'),
      currentVersion: z.number().nullable(),
      changedBy: z.string().nullable(),
      changedAt: z.string().nullable(),
      settings: z.record(z.string(), z.unknown()),
      calendar: z.looseObject({ zone: z.string() }).describe('when the company works'),
    }),
    run: ({ deps, user, params }) => designOf(deps.database.db, user, params.key),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/processes/:key/draft',
    operationId: 'processes.save_draft',
    summary: 'Keep what is drawn; with If-Match of the version seen, 0 for none',
    access: { kind: 'process', action: 'design' },
    params: keyParams,
    body: z.strictObject({ name: processName, bpmn: model }),
    bodyLimit: MODEL_LIMIT,
    answer: made,
    refusals: ['process.draft_changed', 'process.draft_gone', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => saveDraft(cx, params.key, body, expected))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/processes/:key/draft',
    operationId: 'processes.discard_draft',
    summary: 'Throw away what was drawn since the last version',
    access: { kind: 'process', action: 'design' },
    params: keyParams,
    refusals: ['process.draft_changed'],
    run({ params, request, write }) {
      const expected = ifMatchOrAny(request)
      return write((cx) => discardDraft(cx, params.key, expected))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/versions',
    operationId: 'processes.publish_draft',
    summary: 'Make the draft the next version; running cases stay with theirs',
    access: { kind: 'process', action: 'design' },
    params: keyParams,
    body: z.strictObject({
      reason,
      over: z.int().optional().describe('published since the draft was begun, put aside'),
    }),
    status: 201,
    answer: made,
    refusals: ['process.definition_invalid', 'process.draft_changed', 'process.base_changed'],
    run({ params, body, request, write }) {
      const expected = ifMatchOrAny(request)
      return write((cx) => publishDraft(cx, params.key, body, expected))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/processes/:key/versions',
    operationId: 'processes.versions',
    summary: 'Versions of a process, the last first: who switched each on, when and why',
    access: { kind: 'process', action: 'read' },
    params: keyParams,
    answer: z.object({
      items: z.array(
        z.object({
          version: z.number(),
          name: z.string(),
          origin: z.string(),
          reason: z.string(),
          by: z.string().nullable(),
          at: z.string(),
          current: z.boolean(),
          running: z.number(),
        }),
      ),
    }),
    run: async ({ deps, params }) => ({ items: await versionsOf(deps.database.db, params.key) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/processes/:key/versions/:version',
    operationId: 'processes.version',
    summary: 'The model of one version',
    access: { kind: 'process', action: 'read' },
    params: versionParams,
    answer: z.object({ bpmn: z.string() }),
    run: ({ deps, params }) => versionModel(deps.database.db, params.key, params.version),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/versions/:version/restoration',
    operationId: 'processes.roll_back',
    summary: 'Publish an earlier version anew',
    access: { kind: 'process', action: 'design' },
    params: versionParams,
    body: z.strictObject({ reason }),
    status: 201,
    answer: made,
    refusals: ['process.definition_invalid', 'process.version_current'],
    run: ({ params, body, write }) => write((cx) => rollBack(cx, params.key, params.version, body.reason)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/process-catalogue',
    operationId: 'processes.catalogue',
    summary: 'What a model may use: steps in plain words with what they are given, and fields of records',
    access: { kind: 'process', action: 'design' },
    answer: z.object({
      steps: z.array(
        z.object({
          type: z.string(),
          offers: z.array(z.looseObject({ name: words, group: z.string() })),
          inputs: z.array(z.string()),
          required: z.array(z.string()),
        }),
      ),
      kinds: z.array(
        z.object({
          key: z.string(),
          name: words.nullable(),
          fields: z.array(z.object({ path: z.string(), label: words, type: z.string() })),
        }),
      ),
    }),
    run: ({ deps, user }) => catalogueOf(deps.database.db, user, deps.engine!.steps) as never,
  }),
  defineRoute({
    method: 'GET',
    path: '/api/process-occasions',
    operationId: 'processes.occasions',
    summary: 'Records to which an event happened, with what a process that begins by it is given',
    access: { kind: 'process', action: 'design' },
    query: z.strictObject({
      event: z
        .string()
        .regex(/^[a-z_]+\.[a-z_]+$/)
        .max(100),
      record: z.uuid().optional(),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          subject: z.object({ kind: z.string(), id: z.uuid() }),
          title: z.string(),
          at: z.string(),
          variables: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    run: async ({ deps, user, query }) => ({
      items: await occasionsOf(deps.database.db, user, query.event, query.record),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/processes/:key/rehearsal',
    operationId: 'processes.rehearse',
    summary: 'What a case would come to: whom it tells what, which tasks it sets. Nothing is written, nothing sent',
    access: { kind: 'process', action: 'design' },
    params: keyParams,
    body: rehearsalInput,
    status: 200,
    answer: z.object({
      outcomes: z.array(
        z.object({
          output: z.record(z.string(), z.unknown()).nullable(),
          refusal: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
          told: z.array(told),
        }),
      ),
    }),
    run: async ({ deps, user, params, body }) => ({
      outcomes: await rehearseCase(deps, user, params.key, { subject: body.subject, acts: actsOf(body) }),
    }),
  }),
]
