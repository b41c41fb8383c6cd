import { z } from 'zod'
import { defineRoute } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { say } from '../../../core/problems.ts'
import { countedRecords } from '../queries/records.ts'
import { readFigures } from '../queries/report.ts'
import { cellQuery, countedAs, countedRecord, FORMATS, reportParams, reportQuery, reportSchema } from '../schema.ts'
import { tableOf } from '../table.ts'
import { sendTable } from './send-table.ts'

const access = { kind: 'figure', action: 'see' }
const refusals = ['figure.no_such_rows', 'figure.ends_before_it_begins', 'figure.range_too_long']

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
    refusals,
    run: ({ deps, user, params, query, locale }) => readFigures(deps.database.db, user, params.report, query, locale),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/figures/:report/records',
    operationId: 'figures.records',
    summary: 'The very records a cell of a report counts, and how many they are',
    access,
    params: reportParams,
    query: z.strictObject({ ...cellQuery, ...pageQuery }),
    answer: pageOf(countedRecord).extend(countedAs),
    refusals: [...refusals, 'figure.no_such_column'],
    run: ({ deps, user, params, query }) => countedRecords(deps.database.db, user, params.report, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/figures/:report/export',
    operationId: 'figures.export',
    summary: 'A report as a file, with its total and what it is compared with',
    access,
    params: reportParams,
    query: z.strictObject({ ...reportQuery, format: z.enum(FORMATS).default('csv') }),
    refusals,
    run: async ({ deps, user, params, query, reply, locale }) => {
      const { format, ...asked } = query
      const view = await readFigures(deps.database.db, user, params.report, asked, locale)
      const title = say(locale, `figure.report.${view.report}`, {})
      return sendTable(
        { deps, user, reply },
        { ...tableOf(view, locale), title, report: view.report, range: view.range },
        format,
      )
    },
  }),
]
