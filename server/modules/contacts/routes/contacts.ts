import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { archiveContact } from '../commands/archive-contact.ts'
import { createContact } from '../commands/create-contact.ts'
import { updateContact } from '../commands/update-contact.ts'
import { contactById, listContacts, writtenContact } from '../queries/contacts.ts'
import { contactInput, contactSchema } from '../schema.ts'

export const contactRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/contacts',
    operationId: 'contacts.list',
    summary: 'People, by name unless told otherwise',
    access: { kind: 'contact', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      ownerId: z.uuid().optional(),
      companyId: z.uuid().optional(),
      q: z.string().trim().max(100).optional().describe('words, a fragment of an e-mail, digits of a telephone number'),
      archived: z.enum(['true', 'false']).optional(),
      ...listQuery,
    }),
    answer: pageOf(contactSchema),
    run: ({ deps, actor, query }) =>
      listContacts(deps.database.db, actor, { ...query, archived: query.archived === 'true' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/contacts/:id',
    operationId: 'contacts.get',
    summary: 'One person',
    access: { kind: 'contact', action: 'read', of: 'id' },
    params: idParams,
    answer: contactSchema,
    run: ({ deps, actor, params }) => contactById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contacts',
    operationId: 'contacts.create',
    summary: 'Make the card of a person',
    access: { kind: 'contact', action: 'create' },
    body: contactInput,
    answer: contactSchema,
    status: 201,
    run: ({ body, write }) =>
      write(async (cx) => writtenContact(cx.db, (await createContact(cx, body, { asked: true })).id, cx.actor)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/contacts/:id',
    operationId: 'contacts.update',
    summary: 'Change fields of a person',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'contact', action: 'update', of: 'id' },
    params: idParams,
    body: contactInput,
    answer: contactSchema,
    refusals: ['version_conflict', 'version_required', 'contact.archived'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateContact(cx, params.id, body, expected)
        return writtenContact(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contacts/:id/archive',
    operationId: 'contacts.archive',
    summary: 'Take a person out of lists, search and matching',
    access: { kind: 'contact', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveContact(cx, params.id)),
  }),
]
