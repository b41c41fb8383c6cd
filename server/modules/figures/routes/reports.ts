import { z } from 'zod'
import { defineRoute } from '../../../core/http.ts'
import { readFigures } from '../queries/report.ts'
import { reportParams, reportQuery, reportSchema } from '../schema.ts'

const access = { kind: 'figure', action: 'read' }

export const reportRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/figures/:report',
    operationId: 'figures.read',
    summary: 'A report: its rows and columns over some days, compared with others where asked',
    description: 'One’s own figures, one’s department’s for its head, everybody’s for owner and administrator.',
    access,
    params: reportParams,
    query: z.strictObject(reportQuery),
    answer: reportSchema,
    refusals: ['figure.no_such_rows', 'figure.ends_before_it_begins', 'figure.range_too_long'],
    run: ({ deps, user, params, query, locale }) => readFigures(deps.database.db, user, params.report, query, locale),
  }),
]
