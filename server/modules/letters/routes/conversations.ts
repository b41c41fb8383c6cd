import { z } from 'zod'
import { pageOfMessage, policyOfMessage } from '../../../../pure/message-page.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { conversationById, messageById } from '../../messages/queries/conversations.ts'
import { conversationSchema } from '../../messages/schema.ts'
import { callSpam, makeLeadOf } from '../commands/triage.ts'
import { escaped } from '../rules/plain.ts'

export const conversationRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/lead',
    operationId: 'conversations.make_lead',
    summary: 'Make a lead of a conversation',
    access: { kind: 'conversation', action: 'write', of: 'id' },
    params: idParams,
    answer: z.object({ leadId: z.uuid() }),
    status: 201,
    run: ({ params, write }) => write((cx) => makeLeadOf(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conversations/:id/spam',
    operationId: 'conversations.call_spam',
    summary: 'Close a conversation nobody should have begun, and reject the leads it became',
    access: { kind: 'conversation', action: 'write', of: 'id' },
    params: idParams,
    answer: conversationSchema,
    run: ({ actor, params, write }) =>
      write(async (cx) => {
        await callSpam(cx, params.id)
        return conversationById(cx.db, actor, params.id)
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/customer-messages/:id/page',
    operationId: 'customer_messages.page',
    summary: 'The HTML of a message as a page that runs nothing; remote pictures only when they are asked for',
    access: { kind: 'conversation', action: 'read', of: 'id' },
    params: idParams,
    query: z.strictObject({ pictures: z.enum(['true', 'false']).optional() }),
    async run({ deps, actor, params, query, reply, locale }) {
      const message = await messageById(deps.database.db, actor, params.id, locale)
      const pictures = query.pictures === 'true'
      const inner = new Map(
        message.files.flatMap(({ contentId, position }): [string, string][] =>
          contentId ? [[contentId, `/api/customer-messages/${message.id}/files/${position}`]] : [],
        ),
      )
      return reply
        .type('text/html; charset=utf-8')
        .headers({
          'content-security-policy': `${policyOfMessage(pictures)}; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox`,
          'cache-control': 'private, no-store',
          'referrer-policy': 'no-referrer',
        })
        .send(pageOfMessage(message.html ?? `<pre>${escaped(message.text)}</pre>`, { pictures, inner }))
    },
  }),
]
