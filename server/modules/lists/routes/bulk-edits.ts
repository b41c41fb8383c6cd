import { z } from 'zod'
import { defineRoute, idParams } from '../../../core/http.ts'
import { startBulkEdit, stopBulkEdit } from '../commands/bulk-edits.ts'
import { bulkById, countListed } from '../queries.ts'
import { bulkInput, bulkSchema, countInput, MOST_RECORDS } from '../schema.ts'

export const bulkRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/bulk-edits/count',
    operationId: 'bulk_edits.count',
    summary: 'How many records a filter finds, before something is done to them',
    access: { kind: 'bulk_edit', action: 'create' },
    body: countInput,
    answer: z.object({
      count: z.number(),
      most: z.number().describe('no more can be changed at once; counted no further'),
    }),
    run: async ({ deps, user, body }) => ({
      count: await countListed(deps.database.db, user, body, MOST_RECORDS),
      most: MOST_RECORDS,
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk-edits',
    operationId: 'bulk_edits.start',
    summary: 'Do something to many records, named or found by a filter; each with the caller’s rights on it',
    access: { kind: 'bulk_edit', action: 'create' },
    body: bulkInput,
    bodyLimit: 1_000_000,
    answer: bulkSchema,
    status: 201,
    refusals: ['bulk_edit.too_many', 'bulk_edit.nothing'],
    run: ({ user, body, write }) => write(async (cx) => bulkById(cx.db, user, (await startBulkEdit(cx, body)).id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/bulk-edits/:id',
    operationId: 'bulk_edits.get',
    summary: 'How far it has come, and what was refused and why',
    access: { kind: 'bulk_edit', action: 'read', of: 'id' },
    params: idParams,
    answer: bulkSchema,
    run: ({ deps, user, params }) => bulkById(deps.database.db, user, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk-edits/:id/stop',
    operationId: 'bulk_edits.stop',
    summary: 'Stop it; what is done stays done',
    access: { kind: 'bulk_edit', action: 'read', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => stopBulkEdit(cx, params.id)),
  }),
]
