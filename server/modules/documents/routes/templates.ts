import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { PICTURES, type TemplateBody, unknownVariables } from '../../../../pure/documents/template.ts'
import { kindKey } from '../../../../pure/kinds.ts'
import { businessNow } from '../../../core/clock.ts'
import { ifMatch } from '../../../core/edit.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { keepFile, pathOfFile } from '../../../core/files.ts'
import { defineRoute, fileOf, idParams } from '../../../core/http.ts'
import { knownKind } from '../../../core/kinds.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { updateLetterhead } from '../commands/letterhead.ts'
import { LARGEST_WORD, receiveWord } from '../commands/receive-word.ts'
import {
  archiveTemplate,
  createTemplate,
  restoreTemplate,
  unknownWithNearest,
  updateTemplate,
} from '../commands/templates.ts'
import { createUpload } from '../commands/uploads.ts'
import { sheetOf } from '../draw.ts'
import { keptLetterhead, letterhead, pictureOf } from '../queries/letterhead.ts'
import { listTemplates, templateById, templateVersions, wordFileOfVersion } from '../queries/templates.ts'
import { valuesFor } from '../queries/values.ts'
import { variablesFor } from '../queries/variables.ts'
import { TYPES } from '../rules/documents.ts'
import { pictureType } from '../rules/pictures.ts'
import {
  letterheadInput,
  letterheadSchema,
  newTemplateInput,
  previewSchema,
  templateInput,
  templatePreviewInput,
  templateSchema,
  templateVersionSchema,
  uploadQuery,
  uploadSchema,
  variableSchema,
} from '../schema.ts'
import { typesetter } from '../typeset.ts'
import { sendFile } from './documents.ts'

const LARGEST_PICTURE = 2 * 1024 * 1024

const pictureParams = z.strictObject({ picture: z.enum(PICTURES) })

export const templateRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/document-templates',
    operationId: 'document_templates.list',
    summary: 'Templates of documents, by name',
    access: { kind: 'document_template', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      section: kindKey.optional().describe('those about records of this kind'),
      archived: z.enum(['true', 'false']).optional(),
    }),
    answer: pageOf(templateSchema),
    run: ({ deps, actor, query }) =>
      listTemplates(deps.database.db, actor, { ...query, archived: query.archived === 'true' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/document-templates/:id',
    operationId: 'document_templates.get',
    summary: 'One template',
    access: { kind: 'document_template', action: 'read', of: 'id' },
    params: idParams,
    answer: templateSchema,
    run: ({ deps, actor, params }) => templateById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/document-templates/:id/versions',
    operationId: 'document_templates.versions',
    summary: 'What a template was before, the newest first',
    access: { kind: 'document_template', action: 'read', of: 'id' },
    params: idParams,
    answer: z.object({ items: z.array(templateVersionSchema) }),
    run: async ({ deps, actor, params }) => {
      const { db } = deps.database
      await templateById(db, actor, params.id)
      return { items: await templateVersions(db, params.id) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/document-templates/:id/versions/:version/file',
    operationId: 'document_templates.file',
    summary: 'The Word file of one version of a template',
    access: { kind: 'document_template', action: 'read', of: 'id' },
    params: z.strictObject({ id: z.uuid(), version: z.coerce.number().int().min(1).max(1_000_000) }),
    run: async ({ deps, actor, params, reply }) => {
      const { db } = deps.database
      await templateById(db, actor, params.id)
      const { name, size, digest } = await wordFileOfVersion(db, params.id, params.version)
      return sendFile(deps, reply, { name, size, digest, type: TYPES.docx, keep: true })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/document-template-files',
    operationId: 'document_templates.upload',
    summary: 'Send in a Word file (.docx) for a template: it is looked through, and its variables are told',
    description: `The body is the file (application/octet-stream) of at most ${LARGEST_WORD / 1024 / 1024} MB. A template is then kept, or its next version, with \`file\`: the id answered. What reaches out of the file, runs something, hides another file or would burst is refused at \`file\`.`,
    access: { kind: 'document_template', action: 'create' },
    rate: 30,
    query: uploadQuery,
    fileBody: true,
    bodyLimit: LARGEST_WORD,
    answer: uploadSchema,
    status: 201,
    refusals: ['file.too_big', 'unsupported_media_type', 'document.too_heavy', 'document.busy'],
    run: async ({ deps, query, request, write }) => {
      await knownKind(deps.database.db, query.section)
      return receiveWord(deps, { source: fileOf(request), name: query.name }, (file) =>
        write(async (cx) => {
          const id = await createUpload(cx, file)
          const { digest: _, ...shown } = file
          return { id, ...shown, unknown: await unknownWithNearest(cx, query.section, file) }
        }),
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/document-variables',
    operationId: 'document_templates.variables',
    summary: 'What a template about a kind of record may name in {{double braces}}',
    access: { kind: 'document_template', action: 'read' },
    query: z.strictObject({ section: kindKey }),
    answer: z.object({ items: z.array(variableSchema) }),
    run: async ({ deps, actor, query }) => {
      const { db } = deps.database
      await knownKind(db, query.section)
      return { items: await variablesFor(db, actor, query.section) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/document-templates',
    operationId: 'document_templates.create',
    summary: 'Keep a template',
    access: { kind: 'document_template', action: 'create' },
    body: newTemplateInput,
    answer: templateSchema,
    status: 201,
    run: ({ actor, body, write }) =>
      write(async (cx) => templateById(cx.db, actor, (await createTemplate(cx, body)).id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/document-templates/:id',
    operationId: 'document_templates.update',
    summary: 'Change a template; documents made by it keep what they were made of',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'document_template', action: 'update', of: 'id' },
    params: idParams,
    body: templateInput,
    answer: templateSchema,
    refusals: ['version_conflict', 'version_required', 'document_template.archived'],
    run({ actor, params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateTemplate(cx, params.id, body, expected)
        return templateById(cx.db, actor, params.id)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/document-templates/:id/archive',
    operationId: 'document_templates.archive',
    summary: 'Offer a template no more',
    access: { kind: 'document_template', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveTemplate(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/document-templates/:id/restore',
    operationId: 'document_templates.restore',
    summary: 'Offer an archived template again',
    access: { kind: 'document_template', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => restoreTemplate(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/document-templates/preview',
    operationId: 'document_templates.preview',
    summary: 'A template as it stands in the editor, drawn with a record, or with the names of its variables',
    access: { kind: 'document_template', action: 'read' },
    rate: 240,
    body: templatePreviewInput,
    answer: previewSchema.extend({ unknown: z.array(z.string()).describe('variables that stand for nothing') }),
    refusals: ['document.too_long', 'document.too_heavy', 'document.busy'],
    run: async ({ deps, user, body: { section, locale, recordId, body: given } }) => {
      const { db } = deps.database
      const kind = await knownKind(db, section)
      const body = given as TemplateBody
      const known = await variablesFor(db, user, section)
      const now = await businessNow(db)
      const values = recordId
        ? await valuesFor(db, user, { kind: kind.subject, id: recordId }, { locale, now })
        : {
            fields: Object.fromEntries(known.map(({ key, label }) => [key, `«${label[locale]}»`])),
            lists: {},
          }
      const sheet = await sheetOf(deps, { body, values, locale, title: '' })
      return {
        ...(await typesetter.svg(sheet, now)),
        unknown: unknownVariables(body, new Set(known.map(({ key }) => key))),
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/letterhead',
    operationId: 'letterhead.get',
    summary: 'What documents say of us beyond the name and the NIP',
    access: { kind: 'letterhead', action: 'read' },
    answer: letterheadSchema,
    run: ({ deps }) => letterhead(deps.database.db),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/letterhead',
    operationId: 'letterhead.update',
    summary: 'Change what documents say of us',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'letterhead', action: 'update' },
    body: letterheadInput,
    answer: letterheadSchema,
    refusals: ['version_conflict', 'version_required'],
    run({ body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateLetterhead(cx, body, expected)
        return letterhead(cx.db)
      })
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/letterhead/:picture',
    operationId: 'letterhead.set_picture',
    summary: 'The logo of documents, or their stamp or signature: a PNG or JPEG of at most 2 MB',
    access: { kind: 'letterhead', action: 'update' },
    params: pictureParams,
    fileBody: true,
    answer: letterheadSchema,
    refusals: ['file.too_big', 'letterhead.no_picture'],
    run: async ({ deps, params: { picture }, request, write }) => {
      const pieces: Buffer[] = []
      let size = 0
      for await (const piece of fileOf(request)) {
        pieces.push(piece)
        size += piece.length
        if (size > LARGEST_PICTURE) throw new Refusal('file.too_big', { status: 413, params: { max: 2 } })
      }
      const bytes = Buffer.concat(pieces)
      const type = pictureType(bytes)
      if (!type) throw new Refusal('letterhead.no_picture', { status: 422 })
      const { digest } = await keepFile(deps, Readable.from([bytes]), LARGEST_PICTURE)
      return write(async (cx) => {
        await updateLetterhead(cx, { [`${picture}Digest`]: digest, [`${picture}Type`]: type }, null)
        return letterhead(cx.db)
      })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/letterhead/:picture',
    operationId: 'letterhead.drop_picture',
    summary: 'Documents show this picture no more',
    access: { kind: 'letterhead', action: 'update' },
    params: pictureParams,
    run: ({ params: { picture }, write }) =>
      write((cx) => updateLetterhead(cx, { [`${picture}Digest`]: null, [`${picture}Type`]: null }, null)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/letterhead/:picture',
    operationId: 'letterhead.picture',
    summary: 'The logo of documents, or their stamp or signature',
    access: { kind: 'letterhead', action: 'read' },
    params: pictureParams,
    run: async ({ deps, params, reply }) => {
      const { digest, type } = pictureOf(await keptLetterhead(deps.database.db), params.picture)
      if (!digest || !type) throw notFound()
      return reply
        .type(type)
        .header('cache-control', 'private, no-store')
        .send(await readFile(pathOfFile(deps, digest)))
    },
  }),
]
