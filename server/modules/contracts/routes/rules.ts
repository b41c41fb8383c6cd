import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import type { Cx } from '../../../core/write.ts'
import { archiveRule, createRule, updateRule } from '../commands/rules.ts'
import { rulesInUse, ruleView } from '../queries/rules.ts'
import { ruleInput, ruleSchema } from '../schema.ts'

const written = async (cx: Cx, id: string) => ruleView((await rulesInUse(cx.db)).find((one) => one.id === id)!)

export const ruleRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/approval-rules',
    operationId: 'approval_rules.list',
    summary: 'Who has to agree to which contracts; every rule that fits counts',
    access: { kind: 'approval_rule', action: 'read' },
    answer: z.object({ items: z.array(ruleSchema) }),
    run: async ({ deps }) => ({ items: (await rulesInUse(deps.database.db)).map(ruleView) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/approval-rules',
    operationId: 'approval_rules.create',
    summary: 'Add a rule of approval after the others',
    access: { kind: 'approval_rule', action: 'manage' },
    body: ruleInput,
    answer: ruleSchema,
    status: 201,
    run: ({ body, write }) => write(async (cx) => written(cx, (await createRule(cx, body)).id)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/approval-rules/:id',
    operationId: 'approval_rules.update',
    summary: 'Change a rule; rounds that are under way keep the approvers they have',
    description: 'Needs `If-Match` with the version seen.',
    access: { kind: 'approval_rule', action: 'manage' },
    params: idParams,
    body: ruleInput,
    answer: ruleSchema,
    refusals: ['version_conflict', 'version_required'],
    run: ({ params, body, request, write }) => {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateRule(cx, params.id, body, expected)
        return written(cx, params.id)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/approval-rules/:id/archive',
    operationId: 'approval_rules.archive',
    summary: 'Take a rule of approval out of use',
    access: { kind: 'approval_rule', action: 'manage' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveRule(cx, params.id)),
  }),
]
