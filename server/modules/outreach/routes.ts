import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { businessNow } from '../../core/clock.ts'
import { Refusal } from '../../core/errors.ts'
import { defineRoute, localeOf } from '../../core/http.ts'
import { confirm } from './commands/confirm.ts'
import { confirmationPage, noConfirmationPage, PAGE_HEADERS } from './page.ts'
import { confirmationBy } from './queries/confirmations.ts'

const params = z.strictObject({ token: z.string().max(40) })

const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).headers(PAGE_HEADERS).send(page)

export const outreachRoutes = [
  defineRoute({
    method: 'GET',
    path: '/c/:token',
    operationId: 'outreach.page',
    summary: 'What the confirm link of a message opens (HTML); it confirms nothing yet',
    access: 'public',
    rate: 60,
    params,
    answer: z.string(),
    async run({ deps, params, request, reply }) {
      const { db } = deps.database
      const found = await confirmationBy(db, params.token)
      if (!found) return sendPage(reply, 404, noConfirmationPage(localeOf(request, null)))
      return sendPage(reply, 200, confirmationPage(found, await businessNow(db)))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/c/:token',
    operationId: 'outreach.confirm',
    summary: 'The customer confirms what the message asked',
    access: 'public',
    rate: 30,
    params,
    formBody: () => ({}),
    answer: z.string(),
    async run({ deps, params, request, reply, write }) {
      try {
        const found = await write((cx) => confirm(cx, params.token))
        return sendPage(reply, 200, confirmationPage(found, await businessNow(deps.database.db)))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return sendPage(reply, error.status, noConfirmationPage(localeOf(request, null)))
      }
    },
  }),
]
