import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'
import { ifMatch } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { checkRule } from './commands/check-rule.ts'
import { archiveRule, createRule, updateRule } from './commands/rules.ts'
import { listRules, ruleById } from './queries/rules.ts'
import { tryRule } from './queries/trial.ts'
import { ruleInput, ruleSchema, trialInput, trialSchema } from './schema.ts'

const CHANGE = { kind: 'process', action: 'change' } as const

export const stageRuleRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/stage-rules',
    operationId: 'stage_rules.list',
    summary: 'Rules of stages: what follows when a record comes to a stage, leaves it or stays there',
    access: { kind: 'process', action: 'read' },
    query: z.strictObject({ kind: kindKey.optional(), pipelineId: z.uuid().optional() }),
    answer: z.object({ items: z.array(ruleSchema) }),
    run: async ({ deps, user, query }) => ({ items: await listRules(deps.database.db, user, query) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stage-rules',
    operationId: 'stage_rules.create',
    summary: 'Add a rule; it holds from now on',
    description: 'Its process is paused and switched on by its `key`, as any other.',
    access: CHANGE,
    body: ruleInput,
    answer: ruleSchema,
    status: 201,
    run: ({ body, write }) => write((cx) => createRule(cx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stage-rules/trial',
    operationId: 'stage_rules.try',
    summary: 'What a rule would have done in the last 30 days; nothing is written',
    description: 'The condition is asked of the records as they are today.',
    access: CHANGE,
    body: trialInput,
    answer: trialSchema,
    async run({ deps, user, body, write }) {
      await write((cx) => checkRule(cx, body))
      return tryRule(deps.database.db, user, body)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/stage-rules/:id',
    operationId: 'stage_rules.get',
    summary: 'One rule',
    access: { kind: 'process', action: 'read' },
    params: idParams,
    answer: ruleSchema,
    run: ({ deps, user, params }) => ruleById(deps.database.db, user, params.id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/stage-rules/:id',
    operationId: 'stage_rules.update',
    summary: 'Change a rule; its cases that run go on as they began',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: CHANGE,
    params: idParams,
    body: ruleInput,
    answer: ruleSchema,
    refusals: ['version_conflict', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updateRule(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/stage-rules/:id',
    operationId: 'stage_rules.archive',
    summary: 'Put a rule away; its cases that run come to their end',
    access: CHANGE,
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveRule(cx, params.id)),
  }),
]
