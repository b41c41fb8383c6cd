import { z } from 'zod'
import { defineRoute } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { CASE_STATES, countCases, listCases } from './queries/instances.ts'
import { instance } from './schema.ts'

const filter = {
  process: z.string().min(1).max(100).optional(),
  department: z.uuid().optional().describe('of the record the case is about, with those below it'),
  person: z.uuid().optional().describe('for whom it waits'),
  about: z
    .string()
    .regex(/^[a-z_]{1,40}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .describe('one record, as kind/id'),
  element: z.string().min(1).max(200).optional().describe('a token stands on it now'),
}
const count = z.number().describe('at most 501, which means more than five hundred')

export const caseRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/cases',
    operationId: 'processes.cases',
    summary:
      'Cases of all processes about records one may read: where each stands, for whom it waits, since when, how late',
    description:
      'Those that are late or stopped by an incident come by how long they are, the longest first; others as they began, the last first.',
    access: { kind: 'process', action: 'read' },
    query: z.strictObject({ state: z.enum(CASE_STATES).default('running'), ...filter, ...pageQuery }),
    answer: pageOf(
      instance.extend({
        movedAt: z.string(),
        suspended: z.boolean(),
        pressingSince: z
          .string()
          .nullable()
          .describe('since when it is late or stopped, where the list is of such cases'),
      }),
    ),
    run: ({ deps, user, query }) => listCases(deps.database.db, user, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cases/counts',
    operationId: 'processes.case_counts',
    summary: 'How many cases a filter finds in each state',
    access: { kind: 'process', action: 'read' },
    query: z.strictObject(filter),
    answer: z.object({ attention: count, late: count, incident: count, suspended: count, running: count }),
    run: ({ deps, user, query }) => countCases(deps.database.db, user, query),
  }),
]
