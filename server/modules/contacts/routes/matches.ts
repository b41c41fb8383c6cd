import { defineRoute } from '../../../core/http.ts'
import { findMatches } from '../queries/matches.ts'
import { matchesSchema, matchQuery } from '../schema.ts'

export const matchRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/matches',
    operationId: 'contacts.match',
    summary: 'People and companies we may know already',
    description: 'By NIP, e-mail and telephone exactly, by name alike; the surest first, at most 10 each.',
    access: { kind: 'contact', action: 'read' },
    query: matchQuery,
    answer: matchesSchema,
    run: ({ deps, actor, query }) => findMatches(deps.database.db, actor, query),
  }),
]
