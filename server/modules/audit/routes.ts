import { z } from 'zod'
import { defineRoute, sendFile } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { write } from '../../core/write.ts'
import { exportLog } from './queries/export.ts'
import { readLog } from './queries/log.ts'
import { eventsNamed, sealState, verifySeals } from './queries/verify.ts'
import { fault, logFilter, loggedEvent } from './schema.ts'

const access = { kind: 'audit', action: 'read' }

export const auditRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/audit',
    operationId: 'audit.read',
    summary: 'The event log, newest first: who, when, what, from which value to which, by which process and version',
    description:
      'A page looks at 20,000 events at most: it may hold few or none and still name a next one; the end is where there is none.',
    access,
    query: z.strictObject({ ...logFilter, ...pageQuery }),
    answer: pageOf(loggedEvent),
    run: ({ deps, user, query }) => readLog(deps.database.db, user, query, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/export',
    operationId: 'audit.export',
    summary: 'The event log as CSV, as its filter finds it: a line for each value that changed',
    access,
    query: z.strictObject(logFilter),
    run: async ({ deps, user, query, reply }) => {
      const sent = { events: 0 }
      const name = `${user.locale === 'pl' ? 'dziennik' : 'log'}-${new Date().toISOString().slice(0, 10)}.csv`
      // A filter the database refuses is told before the file begins.
      await readLog(deps.database.db, user, query, { limit: 1 })
      const pieces = exportLog(deps.database.db, user, query, sent)
      return sendFile(reply, { name, type: 'text/csv; charset=utf-8', pieces }, (whole) =>
        write(deps, user, async (cx) => {
          cx.record('audit.exported', {
            subject: { kind: 'export', id: newId() },
            payload: { count: sent.events, whole },
          })
        }),
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/seals',
    operationId: 'audit.seals',
    summary: 'How far the log is sealed: the last seal, and what waits for the next one',
    access,
    answer: z.object({
      head: z.object({ seq: z.number(), hash: z.string(), sealedAt: z.string() }).nullable(),
      sealed: z.number(),
      unsealed: z.object({ events: z.number(), since: z.string().nullable() }),
    }),
    run: ({ deps }) => sealState(deps.database.db),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/verification',
    operationId: 'audit.verify',
    summary: 'Compare the log with its seals, some at once; what was changed, removed, added or swapped is named',
    access,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).max(2_000_000_000).default(0).describe('the seal to go on after'),
    }),
    answer: z.object({
      faults: z.array(fault),
      seals: z.number(),
      events: z.number(),
      erased: z.number().describe('events whose values about a person have been erased'),
      next: z.number().nullable(),
    }),
    run: async ({ deps, query }) => {
      const { db } = deps.database
      const { faults, ...verified } = await verifySeals(db, query.after)
      const known = await eventsNamed(
        db,
        faults.flatMap(({ events }) => events),
      )
      const named = (id: string) => ({ id, name: known.get(id)?.name ?? null, at: known.get(id)?.at ?? null })
      return { ...verified, faults: faults.map((one) => ({ ...one, events: one.events.map(named) })) }
    },
  }),
]
