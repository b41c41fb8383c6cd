import { z } from 'zod'
import { allow, scopeOf } from '../../../core/access.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { submit } from '../commands/receive-submission.ts'
import { checked, languageOf, openForm, whence } from '../intake.ts'
import { apiSubmission } from '../schema.ts'

export const intakeRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/forms/:id/submissions',
    operationId: 'forms.submit',
    summary: 'Send answers in: a program of the company, or a person signed in',
    description:
      'The answers are checked as on the form; consents may be given and are not demanded, since the program collected them. The same content within ten minutes is the same request.',
    access: { kind: 'form', action: 'submit', of: 'id' },
    params: idParams,
    body: apiSubmission,
    bodyLimit: 128 * 1024,
    cleansText: true,
    answer: z.object({
      id: z.uuid(),
      leadId: z.uuid().nullable().describe('null: the form makes records of a kind of the company’s own'),
      recordId: z.uuid().nullable(),
      number: z.union([z.number().int(), z.string()]),
    }),
    status: 201,
    refusals: ['form.not_found', 'form.switched_off', 'invalid_request'],
    run: async ({ deps, user, params, body, locale, write, request }) => {
      // Where everybody may, there is nothing to ask the database.
      if (scopeOf(user, 'form', 'submit') !== 'all') await allow(deps.database.db, user, 'form', 'submit', params.id)
      const form = await openForm(deps, { id: params.id })
      const sent = checked(form, body, languageOf(form.definition, body.language, locale), { consentsDemanded: false })
      const received = {
        ...sent,
        ...whence(body),
        source: body.source ?? form.definition.source,
        origin: null,
        addressDigest: null,
        proof: null,
      }
      const alone = request.headers['idempotency-key'] === undefined ? undefined : write
      const { id, leadId, recordId, number } = await submit(deps, user, form, received, alone)
      return { id, leadId, recordId, number }
    },
  }),
]
