import { z } from 'zod'
import { formatDate } from '../../../../pure/dates.ts'
import { allow } from '../../../core/access.ts'
import { businessNow } from '../../../core/clock.ts'
import { ifMatch } from '../../../core/edit.ts'
import { escapeHtml } from '../../../core/html.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { say } from '../../../core/problems.ts'
import { companyOf } from '../../staff/queries.ts'
import { askForDetails, revokeRequest } from '../commands/ask.ts'
import { decideDetails } from '../commands/decide.ts'
import { changeRegister } from '../commands/register.ts'
import { nipRegister } from '../queries/register.ts'
import { requestsOf } from '../queries/requests.ts'
import {
  aboutParams,
  askedSchema,
  askInput,
  decideInput,
  registerInput,
  registerSchema,
  requestSchema,
} from '../schema.ts'

const GOES_WITH_RECORD = 'A request goes with its record: who may read (change) that, reads (decides) it.'

export const requestRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/detail-requests',
    operationId: 'details.of_record',
    summary: 'What the customer of a record was asked for, and what he answered beside what is there',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: aboutParams,
    answer: z.object({ items: z.array(requestSchema) }),
    run: async ({ deps, user, params }) => {
      const { db } = deps.database
      await allow(db, user, params.kind, 'read', params.id)
      return { items: await requestsOf(db, user, params, await businessNow(db)) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/records/:kind/:id/detail-requests',
    operationId: 'details.ask',
    summary:
      'A link by which the customer fills in his own details; its address is told this once, in a letter to send',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: aboutParams,
    body: askInput,
    answer: askedSchema,
    status: 201,
    run: ({ deps, user, params, body, write }) =>
      write(async (cx) => {
        const { id, token, locale } = await askForDetails(cx, params, body.days)
        const url = `${deps.config.publicUrl}/k/${token}`
        const request = (await requestsOf(cx.db, user, params, cx.now)).find((one) => one.id === id)!
        const { zone } = await companyOf(cx.db)
        const until = formatDate(request.expiresAt, { locale, zone })
        const said = escapeHtml(url)
        const html = say(locale, 'details.letter.body', { until, link: url })
          .split('\n\n')
          .map((part) => `<p>${escapeHtml(part).replace(said, () => `<a href="${said}">${said}</a>`)}</p>`)
          .join('')
        return { request, url, letter: { locale, subject: say(locale, 'details.letter.subject'), body: html } }
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/detail-requests/:id/decision',
    operationId: 'details.decide',
    summary: 'Put what was chosen of the customer’s answer onto his cards; the rest is left, and the request is ended',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: idParams,
    body: decideInput,
    refusals: ['details.decided_already', 'details.not_answered'],
    run: ({ params, body, write }) => write((cx) => decideDetails(cx, params.id, body.take)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/detail-requests/:id',
    operationId: 'details.revoke',
    summary: 'Have the link of a request open nothing any more',
    description: GOES_WITH_RECORD,
    access: 'signed-in',
    params: idParams,
    refusals: ['details.answered_already'],
    run: ({ params, write }) => write((cx) => revokeRequest(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/nip-register',
    operationId: 'nip_register.get',
    summary: 'The register of taxpayers that is asked for a company by its NIP',
    access: { kind: 'nip_register', action: 'read' },
    answer: registerSchema,
    run: ({ deps }) => nipRegister(deps.database.db),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/nip-register',
    operationId: 'nip_register.change',
    summary: 'Set the register of taxpayers on or off, and say where it is',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'nip_register', action: 'manage' },
    body: registerInput,
    answer: registerSchema,
    refusals: ['version_conflict', 'version_required'],
    run({ body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await changeRegister(cx, body, expected)
        return nipRegister(cx.db)
      })
    },
  }),
]
