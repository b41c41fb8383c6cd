import { z } from 'zod'
import { BOM, csvLine } from '../../../core/csv.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, sendFile } from '../../../core/http.ts'
import { newId } from '../../../core/ids.ts'
import { knownKind } from '../../../core/kinds.ts'
import { write } from '../../../core/write.ts'
import { type Exported, exportListed } from '../export.ts'
import { exportColumns, exportParams } from '../schema.ts'

/** Of the files; a kind of the company's own gives its key. */
const NAMES: Record<string, { pl: string; en: string }> = {
  lead: { pl: 'leady', en: 'leads' },
  deal: { pl: 'transakcje', en: 'deals' },
  contact: { pl: 'kontakty', en: 'contacts' },
  company: { pl: 'firmy', en: 'companies' },
}

export const exportRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/exports/:kind',
    operationId: 'lists.export',
    summary: 'A list as a file: just what its filter, order and columns show to the caller',
    description:
      'Streamed. CSV is UTF-8 with a byte-order mark, semicolons and decimal commas, as Excel in Polish opens it; what a spreadsheet would run as a formula has an apostrophe before it.',
    access: { kind: 'export', action: 'create' },
    params: exportParams,
    query: z.strictObject({
      format: z.enum(['csv']).default('csv'),
      filter: listQuery.filter,
      sort: listQuery.sort,
      q: z.string().trim().max(100).optional(),
      columns: exportColumns,
    }),
    run: async ({ deps, user, params: { kind }, query, reply, locale }) => {
      await knownKind(deps.database.db, kind)
      const exported = await exportListed(deps.database.db, user, kind, query)
      const sent = { rows: 0 }
      const day = new Date().toISOString().slice(0, 10)
      return sendFile(
        reply,
        {
          name: `${NAMES[kind]?.[locale] ?? kind}-${day}.csv`,
          type: 'text/csv; charset=utf-8',
          pieces: linesOf(exported, sent),
        },
        (whole) =>
          write(deps, user, async (cx) => {
            cx.record('list.exported', {
              subject: { kind: 'export', id: newId() },
              payload: { kind, format: query.format, count: sent.rows, columns: exported.headers, whole },
            })
          }),
      )
    },
  }),
]

async function* linesOf({ headers, rows }: Exported, sent: { rows: number }) {
  yield BOM + csvLine(headers)
  for await (const portion of rows) {
    if (portion.length === 0) continue
    sent.rows += portion.length
    yield portion.map(csvLine).join('')
  }
}
