import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { order } from '../../pipelines/schema.ts'
import { archiveLostReason, createLostReason, orderLostReasons, updateLostReason } from '../commands/lost-reasons.ts'
import { listLostReasons } from '../queries/lost-reasons.ts'
import { lostReasonInput, lostReasonSchema } from '../schema/parts.ts'

const UPDATE = { kind: 'pipeline', action: 'update' } as const

export const lostReasonRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/lost-reasons',
    operationId: 'lost_reasons.list',
    summary: 'The reasons one may choose from when a deal is lost',
    access: { kind: 'pipeline', action: 'read' },
    answer: z.object({ items: z.array(lostReasonSchema) }),
    run: async ({ deps }) => ({ items: await listLostReasons(deps.database.db) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/lost-reasons',
    operationId: 'lost_reasons.create',
    summary: 'Add a reason for losing',
    access: UPDATE,
    body: lostReasonInput,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    run: ({ body, write }) => write((cx) => createLostReason(cx, body)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/lost-reasons/order',
    operationId: 'lost_reasons.order',
    summary: 'Put reasons for losing in order',
    access: UPDATE,
    body: order,
    run: ({ body, write }) => write((cx) => orderLostReasons(cx, body.ids)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/lost-reasons/:id',
    operationId: 'lost_reasons.update',
    summary: 'Rename a reason for losing',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: UPDATE,
    params: idParams,
    body: lostReasonInput,
    refusals: ['version_conflict', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updateLostReason(cx, { id: params.id, set: body, expected }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/lost-reasons/:id',
    operationId: 'lost_reasons.archive',
    summary: 'Take a reason off the list',
    access: UPDATE,
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveLostReason(cx, params.id)),
  }),
]
