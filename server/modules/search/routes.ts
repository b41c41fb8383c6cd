import { sql } from 'kysely'
import { z } from 'zod'
import { SUBJECTS } from '../../../pure/kinds.ts'
import { digitsOnly, foldText } from '../../../pure/search-text.ts'
import { accessKinds, may } from '../../core/access.ts'
import { defineRoute } from '../../core/http.ts'

const hit = z.object({ kind: z.string(), id: z.uuid(), title: z.string(), detail: z.string() })

export const searchRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/search',
    operationId: 'search.find',
    summary: 'Find records by words, fragments, telephone digits or NIP',
    description:
      'At least 2 characters; Polish diacritics do not matter. At most 20 hits, each one the caller may read.',
    access: 'signed-in',
    query: z.strictObject({
      q: z.string().trim().min(2).max(100),
      kinds: z.string().max(100).optional().describe("only these kinds, by commas: 'lead,deal'; left out: all"),
    }),
    answer: z.object({ items: z.array(hit) }),
    async run({ deps, user, query }) {
      const words = foldText(query.q).split(' ').filter(Boolean).slice(0, 6)
      const digits = digitsOnly(query.q)
      const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
      const byWords = words.map((word) => sql`s.folded like ${pattern(word)}`)
      const asked = query.kinds?.split(',')
      const kinds = accessKinds().filter(
        ({ table, actions, kind }) => table && actions.read && FOUND.has(kind) && (asked?.includes(kind) ?? true),
      )
      const found = sql`((${sql.join(byWords, sql` and `)})${digits.length >= 3 ? sql` or s.digits like ${pattern(digits)}` : sql``})`
      // Each kind by its own predicate over its own table, so that search never knows more than the list does. Found first
      // (offset 0 keeps it so), the latest asked for until there are enough: a word thousands have is not read to its end.
      const parts = kinds.map(
        (access) => sql`(select s.* from (select s.kind, s.id, s.title, s.detail, s.at from search_entries s
            where s.kind = ${access.kind} and ${found} order by s.at desc offset 0) s
          where exists (select 1 from ${sql.table(access.table!)} where ${sql.ref(`${access.table}.id`)} = s.id
            and ${may(user, access.kind, 'read')}) order by s.at desc limit ${MOST})`,
      )
      if (parts.length === 0) return { items: [] }
      const { rows } = await sql<
        z.output<typeof hit>
      >`select kind, id, title, detail from (${sql.join(parts, sql` union all `)}) f
        order by at desc limit ${MOST}`.execute(deps.database.db)
      return { items: rows }
    },
  }),
]

const MOST = 20

const FOUND: ReadonlySet<string> = new Set([...SUBJECTS, 'product'])
