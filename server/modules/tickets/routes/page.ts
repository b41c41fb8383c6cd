import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Locale } from '../../../../pure/texts/format.ts'
import { sendCustomerPage } from '../../../core/customer-page.ts'
import type { Deps } from '../../../core/deps.ts'
import { defineRoute, localeOf } from '../../../core/http.ts'
import { write } from '../../../core/write.ts'
import { answerOnPage, rateTicket } from '../commands/customer.ts'
import { ticketOf } from '../link.ts'
import { followPage, type Shown, strangePage } from '../page/page.ts'
import { followedTicket } from '../queries/followed.ts'
import { rateInput } from '../schema.ts'

const params = z.strictObject({ token: z.string().max(100) })
const LANG = z.enum(['pl', 'en']).optional().catch(undefined)
const query = z.object({ lang: LANG, done: z.enum(['sent', 'rated']).optional().catch(undefined) })

/** Always the customer's, also when somebody of the company is signed in in the same browser. */
const CUSTOMER = { kind: 'visitor', id: 'web' } as const

const strange = (request: FastifyRequest, reply: FastifyReply, lang?: Locale): FastifyReply =>
  sendCustomerPage(reply, 404, strangePage(lang ?? localeOf(request, null)))

async function show(
  { deps, reply, token, id }: { deps: Deps; reply: FastifyReply; token: string; id: string },
  { lang, ...shown }: Pick<Shown, 'done' | 'wrong'> & { lang?: Locale | undefined },
): Promise<FastifyReply> {
  const ticket = await followedTicket(deps.database.db, id)
  return sendCustomerPage(
    reply,
    shown.wrong ? 422 : 200,
    followPage(ticket, { token, locale: lang ?? ticket.locale, ...shown }),
  )
}

const back = (reply: FastifyReply, token: string, done: 'sent' | 'rated', lang?: Locale) =>
  reply.redirect(`/t/${token}?done=${done}${lang ? `&lang=${lang}` : ''}`, 303)

export const pageRoutes = [
  defineRoute({
    method: 'GET',
    path: '/t/:token',
    operationId: 'tickets.follow',
    summary: 'The customer’s page of a ticket (HTML); nothing changes by opening it',
    access: 'public',
    rate: 120,
    params,
    query,
    answer: z.string(),
    async run({ deps, params: { token }, query: asked, request, reply }) {
      const id = ticketOf(deps.config.secret, token)
      return id ? show({ deps, reply, token, id }, asked) : strange(request, reply, asked.lang)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/t/:token/messages',
    operationId: 'tickets.answer_on_page',
    summary: 'What a customer writes on the page of his ticket',
    access: 'public',
    rate: 20,
    cleansText: true,
    bodyLimit: 128 * 1024,
    params,
    query,
    body: z.object({ text: z.string().max(20_000).default('') }),
    formBody: (pairs) => Object.fromEntries(pairs),
    async run({ deps, params: { token }, query: { lang }, body, request, reply }) {
      const id = ticketOf(deps.config.secret, token)
      if (!id) return strange(request, reply, lang)
      const text = body.text.trim()
      if (!text) return show({ deps, reply, token, id }, { lang, wrong: { field: 'text', text: body.text } })
      await write(deps, CUSTOMER, (cx) => answerOnPage(cx, id, text))
      return back(reply, token, 'sent', lang)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/t/:token/rating',
    operationId: 'tickets.rate',
    summary: 'What a customer thinks of the help, from 1 to 5',
    access: 'public',
    rate: 20,
    cleansText: true,
    bodyLimit: 32 * 1024,
    params,
    query,
    body: z.object({ rating: z.string().max(10).default(''), note: z.string().max(2000).default('') }),
    formBody: (pairs) => Object.fromEntries(pairs),
    refusals: ['ticket.not_solved'],
    async run({ deps, params: { token }, query: { lang }, body, request, reply }) {
      const id = ticketOf(deps.config.secret, token)
      if (!id) return strange(request, reply, lang)
      const read = rateInput.safeParse({ ...body, rating: body.rating || undefined })
      if (!read.success) return show({ deps, reply, token, id }, { lang, wrong: { field: 'rating', text: '' } })
      await write(deps, CUSTOMER, (cx) => rateTicket(cx, id, read.data))
      return back(reply, token, 'rated', lang)
    },
  }),
]
