import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { kindKey } from '../../../../pure/kinds.ts'
import type { Subject } from '../../../core/events.ts'
import { pathOfFile } from '../../../core/files.ts'
import { defineRoute, idParams, type Rq, sendFile } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import type { Cx } from '../../../core/write.ts'
import {
  assignConversation,
  closeConversation,
  fileConversation,
  reopenConversation,
  unfileConversation,
} from '../commands/conversations.ts'
import { cancelMessage, retryMessage, writeMessage } from '../commands/write-message.ts'
import {
  conversationById,
  fileOfMessage,
  listConversations,
  messageById,
  messagesOf,
} from '../queries/conversations.ts'
import { conversationSchema, messageSchema, newMessage, subjectRef } from '../schema.ts'

const of = (action: string) => ({ kind: 'conversation', action, of: 'id' })

/** Answers with the conversation as the command left it. */
const changing =
  <B>(command: (cx: Cx, id: string, body: B) => Promise<void>) =>
  ({ actor, params, body, write }: Rq<{ id: string }, unknown, B>) =>
    write(async (cx) => {
      await command(cx, params.id, body)
      return conversationById(cx.db, actor, params.id)
    })

export const conversationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/conversations',
    operationId: 'conversations.list',
    summary: 'Conversations with customers over every channel; those that wait for an answer by how long they wait',
    access: { kind: 'conversation', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      state: z.enum(['waiting', 'open', 'closed']).optional(),
      owner: z.union([z.uuid(), z.literal('nobody')]).optional(),
      channel: z.string().max(40).optional(),
      departmentId: z.uuid().optional(),
      aboutKind: kindKey.optional(),
      aboutId: z.uuid().optional(),
    }),
    answer: pageOf(conversationSchema),
    run: ({ deps, actor, query: { aboutKind, aboutId, ...query } }) =>
      listConversations(deps.database.db, actor, {
        ...query,
        ...(aboutKind && aboutId ? { about: { kind: aboutKind, id: aboutId } } : {}),
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/conversations/:id',
    operationId: 'conversations.get',
    summary: 'One conversation',
    access: of('read'),
    params: idParams,
    answer: conversationSchema,
    run: ({ deps, actor, params }) => conversationById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/conversations/:id/messages',
    operationId: 'conversations.messages',
    summary: 'The messages of a conversation, newest first',
    access: of('read'),
    params: idParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(messageSchema),
    run: ({ deps, actor, params, query, locale }) => messagesOf(deps.database.db, actor, params.id, query, locale),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/assign',
    operationId: 'conversations.assign',
    summary: 'Give a conversation to somebody, or to nobody',
    access: of('assign'),
    params: idParams,
    body: z.strictObject({ ownerId: z.uuid().nullable() }),
    answer: conversationSchema,
    run: changing((cx, id, body: { ownerId: string | null }) => assignConversation(cx, id, body.ownerId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/close',
    operationId: 'conversations.close',
    summary: 'No answer is needed any more; the next message of the other side opens it again',
    access: of('write'),
    params: idParams,
    answer: conversationSchema,
    run: changing(closeConversation),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/reopen',
    operationId: 'conversations.reopen',
    summary: 'Open a closed conversation again',
    access: of('write'),
    params: idParams,
    answer: conversationSchema,
    run: changing(reopenConversation),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/links',
    operationId: 'conversations.file',
    summary: 'File a conversation under a record',
    access: of('write'),
    params: idParams,
    body: subjectRef,
    answer: conversationSchema,
    run: changing((cx, id, body: Subject) => fileConversation(cx, id, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/links/remove',
    operationId: 'conversations.unfile',
    summary: 'Take a conversation out of a record',
    access: of('write'),
    params: idParams,
    body: subjectRef,
    answer: conversationSchema,
    run: changing((cx, id, body: Subject) => unfileConversation(cx, id, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/messages',
    operationId: 'conversations.answer',
    summary: 'Answer in a conversation',
    access: of('write'),
    params: idParams,
    body: newMessage.omit({ channel: true }),
    answer: messageSchema,
    status: 201,
    refusals: ['message.no_recipient', 'message.no_account'],
    run: ({ actor, params, body: { sendAt, accountId, to, ...body }, locale, write }) =>
      write(async (cx) => {
        const message = {
          ...body,
          conversationId: params.id,
          ...(accountId ? { accountId } : {}),
          ...(to ? { to } : {}),
          sendAt: sendAt ? new Date(sendAt) : null,
        }
        return messageById(cx.db, actor, (await writeMessage(cx, message)).id, locale)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/customer-messages',
    operationId: 'customer_messages.write',
    summary: 'Write to a customer',
    access: { kind: 'conversation', action: 'write' },
    body: newMessage,
    answer: messageSchema,
    status: 201,
    refusals: ['message.no_recipient', 'message.no_account', 'message.one_recipient'],
    run: ({ actor, body: { sendAt, accountId, channel, to, ...body }, locale, write }) =>
      write(async (cx) => {
        const message = {
          ...body,
          ...(accountId ? { accountId } : {}),
          ...(channel ? { channel } : {}),
          ...(to ? { to } : {}),
          sendAt: sendAt ? new Date(sendAt) : null,
        }
        return messageById(cx.db, actor, (await writeMessage(cx, message)).id, locale)
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/customer-messages/:id',
    operationId: 'customer_messages.get',
    summary: 'One message',
    access: of('read'),
    params: idParams,
    answer: messageSchema,
    run: ({ deps, actor, params, locale }) => messageById(deps.database.db, actor, params.id, locale),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/customer-messages/:id/cancel',
    operationId: 'customer_messages.cancel',
    summary: 'Call back a message that has not left yet',
    access: of('write'),
    params: idParams,
    answer: messageSchema,
    refusals: ['message.left_already'],
    run: ({ actor, params, locale, write }) =>
      write(async (cx) => {
        await cancelMessage(cx, params.id)
        return messageById(cx.db, actor, params.id, locale)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/customer-messages/:id/retry',
    operationId: 'customer_messages.retry',
    summary: 'Send a failed message again',
    access: of('write'),
    params: idParams,
    answer: messageSchema,
    refusals: ['message.not_failed'],
    run: ({ actor, params, locale, write }) =>
      write(async (cx) => {
        await retryMessage(cx, params.id)
        return messageById(cx.db, actor, params.id, locale)
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/customer-messages/:id/files/:position',
    operationId: 'customer_messages.file',
    summary: 'A file of a message, to keep',
    access: of('read'),
    params: z.strictObject({ id: z.uuid(), position: z.coerce.number().int().min(1).max(1000) }),
    async run({ deps, actor, params, reply }) {
      const file = await fileOfMessage(deps.database.db, actor, params.id, params.position)
      // Whatever its type says, no browser is to open it here.
      return sendFile(reply, {
        name: file.name,
        type: 'application/octet-stream',
        pieces: createReadStream(pathOfFile(deps, file.digest)),
      })
    },
  }),
]
