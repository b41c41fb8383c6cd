import { z } from 'zod'
import { kindKey, OWN } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import type { Deps } from '../../../core/deps.ts'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { recordById } from '../../kinds/queries/records.ts'
import { recordParams } from '../../kinds/schema.ts'
import { archiveForm, restoreForm } from '../commands/archive-form.ts'
import { createForm } from '../commands/create-form.ts'
import { duplicateForm } from '../commands/duplicate-form.ts'
import { firstDefinition } from '../commands/first-definition.ts'
import { letThrough } from '../commands/let-through.ts'
import { updateForm } from '../commands/update-form.ts'
import { formMarkup, lookCss, thankYouMarkup } from '../page/form.ts'
import { stylesheet } from '../public-files.ts'
import { type Form, forgetForms, getForm, listConsents, listForms, listSubmissions, submissionsOf } from '../queries.ts'
import { numberConsents } from '../rules/consents.ts'
import { HELD_REASONS } from '../rules/held.ts'
import { definitionAnswer, definitionInput, startForm, updateForm as updateSchema, wordsAnswer } from '../schema.ts'

const formAnswer = z
  .object({
    id: z.uuid(),
    key: z.string(),
    name: z.string(),
    kind: z.string().describe('what it makes: lead, or the key of a kind of the company’s own'),
    active: z.boolean(),
    public: z.boolean().describe('whether the world may fill it in'),
    departmentId: z.uuid().nullable(),
    ownerId: z.uuid().nullable(),
    definition: definitionAnswer,
    version: z.number().int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    archivedAt: z.string().nullable(),
    /** The form's own page. */
    address: z.string(),
    /** What to paste into a web site. */
    snippet: z.string(),
  })
  .meta({ id: 'Form' })

const answerValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

const submissionAnswer = z
  .object({
    id: z.uuid(),
    formVersion: z.number().int(),
    /** What was made of it; of what was held back, nothing. */
    leadId: z.uuid().nullable(),
    leadNumber: z.number().int().nullable(),
    leadTitle: z.string().nullable(),
    recordId: z.uuid().nullable(),
    recordNumber: z.string().nullable(),
    recordTitle: z.string().nullable(),
    /** Why it was held back; it stays when somebody lets it through. */
    heldReason: z.enum(HELD_REASONS).nullable(),
    pageUrl: z.string().nullable(),
    answers: z.record(z.string(), answerValue),
    consents: z.array(
      z.object({ key: z.string(), version: z.number().int(), agreed: z.boolean(), language: z.enum(['pl', 'en']) }),
    ),
    origin: z.string().nullable(),
    receivedAt: z.string(),
  })
  .meta({ id: 'Submission' })

const filledIn = z.object({
  items: z.array(
    z
      .object({
        id: z.uuid(),
        formId: z.uuid(),
        formName: z.string(),
        answers: z.array(
          z.object({
            key: z.string(),
            type: z.string(),
            label: wordsAnswer,
            links: z.string().nullable().describe('of the type linked: what the value is the id of'),
            currency: z.string().nullable().describe('of an amount, which is in minor units'),
            value: answerValue,
            words: z.array(wordsAnswer).describe('the value as the form names it'),
          }),
        ),
        consents: z.array(
          z.object({
            key: z.string(),
            version: z.number().int(),
            agreed: z.boolean(),
            language: z.enum(['pl', 'en']),
            text: wordsAnswer.nullable(),
          }),
        ),
        origin: z.string().nullable(),
        receivedAt: z.string(),
      })
      .meta({ id: 'FilledIn' }),
  ),
})

function shown(deps: Deps, form: Form): z.input<typeof formAnswer> {
  const { id, key, name, kind, active, departmentId, ownerId, definition, version } = form
  return {
    ...{ id, key, name, kind, active, public: form.public, departmentId, ownerId, definition, version },
    createdAt: form.createdAt.toISOString(),
    updatedAt: form.updatedAt.toISOString(),
    archivedAt: form.archivedAt?.toISOString() ?? null,
    address: `${deps.config.publicUrl}/f/${key}`,
    snippet: `<script src="${deps.config.publicUrl}/embed/${key}.js" async></script>`,
  }
}

export const manageRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/forms',
    operationId: 'forms.list',
    summary: 'Forms, newest first',
    access: { kind: 'form', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      archived: z.enum(['true', 'false']).default('false'),
      kind: kindKey.optional(),
    }),
    answer: pageOf(
      formAnswer.extend({
        lastReceivedAt: z.string().nullable(),
        /** Those that became what it makes in the last 30 days. */
        received: z.number().int(),
        /** Held back and not looked through yet. */
        held: z.number().int(),
      }),
    ),
    run: async ({ deps, user, query }) => {
      const { items, next } = await listForms(deps.database.db, user, { ...query, archived: query.archived === 'true' })
      return {
        items: items.map((form) => ({
          ...shown(deps, form),
          lastReceivedAt: form.lastReceivedAt?.toISOString() ?? null,
          received: form.received,
          held: form.held,
        })),
        next,
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/forms/:id',
    operationId: 'forms.get',
    summary: 'One form',
    access: { kind: 'form', action: 'read', of: 'id' },
    params: idParams,
    answer: formAnswer,
    run: async ({ deps, user, params }) => shown(deps, await getForm(deps.database.db, user, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/forms',
    operationId: 'forms.create',
    summary: 'Make a form',
    access: { kind: 'form', action: 'create' },
    description:
      'Without a definition it begins as the contact form every company starts with, or with the fields of its kind.',
    body: startForm,
    answer: formAnswer,
    status: 201,
    run: async ({ deps, user, body, locale, write }) => {
      const id = await write(async (cx) => {
        const definition = body.definition ?? (await firstDefinition(cx, body, locale))
        return createForm(cx, { ...body, definition })
      })
      return shown(deps, await getForm(deps.database.db, user, id))
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/forms/:id',
    operationId: 'forms.update',
    summary: 'Change a form, switch it on or off',
    description: 'A consent whose text changes gets a new version; earlier submissions keep the one agreed to.',
    access: { kind: 'form', action: 'update', of: 'id' },
    params: idParams,
    body: updateSchema,
    answer: formAnswer,
    refusals: ['version_conflict', 'version_required', 'form.archived'],
    run: async ({ deps, user, params, body, request, write }) => {
      const expected = ifMatch(request)
      await write((cx) => updateForm(cx, params.id, body, expected))
      forgetForms(deps)
      return shown(deps, await getForm(deps.database.db, user, params.id))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/forms/:id/archive',
    operationId: 'forms.archive',
    summary: 'Put a form away',
    access: { kind: 'form', action: 'archive', of: 'id' },
    params: idParams,
    answer: formAnswer,
    run: async ({ deps, user, params, write }) => {
      await write((cx) => archiveForm(cx, params.id))
      forgetForms(deps)
      return shown(deps, await getForm(deps.database.db, user, params.id))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/forms/:id/restore',
    operationId: 'forms.restore',
    summary: 'Bring an archived form back',
    access: { kind: 'form', action: 'archive', of: 'id' },
    params: idParams,
    answer: formAnswer,
    run: async ({ deps, user, params, write }) => {
      await write((cx) => restoreForm(cx, params.id))
      forgetForms(deps)
      return shown(deps, await getForm(deps.database.db, user, params.id))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/forms/:id/duplicate',
    operationId: 'forms.duplicate',
    summary: 'Copy a form; the copy starts switched off',
    access: { kind: 'form', action: 'create' },
    params: idParams,
    body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
    answer: formAnswer,
    status: 201,
    run: async ({ deps, user, params, body, write }) => {
      const id = await write((cx) => duplicateForm(cx, params.id, body.name))
      return shown(deps, await getForm(deps.database.db, user, id))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/forms/preview',
    operationId: 'forms.preview',
    summary: 'How a form would look, without saving it',
    description: 'The markup and its stylesheet; put both into a shadow root.',
    access: { kind: 'form', action: 'read' },
    body: z.strictObject({ definition: definitionInput, language: z.enum(['pl', 'en']).optional() }),
    answer: z.object({
      html: z.string(),
      css: z.string(),
      /** What stands in its place once it was sent. */
      thanks: z.string(),
    }),
    run: async ({ body, locale }) => {
      const { consents } = numberConsents(body.definition.consents, new Map())
      const definition = { ...body.definition, consents }
      const view = { key: 'preview', definition, locale: body.language ?? locale, base: '' }
      return {
        html: formMarkup(view).text,
        css: `${stylesheet}\n${lookCss(definition)}`,
        thanks: thankYouMarkup(definition, view.locale).text,
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/forms/:id/consents',
    operationId: 'forms.consents',
    summary: 'Every version of every consent of a form',
    access: { kind: 'form', action: 'read', of: 'id' },
    params: idParams,
    answer: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          version: z.number().int(),
          text: wordsAnswer,
          required: z.boolean(),
          createdAt: z.string(),
        }),
      ),
    }),
    run: async ({ deps, user, params }) => {
      const { id } = await getForm(deps.database.db, user, params.id)
      const consents = await listConsents(deps.database.db, id)
      return { items: consents.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/forms/:id/submissions/:submissionId/acceptance',
    operationId: 'forms.let_through',
    summary: 'Make what the form makes of a submission that was held back',
    access: { kind: 'form', action: 'let_through', of: 'id' },
    params: idParams.extend({ submissionId: z.uuid() }),
    answer: z.object({ leadId: z.uuid().nullable(), recordId: z.uuid().nullable() }),
    run: ({ params, write }) => write((cx) => letThrough(cx, params.id, params.submissionId)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/forms/:id/submissions',
    operationId: 'forms.submissions',
    summary: 'What came in through a form, newest first',
    access: { kind: 'form', action: 'read_submissions', of: 'id' },
    params: idParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(submissionAnswer),
    run: async ({ deps, user, params, query }) => {
      await allow(deps.database.db, user, 'form', 'read_submissions', params.id)
      const { items, next } = await listSubmissions(deps.database.db, params.id, query)
      return { items: items.map(({ at: _, ...one }) => ({ ...one, receivedAt: one.receivedAt.toISOString() })), next }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/leads/:id/submissions',
    operationId: 'forms.submissions_of_lead',
    summary: 'What the sender of a lead filled in and agreed to',
    access: { kind: 'lead', action: 'read', of: 'id' },
    params: idParams,
    answer: filledIn,
    run: async ({ deps, user, params }) => {
      await allow(deps.database.db, user, 'lead', 'read', params.id)
      return { items: await submissionsOf(deps.database.db, user, { leadId: params.id }) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/submissions',
    operationId: 'forms.submissions_of_record',
    summary: 'What the sender of a record filled in and agreed to',
    access: { kind: OWN, action: 'read', of: 'id' },
    params: recordParams,
    answer: filledIn,
    run: async ({ deps, user, params }) => {
      await recordById(deps.database.db, user, params)
      return { items: await submissionsOf(deps.database.db, user, { recordId: params.id }) }
    },
  }),
]
