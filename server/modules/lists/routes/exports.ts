import { z } from 'zod'
import { BOM, csvLine } from '../../../core/csv.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, sendFile } from '../../../core/http.ts'
import { newId } from '../../../core/ids.ts'
import { knownKind } from '../../../core/kinds.ts'
import { write } from '../../../core/write.ts'
import { workbookOf, XLSX_TYPE } from '../../../core/xlsx.ts'
import { type Exported, exportListed } from '../export.ts'
import { EXPORT_FORMATS, type ExportFormat, exportColumns, exportParams } from '../schema.ts'

/** Of the files; a kind of the company's own gives its key. */
const NAMES: Record<string, { pl: string; en: string }> = {
  lead: { pl: 'leady', en: 'leads' },
  deal: { pl: 'transakcje', en: 'deals' },
  contact: { pl: 'kontakty', en: 'contacts' },
  company: { pl: 'firmy', en: 'companies' },
  ticket: { pl: 'zgloszenia-wsparcia', en: 'tickets' },
  invoice: { pl: 'faktury', en: 'invoices' },
}

export const exportRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/exports/:kind',
    operationId: 'lists.export',
    summary: 'A list as a file: just what its filter, order and columns show to the caller',
    description:
      'Streamed. CSV is UTF-8 with a byte-order mark, semicolons and decimal commas, as Excel in Polish opens it; what a spreadsheet would run as a formula has an apostrophe before it. A workbook (xlsx) has dates, numbers and yes or no as such; words are never a formula; what does not fit into one sheet goes on in the next.',
    access: { kind: 'export', action: 'create' },
    params: exportParams,
    query: z.strictObject({
      format: z.enum(EXPORT_FORMATS).default('csv'),
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
      const title = NAMES[kind]?.[locale] ?? kind
      const counted: Exported = { ...exported, rows: counting(exported.rows, sent) }
      return sendFile(
        reply,
        { name: `${title}-${day}.${query.format}`, ...WRITERS[query.format](counted, title) },
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

type Written = { type: string; pieces: AsyncIterable<string | Uint8Array> }

const WRITERS: Record<ExportFormat, (exported: Exported, title: string) => Written> = {
  csv: (exported) => ({ type: 'text/csv; charset=utf-8', pieces: linesOf(exported) }),
  xlsx: (exported, name) => ({ type: XLSX_TYPE, pieces: workbookOf({ name, ...exported }) }),
}

async function* counting(rows: Exported['rows'], sent: { rows: number }): Exported['rows'] {
  for await (const portion of rows) {
    sent.rows += portion.length
    yield portion
  }
}

async function* linesOf({ headers, rows }: Exported) {
  yield BOM + csvLine(headers)
  for await (const portion of rows) if (portion.length > 0) yield portion.map(csvLine).join('')
}
