import { createReadStream } from 'node:fs'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { SUBJECTS } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Deps } from '../../../core/deps.ts'
import { ifMatch } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import { pathOfFile } from '../../../core/files.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { write as writeAs } from '../../../core/write.ts'
import { collectDocuments } from '../commands/collect.ts'
import { prepareDocument, refreshDocument, setDocumentArchived, updateDocument } from '../commands/documents.ts'
import { makeDocument } from '../commands/make-document.ts'
import { sheetOf } from '../draw.ts'
import { documentById, documentsOf, readableDocument, subjectOf, versionFile } from '../queries/documents.ts'
import { valuesFor } from '../queries/values.ts'
import { fileOfDocument, withWords } from '../rules/documents.ts'
import {
  documentInput,
  documentSchema,
  documentSummary,
  FORMATS,
  prepareInput,
  previewSchema,
  valuesInput,
} from '../schema.ts'
import { typesetter } from '../typeset.ts'

const TOO_MUCH = ['document.too_long', 'document.too_heavy', 'document.busy']
const GOES_WITH_RECORD = 'A document goes with its record: who may read (change) that, reads (changes) it.'

/** A file for the browser's own window, or to keep. */
export function sendFile(
  deps: Deps,
  reply: FastifyReply,
  file: { digest: string; size: number; name: string; type: string; keep: boolean },
): FastifyReply {
  return reply
    .type(file.type)
    .headers({
      'content-disposition': `${file.keep ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-length': file.size,
      'cache-control': 'private, no-store',
    })
    .send(createReadStream(pathOfFile(deps, file.digest)))
}

export const documentRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/deals/:id/documents-request',
    operationId: 'documents.collect',
    summary: 'Ask for the details and documents of a deal: its owner gets the tasks to collect and to send them',
    access: { kind: 'deal', action: 'update', of: 'id' },
    params: idParams,
    refusals: ['deal.already_closed', 'documents.collecting_is_off', 'documents.collected_already'],
    run: ({ params, write }) => write((cx) => collectDocuments(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/documents',
    operationId: 'documents.of_record',
    summary: 'Documents about a record, the newest first',
    access: 'signed-in',
    params: z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() }),
    query: z.strictObject({ archived: z.enum(['true', 'false']).optional() }),
    answer: z.object({ items: z.array(documentSummary) }),
    run: async ({ deps, user, params, query }) => {
      const { db } = deps.database
      await allow(db, user, params.kind, 'read', params.id)
      return { items: await documentsOf(db, params, query.archived === 'true') }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents',
    operationId: 'documents.prepare',
    summary: 'Prepare a document about a record: every variable of the template filled from it',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    body: prepareInput,
    answer: documentSchema,
    status: 201,
    refusals: ['document_template.archived'],
    run: ({ user, body, write }) =>
      write(async (cx) => documentById(cx, user, (await prepareDocument(cx, body)).id, cx.now)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/documents/:id',
    operationId: 'documents.get',
    summary: 'One document with its versions and links',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: idParams,
    answer: documentSchema,
    run: async ({ deps, user, params }) => {
      const { db } = deps.database
      return documentById({ db, deps }, user, params.id, await businessNow(db))
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/documents/:id',
    operationId: 'documents.update',
    summary: 'Write into the fields of a document; what is written stays when the others are taken anew',
    description: `Header \`If-Match\` with the version seen. ${GOES_WITH_RECORD}`,
    access: 'signed-in',
    params: idParams,
    body: documentInput,
    answer: documentSchema,
    refusals: ['version_conflict', 'version_required', 'document.archived'],
    run({ user, params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateDocument(cx, params.id, body, expected)
        return documentById(cx, user, params.id, cx.now)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents/:id/refresh',
    operationId: 'documents.refresh',
    summary: 'Take the words from the record and the newest template anew; what somebody wrote stays',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: idParams,
    answer: documentSchema,
    refusals: ['document.archived'],
    run: ({ user, params, write }) =>
      write(async (cx) => {
        await refreshDocument(cx, params.id)
        return documentById(cx, user, params.id, cx.now)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents/:id/preview',
    operationId: 'documents.preview',
    summary: 'A document as it would be, with further words that are not saved',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    rate: 240,
    params: idParams,
    body: z.strictObject(valuesInput),
    answer: previewSchema,
    refusals: ['document.no_preview', ...TOO_MUCH],
    run: async ({ deps, user, params, body }) => {
      const { db } = deps.database
      const document = await readableDocument(db, user, params.id)
      if (document.file) throw new Refusal('document.no_preview')
      const now = await businessNow(db)
      const fresh = await valuesFor(db, user, subjectOf(document), { locale: document.locale, now })
      const { values } = withWords({ values: document.values, byHand: document.by_hand }, body, fresh)
      return typesetter.svg(
        await sheetOf(deps, { body: document.body, values, locale: document.locale, title: document.name }),
        now,
      )
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents/:id/make',
    operationId: 'documents.make',
    summary:
      'Make the next version of a document: a tagged PDF/A, or of a Word file that file, and a PDF where LibreOffice is installed',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    rate: 60,
    params: idParams,
    answer: documentSchema,
    refusals: ['document.archived', 'document.changed_meanwhile', ...TOO_MUCH],
    run: ({ deps, user, params, write }) =>
      makeDocument(
        deps,
        params.id,
        (command) => writeAs(deps, user, command),
        (command) =>
          write(async (cx) => {
            await command(cx)
            return documentById(cx, user, params.id, cx.now)
          }),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/documents/:id/versions/:no/file',
    operationId: 'documents.file',
    summary:
      'The file of one version; `?keep=true` to save it instead of showing it, `?as=docx` for the Word file beside a PDF',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: z.strictObject({ id: z.uuid(), no: z.coerce.number().int().min(1).max(1_000_000) }),
    query: z.strictObject({ keep: z.enum(['true', 'false']).optional(), as: z.enum(FORMATS).optional() }),
    run: async ({ deps, user, params, query, reply }) => {
      const { db } = deps.database
      const document = await readableDocument(db, user, params.id)
      const { format, ...file } = await versionFile(db, params.id, params.no, query.as)
      const keep = query.keep === 'true'
      return sendFile(deps, reply, { ...file, ...fileOfDocument(document, format), keep })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents/:id/archive',
    operationId: 'documents.archive',
    summary: 'Put a document away with all its versions; its links open nothing any more',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => setDocumentArchived(cx, params.id, true)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents/:id/restore',
    operationId: 'documents.restore',
    summary: 'Bring a document back that was put away',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => setDocumentArchived(cx, params.id, false)),
  }),
]
