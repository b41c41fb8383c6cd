import { z } from 'zod'
import { allowAtAll } from '../../core/access.ts'
import { BOM, csvLine } from '../../core/csv.ts'
import { shippedFields } from '../../core/fields.ts'
import { dropFile } from '../../core/files.ts'
import { defineRoute, fileOf, idParams, sendFile } from '../../core/http.ts'
import { say } from '../../core/problems.ts'
import {
  checkImport,
  createImport,
  discardImport,
  formatImport,
  startImport,
  stopImport,
  undoImport,
} from './commands/plan-import.ts'
import { fillable } from './fields.ts'
import { type ErrorRow, errorRows, importById, importRowOf, listImports } from './queries.ts'
import { receiveFile } from './receive.ts'
import {
  fileQuery,
  formatInput,
  importDetailSchema,
  importSchema,
  MOST_BYTES,
  MOST_WORKBOOK_BYTES,
  planInput,
} from './schema.ts'

const read = { kind: 'import', action: 'read', of: 'id' } as const

export const importRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/imports',
    operationId: 'imports.list',
    summary: 'Files the caller brought in lately',
    access: { kind: 'import', action: 'read' },
    answer: z.object({ items: z.array(importSchema) }),
    run: async ({ deps, user }) => ({ items: await listImports(deps.database.db, user) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/imports',
    operationId: 'imports.create',
    summary: 'Send in a file of records; nothing is written of it yet',
    description: `The body is the file (application/octet-stream): CSV in UTF-8 or Windows-1250, with a comma, a semicolon or a tab between its columns, of at most ${MOST_BYTES / 1024 / 1024} MB; or a workbook (xlsx) of at most ${MOST_WORKBOOK_BYTES / 1024 / 1024} MB, of which the first sheet that is not empty and all others under the same headers are read. Into records of leads, deals, contacts, companies, or of a kind of the company’s own.`,
    access: { kind: 'import', action: 'create' },
    query: fileQuery,
    fileBody: true,
    bodyLimit: MOST_BYTES,
    answer: importDetailSchema,
    status: 201,
    refusals: [
      'file.too_big',
      'import.empty',
      'import.not_text',
      'import.not_workbook',
      'import.quotes',
      'import.too_many_columns',
      'import.workbook_locked',
      'import.workbook_old',
      'import.workbook_too_big',
      'unsupported_media_type',
    ],
    run: async ({ deps, user, query, request, write }) => {
      allowAtAll(user, query.kind, 'create')
      const isRead = async (digest: string) => {
        const { rows } = await deps.database.pool.query(
          'select from imports where digest = $1 and dropped_at is null union all select where file_in_messages($1) limit 1',
          [digest],
        )
        return rows.length > 0
      }
      const file = await receiveFile(deps, fileOf(request), isRead)
      try {
        return await write(async (cx) =>
          importById(deps, cx.db, user, (await createImport(cx, { ...query, ...file })).id),
        )
      } catch (error) {
        if (!(await isRead(file.digest))) await dropFile(deps, file.digest)
        throw error
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/imports/:id',
    operationId: 'imports.get',
    summary: 'A file brought in: its first rows, how far it has come, what was refused and why',
    access: read,
    params: idParams,
    answer: importDetailSchema,
    run: ({ deps, user, params }) => importById(deps, deps.database.db, user, params.id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/imports/:id/format',
    operationId: 'imports.format',
    summary: 'Read the file in another encoding or by another delimiter',
    access: read,
    params: idParams,
    body: formatInput,
    answer: importDetailSchema,
    refusals: [
      'import.phase',
      'import.file_gone',
      'import.quotes',
      'import.too_many_columns',
      'import.empty',
      'import.workbook_format',
    ],
    run: ({ deps, user, params, body, write }) =>
      write(async (cx) => {
        await formatImport(cx, params.id, body)
        return importById(deps, cx.db, user, params.id)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/imports/:id/check',
    operationId: 'imports.check',
    summary: 'Choose what fills which field, and have every row checked; nothing is written of it',
    access: read,
    params: idParams,
    body: planInput,
    refusals: ['import.phase', 'import.file_gone'],
    run: async ({ deps, params, body, write }) => {
      await write((cx) => checkImport(cx, params.id, body))
      deps.wake()
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/imports/:id/start',
    operationId: 'imports.start',
    summary: 'Write what was checked, in the background',
    access: read,
    params: idParams,
    refusals: ['import.phase', 'import.file_gone'],
    run: ({ params, write }) => write((cx) => startImport(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/imports/:id/stop',
    operationId: 'imports.stop',
    summary: 'Stop it; what is written stays written, and can be undone',
    access: read,
    params: idParams,
    refusals: ['import.phase'],
    run: ({ params, write }) => write((cx) => stopImport(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/imports/:id/undo',
    operationId: 'imports.undo',
    summary: 'Take back what it made and changed, except for what somebody or a process has worked on since',
    access: read,
    params: idParams,
    refusals: ['import.phase'],
    run: ({ params, write }) => write((cx) => undoImport(cx, params.id)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/imports/:id',
    operationId: 'imports.discard',
    summary: 'Give up a file of which nothing was written',
    access: read,
    params: idParams,
    refusals: ['import.phase'],
    run: ({ params, write }) => write((cx) => discardImport(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/imports/:id/errors',
    operationId: 'imports.errors',
    summary: 'The rows refused as a CSV file, each with the reason in a last column',
    access: read,
    params: idParams,
    run: async ({ deps, user, params, reply, locale }) => {
      const { db } = deps.database
      const file = await importRowOf(db, user, params.id)
      const fields = await fillable(db, user, file.kind)
      const labels = new Map([...shippedFields(file.kind), ...fields].map(({ key, label }) => [key, label[locale]]))
      const reasonOf = ({ field, code, params: told }: ErrorRow) =>
        [field && labels.get(field), say(locale, `error.${code}`, told ?? {})].filter(Boolean).join(': ')
      async function* lines() {
        yield BOM + csvLine([...file.headers, REASON[locale]])
        for await (const rows of errorRows(db, file.id)) {
          // A row may be shorter or longer than the headers: the reason stands under its own.
          yield rows
            .map((row) => csvLine([...file.headers.map((_, at) => row.cells[at] ?? ''), reasonOf(row)]))
            .join('')
        }
      }
      const name = `${file.file_name.replace(/\.\w+$/, '')}-${ERRORS[locale]}.csv`
      return sendFile(reply, { name, type: 'text/csv; charset=utf-8', pieces: lines() })
    },
  }),
]

const REASON = { pl: 'Powód odmowy', en: 'Reason' }
const ERRORS = { pl: 'bledy', en: 'errors' }
