import { z } from 'zod'
import type { StatementColumn } from '../../../../pure/bank-statement.ts'
import { Refusal } from '../../../core/errors.ts'
import { defineRoute, fileOf, idParams } from '../../../core/http.ts'
import { bookLines, rememberLayout, takeStatement, unbookLine } from '../commands/statements.ts'
import { layoutOf, listStatements, statementById } from '../queries/statements.ts'
import {
  bookingInput,
  fileQuery,
  lookSchema,
  MOST_BYTES,
  statementSchema,
  statementSummary,
} from '../schema/statements.ts'
import { datedRows, headersOf, readBytes, readStatement } from '../statement-file.ts'

const SAMPLES = 4
const READS = ['file.too_big', 'statement.none', 'statement.too_long', 'unsupported_media_type']

export const statementRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/bank-statements',
    operationId: 'bank_statements.list',
    summary: 'Bank statements sent in lately, the latest first',
    access: { kind: 'bank_statement', action: 'read' },
    answer: z.object({ items: z.array(statementSummary) }),
    run: async ({ deps }) => ({ items: await listStatements(deps.database.db) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bank-statements/look',
    operationId: 'bank_statements.look',
    summary: 'Look into a bank statement before it is taken in: whether its columns are known',
    description: 'The body is the file (application/octet-stream), as for taking it in. Nothing is kept of it.',
    access: { kind: 'bank_statement', action: 'create' },
    fileBody: true,
    bodyLimit: MOST_BYTES,
    answer: lookSchema,
    refusals: READS,
    async run({ deps, request }) {
      const bytes = await readBytes(fileOf(request))
      const { table, lines } = await readStatement(bytes, (signature) => layoutOf(deps.database.db, signature))
      if (!table) return { kind: 'mt940' as const, lines: lines!.length, columns: [], sample: [], headers: [] }
      const cut = (cells: string[]) => cells.map((cell) => cell.trim().slice(0, 100))
      return {
        kind: 'table' as const,
        lines: lines?.length ?? null,
        columns: table.columns,
        sample: datedRows(table).slice(0, SAMPLES).map(cut),
        headers: cut(headersOf(table)),
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bank-statements',
    operationId: 'bank_statements.receive',
    summary: 'Take in a bank statement: what came in, matched with the invoices still to be paid',
    description: `The body is the file (application/octet-stream) of at most ${MOST_BYTES / 1024 / 1024} MB: MT940, or a table of text (CSV) in UTF-8 or Windows-1250 as mBank, PKO BP, ING and Santander give it out; of another bank \`columns\` says once what they are. Lines sent in before are left out. Nothing is paid by it yet.`,
    access: { kind: 'bank_statement', action: 'create' },
    query: fileQuery,
    fileBody: true,
    bodyLimit: MOST_BYTES,
    answer: statementSchema,
    status: 201,
    refusals: [...READS, 'statement.columns', 'statement.nothing_came_in', 'statement.known'],
    async run({ deps, query, request, write }) {
      const chosen = query.columns?.split(',').map((name) => (name || null) as StatementColumn | null)
      const { lines, signature } = await readStatement(
        await readBytes(fileOf(request)),
        async (of) => chosen ?? layoutOf(deps.database.db, of),
      )
      if (!lines) throw new Refusal('statement.columns', { status: 422 })
      return write(async (cx) => {
        const { id } = await takeStatement(cx, query.name, lines)
        if (chosen && signature) await rememberLayout(cx, signature, chosen)
        return statementById(cx.db, id)
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/bank-statements/:id',
    operationId: 'bank_statements.get',
    summary: 'A bank statement: what each line paid, or which invoices it may pay',
    access: { kind: 'bank_statement', action: 'read' },
    params: idParams,
    answer: statementSchema,
    run: ({ deps, params }) => statementById(deps.database.db, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bank-statements/:id/bookings',
    operationId: 'bank_statements.book',
    summary: 'Pay invoices by lines of a statement, all of it or nothing',
    description: 'A line may pay several invoices, or a part of one; what is more than was left stands on the line.',
    access: { kind: 'bank_statement', action: 'book' },
    params: idParams,
    body: bookingInput,
    bodyLimit: 2_000_000,
    answer: statementSchema,
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await bookLines(cx, params.id, body)
        return statementById(cx.db, params.id)
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/bank-statements/:id/bookings/:lineId',
    operationId: 'bank_statements.unbook',
    summary: 'Take back everything a line of a statement paid',
    access: { kind: 'bank_statement', action: 'book' },
    params: idParams.extend({ lineId: z.uuid() }),
    answer: statementSchema,
    run: ({ params, write }) =>
      write(async (cx) => {
        await unbookLine(cx, params.id, params.lineId)
        return statementById(cx.db, params.id)
      }),
  }),
]
