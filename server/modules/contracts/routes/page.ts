import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatDateTime } from '../../../../pure/dates.ts'
import { businessNow } from '../../../core/clock.ts'
import { sendCustomerPage } from '../../../core/customer-page.ts'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { defineRoute, localeOf } from '../../../core/http.ts'
import { write } from '../../../core/write.ts'
import { digestOfToken } from '../../documents/commands/links.ts'
import { linkByDigest } from '../../documents/queries/links.ts'
import { companyOf } from '../../staff/queries.ts'
import { acceptByLink } from '../commands/sign-contract.ts'
import { acceptancePage, gonePage } from '../page/page.ts'
import { offeredBy } from '../queries/signatures.ts'
import { acceptInput } from '../schema.ts'

const params = z.strictObject({ token: z.string().min(1).max(64) })

/** Always the customer's, also when somebody of the company is signed in in the same browser. */
const CUSTOMER = { kind: 'visitor', id: 'web' } as const

/** What a token opens: the link, and the contract whose version it is; null where that is nothing (any more). */
async function found(deps: Deps, token: string) {
  const { db } = deps.database
  const link = await linkByDigest(db, digestOfToken(token), await businessNow(db))
  const contract = link && (await offeredBy(db, { id: link.id, documentId: link.document.id }))
  return link && contract && contract.approvedHash === link.digest ? { link, contract } : null
}

async function show(
  { deps, token, request, reply }: { deps: Deps; token: string; request: FastifyRequest; reply: FastifyReply },
  wrong?: { name: string; field: 'name' | 'agreed' },
): Promise<FastifyReply> {
  const { name: company, zone } = await companyOf(deps.database.db)
  const about = await found(deps, token)
  if (!about) return sendCustomerPage(reply, 404, gonePage(localeOf(request, null), company))
  const { link, contract } = about
  const { locale } = link.document
  const until = formatDateTime(link.expiresAt.toISOString(), { locale, zone })
  const page = acceptancePage({
    locale,
    zone,
    company,
    token,
    hash: link.digest,
    format: link.format,
    until,
    contract,
    ...(wrong && { wrong }),
  })
  return sendCustomerPage(reply, wrong ? 422 : 200, page)
}

export const acceptanceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/u/:token',
    operationId: 'contracts.page',
    summary: 'The customer’s page of a contract (HTML); nothing changes by opening it',
    access: 'public',
    rate: 60,
    params,
    answer: z.string(),
    run: ({ deps, params: { token }, request, reply }) => show({ deps, token, request, reply }),
  }),
  defineRoute({
    method: 'POST',
    path: '/u/:token',
    operationId: 'contracts.accept',
    summary: 'A customer agrees to the version his link opens: his name, the time, the address and the hash are kept',
    access: 'public',
    rate: 20,
    cleansText: true,
    bodyLimit: 16 * 1024,
    params,
    body: z.object({ name: z.string().max(200).default(''), agreed: z.string().max(10).default('') }),
    formBody: (pairs) => Object.fromEntries(pairs),
    refusals: ['contract.wrong_status', 'contract.document_changed'],
    async run({ deps, params: { token }, body, request, reply }) {
      const about = await found(deps, token)
      if (!about) return show({ deps, token, request, reply })
      const read = acceptInput.safeParse(body)
      if (!read.success) {
        const field = read.error.issues.some(({ path }) => path[0] === 'name') ? 'name' : 'agreed'
        return show({ deps, token, request, reply }, { name: body.name, field })
      }
      try {
        await write(deps, CUSTOMER, (cx) =>
          acceptByLink(cx, about.contract.id, {
            name: read.data.name,
            address: request.ip,
            agent: String(request.headers['user-agent'] ?? '').slice(0, 500),
            linkId: about.link.id,
            digest: about.link.digest,
          }),
        )
      } catch (error) {
        // Pressed twice, or decided otherwise meanwhile: the page says how it stands.
        if (!(error instanceof Refusal)) throw error
      }
      return reply.redirect(`/u/${token}`, 303)
    },
  }),
]
