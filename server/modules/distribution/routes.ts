import { z } from 'zod'
import { ifMatch } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { fieldSchema } from '../fields/schema.ts'
import { archiveRule, createRule, orderRules, updateRule } from './commands/rules-of-distribution.ts'
import { fieldsToAsk } from './queries/fields.ts'
import { listRules } from './queries/rules.ts'
import { simulateDistribution } from './queries/simulation.ts'
import {
  newRuleInput,
  ruleChangeInput,
  ruleOrderInput,
  ruleSchema,
  simulationQuery,
  simulationSchema,
} from './schema.ts'

const UPDATE = { kind: 'distribution_rule', action: 'update' } as const
const WRONG = ['filter.unknown_field', 'filter.value', 'filter.too_long']

export const distributionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/distribution/fields',
    operationId: 'distribution.fields',
    summary: 'What rules of distribution can ask of a request',
    access: { kind: 'distribution_rule', action: 'read' },
    answer: z.object({ items: z.array(fieldSchema) }),
    run: async ({ deps, actor }) => ({ items: await fieldsToAsk(deps.database.db, actor) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/distribution/rules',
    operationId: 'distribution_rules.list',
    summary: 'Rules of distribution, read from the top; the first that fits and has somebody decides',
    access: UPDATE,
    answer: z.object({ items: z.array(ruleSchema) }),
    run: async ({ deps }) => ({ items: await listRules(deps.database.db) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/distribution/rules',
    operationId: 'distribution_rules.create',
    summary: 'Add a rule of distribution below the others',
    access: UPDATE,
    body: newRuleInput,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    refusals: [...WRONG, 'distribution.too_many'],
    run: ({ body, write }) => write((cx) => createRule(cx, body)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/distribution/rules/order',
    operationId: 'distribution_rules.order',
    summary: 'Put rules of distribution in order',
    access: UPDATE,
    body: ruleOrderInput,
    run: ({ body, write }) => write((cx) => orderRules(cx, body.ids)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/distribution/rules/:id',
    operationId: 'distribution_rules.update',
    summary: 'Change a rule of distribution, switch it on or off',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: UPDATE,
    params: idParams,
    body: ruleChangeInput,
    refusals: ['version_conflict', 'version_required', ...WRONG],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updateRule(cx, { id: params.id, set: body, expected }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/distribution/rules/:id',
    operationId: 'distribution_rules.archive',
    summary: 'Take a rule of distribution off the table',
    access: UPDATE,
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveRule(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/distribution/simulation',
    operationId: 'distribution.simulate',
    summary: 'What the rules would have said of the requests of the last days',
    access: UPDATE,
    query: simulationQuery,
    answer: simulationSchema,
    run: ({ deps, query }) => simulateDistribution(deps.database.db, query),
  }),
]
