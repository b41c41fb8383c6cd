import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { saveLines } from '../commands/save-lines.ts'
import { linesOfDeal, writtenLines } from '../queries/lines.ts'
import { dealLinesSchema, saveLinesInput } from '../schema/lines.ts'

export const lineRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/deals/:id/lines',
    operationId: 'deals.lines',
    summary: 'What a deal sells: its lines, and their totals by VAT rate',
    access: { kind: 'deal', action: 'read', of: 'id' },
    params: idParams,
    answer: dealLinesSchema,
    run: ({ deps, actor, params }) => linesOfDeal(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/deals/:id/lines',
    operationId: 'deals.save_lines',
    summary: 'Write all lines of a deal; where there are any, they make its amount',
    description:
      "Header `If-Match` with the deal's version seen; lines somebody else changed meanwhile are not overwritten. Each line is rounded to a minor unit, the tax is computed once for each rate.",
    access: { kind: 'deal', action: 'update', of: 'id' },
    params: idParams,
    body: saveLinesInput,
    answer: dealLinesSchema,
    refusals: ['version_conflict', 'version_required', 'deal.already_closed', 'product.archived'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await saveLines(cx, params.id, body, expected)
        return writtenLines(cx.db, params.id)
      })
    },
  }),
]
