import { z } from 'zod'
import { defineRoute } from '../../core/http.ts'
import { findRecords } from './queries.ts'

const hit = z.object({ kind: z.string(), id: z.uuid(), title: z.string(), detail: z.string() })

export const searchRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/search',
    operationId: 'search.find',
    summary: 'Find records by words, fragments, telephone digits or NIP',
    description:
      'At least 2 characters, of which two alone must begin a word; Polish diacritics do not matter. At most 20 hits, the newest records first, each one the caller may read.',
    access: 'signed-in',
    query: z.strictObject({
      q: z.string().trim().min(2).max(100),
      kinds: z.string().max(100).optional().describe("only these kinds, by commas: 'lead,deal'; left out: all"),
    }),
    answer: z.object({ items: z.array(hit) }),
    run: async ({ deps, user, query }) => ({
      items: await findRecords(deps.database.db, user, { q: query.q, kinds: query.kinds?.split(',') }),
    }),
  }),
]
