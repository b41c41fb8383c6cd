import { z } from 'zod'
import { SUBJECTS } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import { businessNow } from '../../../core/clock.ts'
import { keepFile } from '../../../core/files.ts'
import { defineRoute, fileOf, idParams } from '../../../core/http.ts'
import { deleteDraft, saveDraft } from '../commands/drafts.ts'
import { allowPlace } from '../commands/place.ts'
import { sendLetter } from '../commands/send-letter.ts'
import { dropUnread } from '../commands/tidy-uploads.ts'
import { createUpload, deleteUpload } from '../commands/uploads.ts'
import { attachablesAt } from '../queries/attachables.ts'
import { draftOf } from '../queries/drafts.ts'
import { addressesOf } from '../queries/recipients.ts'
import { renderLetter } from '../queries/render.ts'
import {
  addressSchema,
  attachableSchema,
  draftInput,
  draftSchema,
  letterInput,
  MOST_FILE_BYTES,
  placeParams,
  previewInput,
  previewSchema,
  sentSchema,
  uploadQuery,
  uploadSchema,
} from '../schema.ts'

const recordParams = z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() })
const addressQuery = z.strictObject({ by: z.enum(['email', 'phone']).default('email') })

export const letterRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/letters',
    operationId: 'letters.send',
    summary: 'Send a letter, to each recipient a message of his own; for ten seconds it can be called back',
    description:
      'A recipient without an address, or in doubt (his address bounced, is another customer’s, a variable stands empty), is refused at his field until `confirmed` names the doubt.',
    access: { kind: 'conversation', action: 'write' },
    body: letterInput,
    answer: sentSchema,
    status: 201,
    refusals: ['message.no_account'],
    run: ({ body, write }) =>
      write(async (cx) => {
        const { messages, sendAt } = await sendLetter(cx, body)
        return { messages, sendAt: sendAt.toISOString() }
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/addresses',
    operationId: 'letters.addresses',
    summary: 'Whom a letter or an SMS from a record may go to: its people and companies, the main one first',
    access: 'signed-in',
    params: recordParams,
    query: addressQuery,
    answer: z.object({ items: z.array(addressSchema) }),
    run: async ({ deps, user, params, query }) => {
      const { db } = deps.database
      await allow(db, user, params.kind, 'read', params.id)
      return { items: await addressesOf(db, user, params, query.by) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/letter-attachables/:kind/:id',
    operationId: 'letters.attachables',
    summary: 'Documents of a record, or of the records of a conversation, that a letter may take along',
    access: 'signed-in',
    params: placeParams,
    answer: z.object({ items: z.array(attachableSchema) }),
    run: async ({ deps, user, params }) => {
      const { db } = deps.database
      await allowPlace({ db, actor: user }, params)
      return {
        items: (await attachablesAt(db, user, params)).map(({ kind, id, name, file, held, changed, sentAt }) => ({
          ...{ kind, id, name, held, changed, size: file?.size ?? null, sentAt: sentAt?.toISOString() ?? null },
        })),
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letters/preview',
    operationId: 'letters.preview',
    summary: 'A letter as each recipient would get it, with what speaks against sending it',
    access: 'signed-in',
    body: previewInput,
    answer: z.object({ items: z.array(previewSchema) }),
    run: async ({ deps, user, body }) => {
      const { db } = deps.database
      if (body.about) await allow(db, user, body.about.kind, 'read', body.about.id)
      return { items: await renderLetter(db, user, body, await businessNow(db)) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/message-uploads',
    operationId: 'letters.upload',
    summary: 'Send in a file for a message',
    description: `The body is the file (application/octet-stream) of at most ${MOST_FILE_BYTES / 1024 / 1024} MB.`,
    access: { kind: 'message_upload', action: 'create' },
    query: uploadQuery,
    fileBody: true,
    bodyLimit: MOST_FILE_BYTES,
    answer: uploadSchema,
    status: 201,
    refusals: ['file.too_big', 'unsupported_media_type'],
    run: async ({ deps, query, request, write }) => {
      const file = await keepFile(deps, fileOf(request), MOST_FILE_BYTES)
      try {
        return await write((cx) =>
          createUpload(cx, { name: query.name, type: query.type ?? 'application/octet-stream', ...file }),
        )
      } catch (error) {
        await dropUnread({ db: deps.database.db, deps }, file.digest)
        throw error
      }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/message-uploads/:id',
    operationId: 'letters.delete_upload',
    summary: 'Take a file out of the message it was sent in for',
    access: { kind: 'message_upload', action: 'delete', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => deleteUpload(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/letter-drafts/:kind/:id',
    operationId: 'letters.draft',
    summary: 'What the caller began to write there and has not sent',
    access: 'signed-in',
    params: placeParams,
    answer: z.object({ draft: draftSchema.nullable() }),
    run: async ({ deps, user, params }) => {
      const { db } = deps.database
      await allowPlace({ db, actor: user }, params)
      return { draft: await draftOf(db, user.id, params) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/letter-drafts/:kind/:id',
    operationId: 'letters.save_draft',
    summary: 'Keep what the caller is writing',
    access: 'signed-in',
    params: placeParams,
    body: draftInput,
    run: ({ params, body, write }) => write((cx) => saveDraft(cx, params, body)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/letter-drafts/:kind/:id',
    operationId: 'letters.delete_draft',
    summary: 'Throw away what the caller began to write',
    access: 'signed-in',
    params: placeParams,
    run: ({ params, write }) =>
      write(async (cx) => {
        await allowPlace(cx, params)
        await deleteDraft(cx, params)
      }),
  }),
]
