import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { createPlan, removePlan, updatePlan } from '../commands/plans.ts'
import { plansOn } from '../queries/plans.ts'
import { planChange, planInput, planSchema } from '../schema.ts'

export const planRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/plans',
    operationId: 'plans.list',
    summary:
      'The plans of a day’s month, quarter and year: what is reached, and what they come to at the pace until now',
    access: { kind: 'plan', action: 'read' },
    query: z.strictObject({ on: z.iso.date().optional().describe('today unless given') }),
    answer: z.object({ items: z.array(planSchema) }),
    run: async ({ deps, user, query }) => ({ items: await plansOn(deps.database.db, user, query.on) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/plans',
    operationId: 'plans.create',
    summary: 'Set a plan of a person, a department or the company',
    access: { kind: 'plan', action: 'create' },
    body: planInput,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    refusals: ['plan.exists', 'plan.person_or_department', 'plan.not_of_product'],
    run: ({ body, write }) => write((cx) => createPlan(cx, body)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/plans/:id',
    operationId: 'plans.update',
    summary: 'Change what a plan is to reach',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'plan', action: 'update', of: 'id' },
    params: idParams,
    body: planChange,
    refusals: ['version_conflict', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updatePlan(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/plans/:id',
    operationId: 'plans.remove',
    summary: 'Remove a plan',
    access: { kind: 'plan', action: 'update', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => removePlan(cx, params.id)),
  }),
]
