import { z } from 'zod'
import { kindKey } from '../../../../pure/kinds.ts'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { createView, deleteView, makeDefault, updateView } from '../commands/views.ts'
import { listViews, viewById } from '../queries.ts'
import { newViewInput, viewChangeInput, viewSchema } from '../schema.ts'

export const viewRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/views',
    operationId: 'views.list',
    summary: 'Views of a list: the caller’s own and those shared with him or her',
    access: { kind: 'view', action: 'read' },
    query: z.strictObject({ kind: kindKey }),
    answer: z.object({ items: z.array(viewSchema) }),
    run: async ({ deps, user, query }) => ({ items: await listViews(deps.database.db, user, query.kind) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/views',
    operationId: 'views.create',
    summary: 'Keep a filter, an order and columns under a name',
    access: { kind: 'view', action: 'create' },
    body: newViewInput,
    answer: viewSchema,
    status: 201,
    refusals: ['view.too_many'],
    run: ({ user, body, write }) => write(async (cx) => viewById(cx.db, user, (await createView(cx, body)).id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/views/:id',
    operationId: 'views.update',
    summary: 'Rename, share or change a view',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'view', action: 'read', of: 'id' },
    params: idParams,
    body: viewChangeInput,
    answer: viewSchema,
    refusals: ['version_conflict', 'version_required'],
    run({ user, params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateView(cx, params.id, body, expected)
        return viewById(cx.db, user, params.id)
      })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/views/:id',
    operationId: 'views.delete',
    summary: 'Delete a view',
    access: { kind: 'view', action: 'read', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => deleteView(cx, params.id)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/views/default',
    operationId: 'views.make_default',
    summary: 'What the caller’s list of a kind opens with; null: as it comes',
    access: { kind: 'view', action: 'create' },
    body: z.strictObject({ kind: kindKey, viewId: z.uuid().nullable() }),
    run: ({ body, write }) => write((cx) => makeDefault(cx, body.kind, body.viewId)),
  }),
]
