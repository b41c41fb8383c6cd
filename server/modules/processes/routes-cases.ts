import { z } from 'zod'
import { defineRoute } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { CASE_STATES, listCases } from './queries/instances.ts'

const words = z.object({ pl: z.string(), en: z.string() })

/** What a case is about. The title of a task is a code with parameters where a process set it. */
export const caseSubject = z.object({
  kind: z.string(),
  id: z.uuid(),
  title: z.string(),
  titleParams: z.record(z.string(), z.unknown()).nullable(),
})

export const caseRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/processes/:key/instances',
    operationId: 'processes.instances',
    summary: 'Cases of one process about records one may read: where each stands, what stopped it',
    access: { kind: 'process', action: 'read' },
    params: z.strictObject({ key: z.string().max(100) }),
    query: z.strictObject({
      status: z.enum(CASE_STATES).optional(),
      /** A token stands on it now. */
      element: z.string().min(1).max(200).optional(),
      ...pageQuery,
    }),
    answer: pageOf(
      z.object({
        id: z.uuid(),
        version: z.number(),
        status: z.string(),
        startedAt: z.string(),
        movedAt: z.string(),
        endedAt: z.string().nullable(),
        subject: caseSubject.nullable(),
        at: z.array(z.object({ id: z.string(), name: words })),
        incident: z.string().nullable(),
      }),
    ),
    run: ({ deps, user, params, query }) => listCases(deps.database.db, user, params.key, query),
  }),
]
