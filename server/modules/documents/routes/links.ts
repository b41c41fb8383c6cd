import { z } from 'zod'
import { formatDateTime } from '../../../../pure/dates.ts'
import { businessNow } from '../../../core/clock.ts'
import { sendCustomerPage } from '../../../core/customer-page.ts'
import type { Deps } from '../../../core/deps.ts'
import { notFound } from '../../../core/errors.ts'
import { defineRoute, idParams, localeOf } from '../../../core/http.ts'
import { say } from '../../../core/problems.ts'
import { write as writeAs } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'
import { createLink, digestOfToken, openLink, revokeLink } from '../commands/links.ts'
import { linkPage } from '../page.ts'
import { documentById } from '../queries/documents.ts'
import { linkByDigest } from '../queries/links.ts'
import { fileOfDocument } from '../rules/documents.ts'
import { documentSchema, linkInput } from '../schema.ts'
import { sendFile } from './documents.ts'

const tokenParams = z.strictObject({ token: z.string().min(1).max(64) })

const found = async (deps: Deps, token: string) => {
  const { db } = deps.database
  return linkByDigest(db, digestOfToken(token), await businessNow(db))
}

export const linkRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/documents/:id/links',
    operationId: 'documents.create_link',
    summary: 'A link by which a customer opens the newest version without signing in; its address is told this once',
    access: 'signed-in',
    params: idParams,
    body: linkInput,
    answer: z.object({ url: z.string(), document: documentSchema }),
    status: 201,
    refusals: ['document.archived', 'document.held', 'document.not_made'],
    run: ({ deps, user, params, body, write }) =>
      write(async (cx) => {
        const { token } = await createLink(cx, params.id, body.days)
        return {
          url: `${deps.config.publicUrl}/d/${token}`,
          document: await documentById(cx, user, params.id, cx.now),
        }
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/documents/:id/links/:linkId',
    operationId: 'documents.revoke_link',
    summary: 'Have a link open nothing any more',
    access: 'signed-in',
    params: z.strictObject({ id: z.uuid(), linkId: z.uuid() }),
    refusals: ['document.archived'],
    run: ({ params, write }) => write((cx) => revokeLink(cx, params.id, params.linkId)),
  }),
  defineRoute({
    method: 'GET',
    path: '/d/:token',
    operationId: 'documents.page',
    summary: 'The page of a link (HTML): which document it is, whose, until when',
    description:
      'Opening it counts as nothing: scanners of mail fetch links. The file behind its button is what counts.',
    access: 'public',
    rate: 60,
    params: tokenParams,
    answer: z.string(),
    run: async ({ deps, params, request, reply }) => {
      const link = await found(deps, params.token)
      const locale = link?.document.locale ?? localeOf(request, null)
      const company = await companyOf(deps.database.db)
      if (!link) {
        const words = say(locale, 'document.page.gone', { company: company.name })
        return sendCustomerPage(reply, 404, linkPage({ locale, title: company.name, heading: words }))
      }
      const { name, number } = link.document
      const until = formatDateTime(link.expiresAt.toISOString(), { locale, zone: company.zone })
      return sendCustomerPage(
        reply,
        200,
        linkPage({
          locale,
          title: name,
          heading: [name, number].filter(Boolean).join(' '),
          from: say(locale, 'document.page.from', { company: company.name }),
          until: say(locale, 'document.page.until', { until }),
          open: {
            words: say(locale, 'document.page.open', { format: link.format.toUpperCase() }),
            address: `/d/${params.token}/file`,
          },
        }),
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/d/:token/file',
    operationId: 'documents.open',
    summary: 'The file behind a link; the first time it is told on the timeline',
    access: 'public',
    rate: 60,
    params: tokenParams,
    run: async ({ deps, actor, params, reply }) => {
      const link = await found(deps, params.token)
      if (!link) throw notFound()
      await writeAs(deps, actor, (cx) => openLink(cx, link, link.document))
      return sendFile(deps, reply, {
        ...link,
        ...fileOfDocument(link.document, link.format),
        keep: link.format === 'docx',
      })
    },
  }),
]
