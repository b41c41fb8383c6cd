import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dateIn, formatDate } from '../../../../pure/dates.ts'
import { normaliseNip } from '../../../../pure/nip.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { lookUpNip } from '../../../channels/nip-register.ts'
import { ChannelTrouble } from '../../../core/channel.ts'
import { businessNow } from '../../../core/clock.ts'
import { sendCustomerPage } from '../../../core/customer-page.ts'
import type { Deps } from '../../../core/deps.ts'
import { defineRoute, localeOf } from '../../../core/http.ts'
import { write } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'
import { answerRequest, openRequest } from '../commands/answer.ts'
import { digestOfToken } from '../commands/ask.ts'
import { detailsPage, type FormShown, plainPage } from '../page/page.ts'
import { requestByDigest } from '../queries/pages.ts'
import { nipRegister } from '../queries/register.ts'
import type { RequestRow } from '../queries/requests.ts'
import { DETAILS, readAnswer, type Typed } from '../rules.ts'
import { pageInput } from '../schema.ts'

const params = z.strictObject({ token: z.string().min(1).max(64) })
const query = z.object({ lang: z.enum(['pl', 'en']).optional().catch(undefined) })

/** Always the customer's, also when somebody of the company is signed in in the same browser. */
const CUSTOMER = { kind: 'visitor', id: 'web' } as const

const EMPTY = Object.fromEntries(DETAILS.map((key) => [key, ''])) as Typed

interface Asked {
  deps: Deps
  reply: FastifyReply
  token: string
  lang: Locale | undefined
}

const found = async ({ deps, token }: Pick<Asked, 'deps' | 'token'>) => {
  const { db } = deps.database
  return requestByDigest(db, digestOfToken(token), await businessNow(db))
}

async function showPlain({ deps, reply }: Asked, locale: Locale, code: 'thanks' | 'already' | 'gone') {
  const { name } = await companyOf(deps.database.db)
  return sendCustomerPage(reply, code === 'gone' ? 404 : 200, plainPage(locale, code, name))
}

const gone = (asked: Asked, request: FastifyRequest) => showPlain(asked, asked.lang ?? localeOf(request, null), 'gone')

async function showForm(
  { deps, reply, token, lang }: Asked,
  row: RequestRow,
  shown: Pick<FormShown, 'typed' | 'wrong' | 'found'>,
) {
  const { name, zone } = await companyOf(deps.database.db)
  const { active } = await nipRegister(deps.database.db)
  const locale = lang ?? row.locale
  const until = formatDate(row.expires_at.toISOString(), { locale, zone })
  return sendCustomerPage(
    reply,
    Object.keys(shown.wrong).length > 0 ? 422 : 200,
    detailsPage({ token, locale, company: name, until, looksUp: active, ...shown }),
  )
}

/** What the register knows of the NIP typed; what the customer typed himself stays where it knows nothing. */
async function lookedUp({ deps }: Asked, typed: Typed): Promise<Pick<FormShown, 'typed' | 'wrong' | 'found'>> {
  const nip = normaliseNip(typed.nip)
  if (!nip) return { typed, wrong: { nip: 'field.nip' } }
  const { db } = deps.database
  const { active, url } = await nipRegister(db)
  if (!active) return { typed, wrong: {}, found: 'no_answer' }
  const { zone } = await companyOf(db)
  try {
    const known = await lookUpNip(url, { nip, on: dateIn(zone, (await businessNow(db)).toISOString()) })
    if (!known) return { typed, wrong: {}, found: 'not_found' }
    const filled = { ...typed, companyName: known.name, address: known.address || typed.address }
    return { typed: filled, wrong: {}, found: 'filled' }
  } catch (error) {
    if (!(error instanceof ChannelTrouble)) throw error
    deps.log.warn({ reason: error.code }, 'the register of taxpayers does not answer')
    return { typed, wrong: {}, found: 'no_answer' }
  }
}

export const pageRoutes = [
  defineRoute({
    method: 'GET',
    path: '/k/:token',
    operationId: 'details.page',
    summary: 'The page on which a customer fills in his details (HTML)',
    description:
      'Told as opened when a browser goes there by itself (Sec-Fetch-Mode: navigate): scanners of mail fetch links, too.',
    access: 'public',
    rate: 60,
    params,
    query,
    answer: z.string(),
    async run({ deps, params: { token }, query: { lang }, request, reply }) {
      const asked = { deps, reply, token, lang }
      const row = await found(asked)
      if (!row) return gone(asked, request)
      if (row.answered_at) return showPlain(asked, lang ?? row.locale, 'already')
      if (!row.opened_at && request.headers['sec-fetch-mode'] === 'navigate')
        await write(deps, CUSTOMER, (cx) => openRequest(cx, row.id))
      return showForm(asked, row, { typed: EMPTY, wrong: {} })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/k/:token',
    operationId: 'details.answer',
    summary: 'What a customer fills in, or has looked up by his NIP',
    access: 'public',
    rate: 30,
    cleansText: true,
    bodyLimit: 32 * 1024,
    params,
    query,
    body: pageInput,
    formBody: (pairs) => Object.fromEntries(pairs),
    answer: z.string(),
    async run({ deps, params: { token }, query: { lang }, body, request, reply }) {
      const asked = { deps, reply, token, lang }
      const row = await found(asked)
      if (!row) return gone(asked, request)
      const locale = lang ?? row.locale
      if (row.answered_at) return showPlain(asked, locale, 'already')
      const { do: wanted, ...typed } = body
      if (wanted === 'look_up') return showForm(asked, row, await lookedUp(asked, typed))
      const { answer, wrong } = readAnswer(typed)
      if (wrong) return showForm(asked, row, { typed, wrong })
      const taken = await write(deps, CUSTOMER, (cx) => answerRequest(cx, row.id, answer))
      return taken ? showPlain(asked, locale, 'thanks') : gone(asked, request)
    },
  }),
]
