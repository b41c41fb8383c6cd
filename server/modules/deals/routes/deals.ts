import { z } from 'zod'
import { ifMatch, ifMatchOrAny } from '../../../core/edit.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { createDeal } from '../commands/create-deal.ts'
import { loseDeal } from '../commands/lose-deal.ts'
import { moveDeal } from '../commands/move-deal.ts'
import { reopenDeal } from '../commands/reopen-deal.ts'
import { updateDeal } from '../commands/update-deal.ts'
import { winDeal } from '../commands/win-deal.ts'
import { dealBoard } from '../queries/board.ts'
import { dealById, listDeals, writtenDeal } from '../queries/deals.ts'
import { sells } from '../schema/lines.ts'
import { boardSchema, DEAL_STATUSES, dealChangeInput, dealSchema, newDealInput } from '../schema.ts'

const q = z.string().trim().max(100).optional().describe('words of the title or of the names, digits of the number')

export const dealRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/deals',
    operationId: 'deals.list',
    summary: 'Deals, the latest first',
    access: { kind: 'deal', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      status: z.enum(DEAL_STATUSES).optional(),
      pipelineId: z.uuid().optional(),
      stageId: z.uuid().optional(),
      ownerId: z.uuid().optional(),
      contactId: z.uuid().optional(),
      companyId: z.uuid().optional(),
      productId: z.uuid().optional().describe('with a line of this product'),
      sells: sells.optional(),
      q,
      ...listQuery,
    }),
    answer: pageOf(dealSchema),
    run: ({ deps, actor, query }) => listDeals(deps.database.db, actor, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/deals/board',
    operationId: 'deals.board',
    summary: 'Open deals by stage, with counts and sums in the base currency',
    access: { kind: 'deal', action: 'read' },
    query: z.strictObject({
      pipeline: z.uuid().optional().describe('left out: the first pipeline'),
      ownerId: z.uuid().optional(),
      q,
      limit: z.coerce.number().int().min(1).max(100).default(20).describe('cards a column'),
    }),
    answer: boardSchema,
    run: ({ deps, actor, query }) => dealBoard(deps.database.db, actor, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/deals/:id',
    operationId: 'deals.get',
    summary: 'One deal',
    access: { kind: 'deal', action: 'read', of: 'id' },
    params: idParams,
    answer: dealSchema,
    run: ({ deps, actor, params }) => dealById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/deals',
    operationId: 'deals.create',
    summary: 'Make a deal',
    access: { kind: 'deal', action: 'create' },
    body: newDealInput,
    answer: dealSchema,
    status: 201,
    run: ({ body, write }) =>
      write(async (cx) => writtenDeal(cx.db, (await createDeal(cx, body, { asked: true })).id, cx.actor)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/deals/:id',
    operationId: 'deals.update',
    summary: 'Change fields of a deal',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'deal', action: 'update', of: 'id' },
    params: idParams,
    body: dealChangeInput,
    answer: dealSchema,
    refusals: [
      'version_conflict',
      'version_required',
      'deal.already_closed',
      'deal.amount_from_lines',
      'deal.currency_of_lines',
    ],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateDeal(cx, params.id, body, expected)
        return writtenDeal(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/deals/:id/stage',
    operationId: 'deals.move',
    summary: 'Move a deal to a stage',
    description: 'With `If-Match` a move somebody else made meanwhile is not overwritten.',
    access: { kind: 'deal', action: 'move', of: 'id' },
    params: idParams,
    body: z.strictObject({ stageId: z.uuid() }),
    answer: dealSchema,
    refusals: ['deal.already_closed', 'version_conflict'],
    run({ params, body, request, write }) {
      const expected = ifMatchOrAny(request)
      return write(async (cx) => {
        await moveDeal(cx, { dealId: params.id, stageId: body.stageId }, expected)
        return writtenDeal(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/deals/:id/win',
    operationId: 'deals.win',
    summary: 'Win a deal',
    access: { kind: 'deal', action: 'win', of: 'id' },
    params: idParams,
    answer: dealSchema,
    refusals: ['deal.already_closed', 'deal.rate_required'],
    run: ({ params, write }) =>
      write(async (cx) => {
        await winDeal(cx, { dealId: params.id })
        return writtenDeal(cx.db, params.id, cx.actor)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/deals/:id/lose',
    operationId: 'deals.lose',
    summary: 'Lose a deal, with the reason',
    access: { kind: 'deal', action: 'lose', of: 'id' },
    params: idParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    answer: dealSchema,
    refusals: ['deal.already_closed'],
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await loseDeal(cx, { dealId: params.id, reason: body.reason })
        return writtenDeal(cx.db, params.id, cx.actor)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/deals/:id/reopen',
    operationId: 'deals.reopen',
    summary: 'Open a closed deal again',
    access: { kind: 'deal', action: 'reopen', of: 'id' },
    params: idParams,
    answer: dealSchema,
    refusals: ['deal.not_closed'],
    run: ({ params, write }) =>
      write(async (cx) => {
        await reopenDeal(cx, { dealId: params.id })
        return writtenDeal(cx.db, params.id, cx.actor)
      }),
  }),
]
