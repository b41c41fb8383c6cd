import { z } from 'zod'
import { defineRoute } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { processName } from '../queries/names.ts'
import { casesBehind } from '../queries/process-cases.ts'
import { figuresOfProcess } from '../queries/process-figures.ts'
import { comparedQuery, countedCase, FORMATS, processCellQuery, processFigures, processParams } from '../schema.ts'
import { tableOfProcess } from '../table.ts'
import { sendTable } from './send-table.ts'

// Which cases somebody sees is a matter of their records; whose tasks, of figures.
const access = { kind: 'process', action: 'read' }
const refusals = ['figure.ends_before_it_begins', 'figure.range_too_long']

export const processFigureRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/figures/processes/:key',
    operationId: 'figures.process',
    summary: 'What came of the cases of a process in some days: how long they took, where, by whom, by which ways',
    description: 'Of cases about records one may read; of people as one sees their figures.',
    access,
    params: processParams,
    query: z.strictObject(comparedQuery),
    answer: processFigures,
    refusals,
    run: ({ deps, user, params, query }) => figuresOfProcess(deps.database.db, user, params.key, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/figures/processes/:key/export',
    operationId: 'figures.process_export',
    summary: 'The figures of a process as a file, with what they are compared with; times in minutes',
    access,
    params: processParams,
    query: z.strictObject({ ...comparedQuery, format: z.enum(FORMATS).default('csv') }),
    refusals,
    async run({ deps, user, params, query, reply, locale }) {
      const { format, ...asked } = query
      const { db } = deps.database
      const view = await figuresOfProcess(db, user, params.key, asked)
      const title = (await processName(db, params.key))[locale]
      const table = { ...tableOfProcess(view, locale), title, report: 'processes', range: view.range }
      return sendTable({ deps, user, reply }, table, format)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/figures/processes/:key/cases',
    operationId: 'figures.process_cases',
    summary: 'The cases behind a number of these figures, the longest first, and how many they are',
    access,
    params: processParams,
    query: z.strictObject({ ...processCellQuery, ...pageQuery }),
    answer: pageOf(countedCase).extend({ count: z.number() }),
    refusals,
    run: ({ deps, user, params, query }) => casesBehind(deps.database.db, user, params.key, query),
  }),
]
