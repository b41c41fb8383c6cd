import { z } from 'zod'
import { kindKey } from '../../../../pure/kinds.ts'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { knownKind } from '../../../core/kinds.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { archiveTemplate, createTemplate, restoreTemplate, updateTemplate } from '../commands/templates.ts'
import { listTemplates, templateById } from '../queries/templates.ts'
import { variablesFor } from '../queries/values.ts'
import { form, newTemplateInput, templateInput, templateSchema, variableSchema } from '../schema.ts'

export const templateRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/message-templates',
    operationId: 'message_templates.list',
    summary: 'Templates of letters and texts, by name',
    access: { kind: 'message_template', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      form: form.optional(),
      kind: kindKey.optional().describe('those that go with a record of this kind'),
      archived: z.enum(['true', 'false']).optional(),
    }),
    answer: pageOf(templateSchema),
    run: ({ deps, actor, query }) =>
      listTemplates(deps.database.db, actor, { ...query, archived: query.archived === 'true' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/message-templates/:id',
    operationId: 'message_templates.get',
    summary: 'One template',
    access: { kind: 'message_template', action: 'read', of: 'id' },
    params: idParams,
    answer: templateSchema,
    run: ({ deps, actor, params }) => templateById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/message-variables',
    operationId: 'message_templates.variables',
    summary: 'What a template may name in {{double braces}}',
    access: { kind: 'message_template', action: 'read' },
    query: z.strictObject({ kind: kindKey.optional().describe('with the fields of this kind of record') }),
    answer: z.object({ items: z.array(variableSchema) }),
    run: async ({ deps, actor, query }) => {
      const { db } = deps.database
      if (query.kind) await knownKind(db, query.kind)
      return { items: await variablesFor(db, actor, query.kind ?? null) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/message-templates',
    operationId: 'message_templates.create',
    summary: 'Keep a template',
    access: { kind: 'message_template', action: 'create' },
    body: newTemplateInput,
    answer: templateSchema,
    status: 201,
    run: ({ actor, body, write }) =>
      write(async (cx) => templateById(cx.db, actor, (await createTemplate(cx, body)).id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/message-templates/:id',
    operationId: 'message_templates.update',
    summary: 'Change a template; messages written by it keep their words',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'message_template', action: 'update', of: 'id' },
    params: idParams,
    body: templateInput,
    answer: templateSchema,
    refusals: ['version_conflict', 'version_required', 'message_template.archived'],
    run({ actor, params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateTemplate(cx, params.id, body, expected)
        return templateById(cx.db, actor, params.id)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/message-templates/:id/archive',
    operationId: 'message_templates.archive',
    summary: 'Offer a template no more',
    access: { kind: 'message_template', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveTemplate(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/message-templates/:id/restore',
    operationId: 'message_templates.restore',
    summary: 'Offer an archived template again',
    access: { kind: 'message_template', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => restoreTemplate(cx, params.id)),
  }),
]
