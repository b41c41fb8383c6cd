import type { FastifyReply } from 'fastify'
import type { Range } from '../../../../pure/figures.ts'
import type { UserActor } from '../../../core/actor.ts'
import { BOM, type Cell, csvLine } from '../../../core/csv.ts'
import type { Deps } from '../../../core/deps.ts'
import { sendFile } from '../../../core/http.ts'
import { newId } from '../../../core/ids.ts'
import { write } from '../../../core/write.ts'
import { workbookOf, XLSX_TYPE } from '../../../core/xlsx.ts'
import type { FORMATS } from '../schema.ts'

interface Table {
  title: string
  headers: string[]
  rows: Cell[][]
  /** What the log calls it. */
  report: string
  range: Range
}

/** Sends a table as a file, and writes down that it was taken along. */
export function sendTable(
  { deps, user, reply }: { deps: Deps; user: UserActor; reply: FastifyReply },
  { title, headers, rows, report, range }: Table,
  format: (typeof FORMATS)[number],
) {
  const pieces =
    format === 'csv'
      ? single(BOM + [headers, ...rows].map(csvLine).join(''))
      : workbookOf({ name: title, headers, rows: single(rows) })
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : XLSX_TYPE
  const name = `${title}-${range.from}-${range.to}.${format}`
  return sendFile(reply, { name, type, pieces }, (whole) =>
    write(deps, user, async (cx) => {
      cx.record('figure.exported', { subject: { kind: 'export', id: newId() }, payload: { report, format, whole } })
    }),
  )
}

async function* single<T>(piece: T) {
  yield piece
}
