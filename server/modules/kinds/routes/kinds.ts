import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute } from '../../../core/http.ts'
import { archiveKind, createKind, orderKinds, updateKind } from '../commands/kinds.ts'
import { kindByKey, listKinds } from '../queries/kinds.ts'
import { kindChangeInput, kindSchema, newKindInput } from '../schema.ts'

const UPDATE = { kind: 'kind', action: 'update' } as const
const key = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/)
const keyParams = z.strictObject({ key })

export const kindRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/kinds',
    operationId: 'kinds.list',
    summary: 'Kinds of record of the company’s own, as far as the caller may read their records',
    access: { kind: 'kind', action: 'read' },
    query: z.strictObject({ all: z.literal('true').optional().describe('those put away, too') }),
    answer: z.object({ items: z.array(kindSchema) }),
    run: async ({ deps, actor, query }) => ({
      items: await listKinds(deps.database.db, actor, { all: query.all === 'true' }),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/kinds',
    operationId: 'kinds.create',
    summary: 'Add a kind of record; it begins with a pipeline of one stage',
    description: 'Its fields are added under /api/settings/fields, its stages under /api/pipelines, both by its key.',
    access: UPDATE,
    body: newKindInput,
    answer: kindSchema,
    status: 201,
    refusals: ['kind.too_many', 'kind.bad_pattern'],
    run: ({ actor, body, write }) => write(async (cx) => kindByKey(cx.db, actor, (await createKind(cx, body)).key)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/kinds/order',
    operationId: 'kinds.order',
    summary: 'Put kinds in order',
    access: UPDATE,
    body: z.strictObject({ keys: z.array(key).min(1).max(200) }),
    run: ({ body, write }) => write((cx) => orderKinds(cx, body.keys)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/kinds/:key',
    operationId: 'kinds.get',
    summary: 'One kind',
    access: { kind: 'kind', action: 'read' },
    params: keyParams,
    answer: kindSchema,
    run: ({ deps, actor, params }) => kindByKey(deps.database.db, actor, params.key),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/kinds/:key',
    operationId: 'kinds.update',
    summary: 'Change what a kind is called, how its records are numbered and filed, and who may do what with them',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: UPDATE,
    params: keyParams,
    body: kindChangeInput,
    answer: kindSchema,
    refusals: ['kind.bad_pattern', 'version_conflict', 'version_required'],
    run({ actor, params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateKind(cx, params.key, body, expected)
        return kindByKey(cx.db, actor, params.key)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/kinds/:key/archive',
    operationId: 'kinds.archive',
    summary: 'Put a kind away: its records stay, nobody makes new ones',
    access: UPDATE,
    params: keyParams,
    run: ({ params, write }) => write((cx) => archiveKind(cx, params.key)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/kinds/:key/restoration',
    operationId: 'kinds.restore',
    summary: 'Take a kind into use again',
    access: UPDATE,
    params: keyParams,
    run: ({ params, write }) => write((cx) => archiveKind(cx, params.key, false)),
  }),
]
